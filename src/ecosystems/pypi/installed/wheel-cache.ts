import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import { distributionKey } from './distributions.ts';

type Index = ReadonlyMap<string, readonly PackageLocation[]>;
type Entry = { readonly path: string; readonly name: string; readonly version: string };

const MOST_FOLDERS = 50_000;

/** Wheels that pip built from source archives and kept: `wheels/ab/cd/ef/<hash>/<name>-<version>-….whl`. No lockfile has their hash. */
export const pipWheels = lookup((cache) =>
  indexOf(filesBelow(cache, 'wheels', 5).flatMap(namedWheel), ({ path }) => ({ root: 'cache:pip', path })),
);

/** Wheels that Poetry downloaded: `artifacts/ab/cd/ef/<hash>/<name>-<version>-….whl`. */
export const poetryWheels = lookup((cache) =>
  indexOf(filesBelow(cache, 'artifacts', 6).flatMap(namedWheel), ({ path }) => ({
    root: 'cache:poetry',
    path,
    check: { kind: 'archive', path },
  })),
);

/**
 * What pip downloaded: `http-v2/a/b/c/d/e/<hash of the address>.body` (pip 23.3 and later). Such a file has no name, but a wheel
 * tells it at its end, where the directory of the zip is.
 */
export const pipDownloads = lookup((cache) =>
  indexOf(
    filesBelow(cache, 'http-v2', 5)
      .filter((path) => path.endsWith('.body'))
      .flatMap((path) => unnamedWheel(cache, path)),
    ({ path }) => ({ root: 'cache:pip', path, check: { kind: 'archive', path } }),
  ),
);

function lookup(list: (cache: ReadOnlyFs) => Index): (cache: ReadOnlyFs, key: string) => readonly PackageLocation[] {
  const known = new WeakMap<ReadOnlyFs, Index>();
  return (cache, key) => {
    const index = known.get(cache) ?? list(cache);
    known.set(cache, index);
    return index.get(key) ?? [];
  };
}

function indexOf(
  entries: readonly Entry[],
  toLocation: (entry: Entry) => Pick<PackageLocation, 'root' | 'path' | 'check'>,
): Index {
  const found = new Map<string, PackageLocation[]>();
  for (const entry of entries) {
    const key = distributionKey(entry.name, entry.version);
    const inside = `${entry.name}-${entry.version}.dist-info/`;
    found.set(key, [...(found.get(key) ?? []), { ...toLocation(entry), inside, format: 'zip' }]);
  }
  return found;
}

function namedWheel(path: string): Entry[] {
  const [, name, version] = /(?:^|\/)([^-/]+)-([^-/]+)-[^/]*\.whl$/.exec(path) ?? [];
  return name === undefined || version === undefined ? [] : [{ path, name, version }];
}

const TAIL = 64 * 1024;

function unnamedWheel(cache: ReadOnlyFs, path: string): Entry[] {
  const size = cache.stat(path)?.size ?? 0;
  const start = Math.max(0, size - TAIL);
  const tail = cache.slice === undefined ? cache.bytes(path)?.subarray(start) : cache.slice(path, start, TAIL);
  // names of the central directory (APPNOTE 4.3.12) stand in it as they are
  const text = Buffer.from(tail ?? []).toString('latin1');
  if (!text.includes('PK\u0005\u0006')) return [];
  const [, name, version] = /([A-Za-z0-9_.]+)-([A-Za-z0-9_.+!]+)\.dist-info\/METADATA/.exec(text) ?? [];
  return name === undefined || version === undefined ? [] : [{ path, name, version }];
}

function filesBelow(cache: ReadOnlyFs, top: string, depth: number): string[] {
  const files: string[] = [];
  const queue = [{ path: top, level: 0 }];
  for (const [visited, { path, level }] of queue.entries()) {
    if (visited > MOST_FOLDERS) break;
    for (const entry of cache.list(path)) {
      const inner = `${path}/${entry}`;
      const kind = cache.stat(inner)?.kind;
      if (kind === 'file') files.push(inner);
      else if (kind === 'directory' && level < depth) queue.push({ path: inner, level: level + 1 });
    }
  }
  return files;
}
