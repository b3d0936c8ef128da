import type { Component } from '../../../domain/component.ts';
import { DEFAULT_NPM_REGISTRY_HOSTS } from '../../../domain/default-registries.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';

const entries = new WeakMap<ReadOnlyFs, ReadonlyMap<string, readonly string[]>>();

/**
 * Yarn 1 unpacks into `v6/npm-<scope>-<name>-<version>-<sha1>-integrity/node_modules/<name>/` and keeps the archive there:
 * that is what the lockfile's hash is of, so it is what is read.
 */
export function inYarnClassicCache(cache: ReadOnlyFs, { name, version }: Component): readonly PackageLocation[] {
  if (version === undefined) return [];
  const slug = `npm-${name.replace('/', '-')}-${version}`;
  return (yarnEntries(cache).get(slug) ?? [])
    .map((folder) => `${folder}/node_modules/${name}/.yarn-tarball.tgz`)
    .filter((path) => cache.stat(path)?.kind === 'file')
    .map((path) => ({ root: 'cache:yarn', path, inside: '*', format: 'tar.gz', check: { kind: 'archive', path } }) as const);
}

function yarnEntries(cache: ReadOnlyFs): ReadonlyMap<string, readonly string[]> {
  const known = entries.get(cache);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  for (const version of cache.list('').filter((name) => /^v\d+$/.test(name))) {
    for (const folder of cache.list(version)) {
      const slug = /^(npm-.+)-[0-9a-f]{40,128}(?:-integrity)?$/.exec(folder)?.[1];
      if (slug !== undefined) found.set(slug, [...(found.get(slug) ?? []), `${version}/${folder}`]);
    }
  }
  entries.set(cache, found);
  return found;
}

/** Bun unpacks into `<name>@<version>@@@1`, and records no hash. Only what comes from the registry has such a name. */
export function inBunCache(cache: ReadOnlyFs, { name, version, purl }: Component): readonly PackageLocation[] {
  if (version === undefined || purl === undefined || purl.includes('?')) return [];
  return unpacked(cache, 'bun', [`${name}@${version}@@@1`, `${name}@${version}`]);
}

/** Deno unpacks into `npm/<host of the registry>/<name>/<version>`, and records no hash. */
export function inDenoCache(cache: ReadOnlyFs, { name, version, purl }: Component): readonly PackageLocation[] {
  if (version === undefined || purl === undefined || purl.includes('?')) return [];
  return unpacked(
    cache,
    'deno',
    DEFAULT_NPM_REGISTRY_HOSTS.map((host) => `npm/${host}/${name}/${version}`),
  );
}

function unpacked(cache: ReadOnlyFs, name: string, folders: readonly string[]): readonly PackageLocation[] {
  return folders
    .filter((path) => cache.stat(path)?.kind === 'directory')
    .map((path) => ({ root: `cache:${name}`, path, format: 'directory' }) as const);
}
