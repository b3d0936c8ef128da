import type { Component } from '../../../domain/component.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';

/**
 * Packages in pnpm's store, found by the lockfile's sha512: `v3/files/ab/…-index.json` (pnpm 5 to 9),
 * `v10/index/ab/…-name@version.json` with half of the hash (pnpm 10). The index of pnpm 11 is a database, and is not read.
 */
export function inPnpmStore(cache: ReadOnlyFs, { hashes, name, version }: Component): readonly PackageLocation[] {
  const sha512 = hashes.find(({ algorithm }) => algorithm === 'SHA-512');
  if (sha512 === undefined) return [];
  const [folder, rest] = [sha512.value.slice(0, 2), sha512.value.slice(2)];
  return storesOf(cache)
    .flatMap((store) => [
      `${store}files/${folder}/${rest}-index.json`,
      // pkg-id with what file systems forbid replaced (pnpm store.cafs getIndexFilePathInCafs)
      `${store}index/${folder}/${rest.slice(0, 62)}-${`${name}@${version ?? ''}`.replaceAll(/[\\/:*?"<>|]/g, '+')}.json`,
    ])
    .filter((path) => cache.stat(path)?.kind === 'file')
    .map((path) => ({ root: 'cache:pnpm', path, format: 'pnpm-index', check: { kind: 'stated', hashes: [sha512] } }) as const);
}

function storesOf(cache: ReadOnlyFs): readonly string[] {
  const versions = cache.list('').filter((name) => /^v\d+$/.test(name));
  return versions.length === 0 ? [''] : versions.map((name) => `${name}/`);
}
