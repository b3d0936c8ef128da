import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import { distributionKey } from './distributions.ts';

const known = new WeakMap<ReadOnlyFs, ReadonlyMap<string, PackageLocation>>();
const DEPTH = 5;
const MOST_FOLDERS = 20_000;

/**
 * Wheels that pip built and kept: `wheels/ab/cd/ef/<hash>/<name>-<version>-….whl`. What it only downloaded lies in its HTTP
 * cache under the hash of a URL, and has no name to look for.
 */
export function wheelsIn(cache: ReadOnlyFs, key: string): readonly PackageLocation[] {
  const found = known.get(cache) ?? listWheels(cache);
  known.set(cache, found);
  const location = found.get(key);
  return location === undefined ? [] : [location];
}

function listWheels(cache: ReadOnlyFs): ReadonlyMap<string, PackageLocation> {
  const found = new Map<string, PackageLocation>();
  const queue = [{ path: 'wheels', depth: 0 }];
  for (const [visited, { path, depth }] of queue.entries()) {
    if (visited > MOST_FOLDERS) break;
    for (const entry of cache.list(path)) {
      const [, name, version] = /^([^-]+)-([^-]+)-.*\.whl$/.exec(entry) ?? [];
      const inner = `${path}/${entry}`;
      if (name !== undefined && version !== undefined) {
        const inside = `${name}-${version}.dist-info/`;
        found.set(distributionKey(name, version), { root: 'cache:pip', path: inner, inside, format: 'zip' });
      } else if (depth < DEPTH && cache.stat(inner)?.kind === 'directory') queue.push({ path: inner, depth: depth + 1 });
    }
  }
  return found;
}
