import type { Component } from '../../domain/component.ts';
import { directoryOf } from '../../domain/path.ts';
import { purlParts } from '../../domain/purl.ts';
import type { ReadOnlyCaches, ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { DeclaredMetadata, LocateContext, PackageFiles, PackageLicensing } from '../ecosystem.ts';
import { distributionKey, distributionsIn, librariesOf, sitePackages } from './installed/distributions.ts';
import { metadataLicenses, parseMetadata } from './installed/metadata.ts';
import { inUvArchives } from './installed/uv-cache.ts';
import { pipDownloads, pipWheels, poetryWheels } from './installed/wheel-cache.ts';

/** Environments in the tree, then the active one, then what uv, pip and poetry keep. */
export const pypiLicensing: PackageLicensing = { locate, declared };

function locate(component: Component, { fs, caches, installed }: LocateContext): readonly PackageLocation[] {
  const { name, version, purl, occurrences } = component;
  if (purl === undefined || version === undefined) return installed;
  const key = distributionKey(name, version);
  const projects = new Set(['', ...occurrences.map(({ path }) => directoryOf(path))]);
  const inTree = [...projects]
    .flatMap((project) => sitePackages(project, fs))
    .flatMap((library) => distributionsIn(library, fs).get(key) ?? [])
    .map((path) => ({ root: 'tree', path, format: 'directory' }) as const)
    .filter(({ path }) => !installed.some((location) => location.path === path));
  const places = [...installed, ...inTree];
  // what an index has under this name is not what a repository or another URL has
  if (purlParts(purl).qualifiers?.['vcs_url'] !== undefined) return places;
  return [...places, ...inCaches(caches, key)];
}

function inCaches(caches: ReadOnlyCaches, key: string): readonly PackageLocation[] {
  const [active, uv, pip, poetry] = ['site-packages', 'uv', 'pip', 'poetry'].map((cache) => caches.get(cache));
  return [
    ...(active === undefined ? [] : inEnvironment(active, key)),
    ...(uv === undefined ? [] : inUvArchives(uv, key)),
    ...(pip === undefined ? [] : [...pipDownloads(pip, key), ...pipWheels(pip, key)]),
    ...(poetry === undefined ? [] : poetryWheels(poetry, key)),
  ];
}

// The cache is an environment, or the folder of libraries itself.
function inEnvironment(cache: ReadOnlyFs, key: string): PackageLocation[] {
  return ['', ...librariesOf('', cache)]
    .flatMap((library) => distributionsIn(library, cache).get(key) ?? [])
    .map((path) => ({ root: 'cache:site-packages', path, format: 'directory' }));
}

async function declared(files: PackageFiles, location: PackageLocation): Promise<DeclaredMetadata | undefined> {
  const own = (await files.text('METADATA')) === undefined ? 'PKG-INFO' : 'METADATA';
  const text = await files.text(own);
  if (text === undefined) return undefined;
  const metadata = parseMetadata(text);
  const [name, version] = [metadata.first('Name'), metadata.first('Version')];
  const path = location.format === 'directory' ? `${location.path}/${own}` : `${location.path}!/${location.inside ?? ''}${own}`;
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    licenses: metadataLicenses(metadata, { root: location.root, path }),
  };
}
