import type { Component } from '../../domain/component.ts';
import { purlParts } from '../../domain/purl.ts';
import type { ReadOnlyFs } from '../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../domain/read-result.ts';
import type { LocateContext, PackageLicensing } from '../ecosystem.ts';
import { folderOf } from './local-repository.ts';

/**
 * Archives in the caches of Maven and Gradle, for the license texts in their `META-INF`. What POMs say, with the parents
 * that they have it from, the readers give.
 */
export const jvmLicensing: PackageLicensing = { locate, declared: async () => Promise.resolve(undefined) };

/** Extensions of archives that are zip files. */
const ZIPPED = /^(?:jar|war|ear|rar|par|aar|zip|nar|hpi)$/;

function locate(component: Component, { caches, installed }: LocateContext): readonly PackageLocation[] {
  if (component.purl === undefined) return installed;
  const { namespace = '', name, version, qualifiers } = purlParts(component.purl);
  const extension = qualifiers?.['type'] ?? 'jar';
  if (version === undefined || !ZIPPED.test(extension) || folderOf(namespace, name, version) === undefined) return installed;
  const classifier = qualifiers?.['classifier'];
  const file = `${name}-${version}${classifier === undefined ? '' : `-${classifier}`}.${extension}`;
  const [maven, gradle] = [caches.get('maven'), caches.get('gradle')];
  return [
    ...installed,
    ...(maven === undefined ? [] : inMaven(maven, `${folderOf(namespace, name, version) ?? ''}/${file}`)),
    ...(gradle === undefined ? [] : inGradle(gradle, `${namespace}/${name}/${version}`, file)),
  ];
}

function inMaven(cache: ReadOnlyFs, path: string): PackageLocation[] {
  return cache.stat(path)?.kind === 'file'
    ? [{ root: 'cache:maven', path, format: 'zip', check: { kind: 'archive', path } }]
    : [];
}

function inGradle(cache: ReadOnlyFs, folder: string, file: string): PackageLocation[] {
  return cache
    .list(folder)
    .map((hash) => `${folder}/${hash}/${file}`)
    .filter((path) => cache.stat(path)?.kind === 'file')
    .map((path) => ({ root: 'cache:gradle', path, format: 'zip', check: { kind: 'archive', path } }) as const);
}
