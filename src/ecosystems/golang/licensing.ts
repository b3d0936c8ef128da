import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { LocateContext, PackageLicensing } from '../ecosystem.ts';
import { escapeModule } from './module-path.ts';

/** The vendor folder, then GOMODCACHE. A Go module says nothing of its license but by its files. */
export const goLicensing: PackageLicensing = {
  locate,
  declared: async () => Promise.resolve(undefined),
};

function locate(component: Component, context: LocateContext): readonly PackageLocation[] {
  const cache = context.caches.get('go');
  if (cache === undefined || component.purl === undefined) return context.installed;
  const { namespace = '', name, version } = purlParts(component.purl);
  if (version === undefined) return context.installed;
  const module = namespace === '' ? name : `${namespace}/${name}`;
  const [path, escapedVersion] = [escapeModule(module), escapeModule(version)];
  const unpacked = `${path}@${escapedVersion}`;
  const archive = `cache/download/${path}/@v/${escapedVersion}.zip`;
  // inside the archive nothing is escaped (golang.org/x/mod/zip), and so it is in the names that are hashed
  const prefix = `${module}@${version}/`;
  const sum = component.properties?.['licet:go:h1'];
  const checked = sum === undefined ? {} : { check: { kind: 'go-sum', prefix, sum } as const };
  return [
    ...context.installed,
    ...(cache.stat(unpacked)?.kind === 'directory'
      ? [{ root: 'cache:go', path: unpacked, format: 'directory', ...checked } as const]
      : []),
    ...(cache.stat(archive)?.kind === 'file'
      ? [{ root: 'cache:go', path: archive, inside: prefix, format: 'zip', ...checked } as const]
      : []),
  ];
}
