import type { ReadOnlyFs } from '../../../domain/read-only-fs.ts';
import type { PackageLocation } from '../../../domain/read-result.ts';
import { distributionsIn } from './distributions.ts';

const known = new WeakMap<ReadOnlyFs, ReadonlyMap<string, readonly PackageLocation[]>>();

/** Wheels that uv unpacked: `archive-v0/<id>/`. */
export function inUvArchives(cache: ReadOnlyFs, key: string): readonly PackageLocation[] {
  const found = known.get(cache) ?? listArchives(cache);
  known.set(cache, found);
  return found.get(key) ?? [];
}

function listArchives(cache: ReadOnlyFs): ReadonlyMap<string, readonly PackageLocation[]> {
  const found = new Map<string, PackageLocation[]>();
  const hashes = archiveHashes(cache);
  for (const version of cache.list('').filter((name) => /^archive-v\d+$/.test(name))) {
    for (const id of cache.list(version)) {
      const value = hashes.get(id);
      const check = value === undefined ? undefined : ({ kind: 'stated', hashes: [{ algorithm: 'SHA-256', value }] } as const);
      for (const [key, path] of distributionsIn(`${version}/${id}`, cache)) {
        const location = { root: 'cache:uv', path, format: 'directory', ...(check && { check }) } as const;
        const others = found.get(key);
        if (others === undefined) found.set(key, [location]);
        else others.push(location);
      }
    }
  }
  return found;
}

const DEPTH = 4;
const MOST_FOLDERS = 50_000;

/**
 * What uv notes of a download, `wheels-v8/pypi/<name>/<version>-<tags>.http`: the id of the archive and, where uv had one to
 * check, its sha256 (MessagePack; both stand in it as plain text).
 */
function archiveHashes(cache: ReadOnlyFs): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const queue = cache
    .list('')
    .filter((name) => /^wheels-v\d+$/.test(name))
    .map((path) => ({ path, depth: 0 }));
  for (const [visited, { path, depth }] of queue.entries()) {
    if (visited > MOST_FOLDERS) break;
    for (const entry of cache.list(path)) {
      const inner = `${path}/${entry}`;
      if (entry.endsWith('.http')) addHash(cache, inner, found);
      // what is unpacked beside it is a link to the archive
      else if (depth < DEPTH && !/\.[a-z]+$|^\d.*-/.test(entry) && cache.stat(inner)?.kind === 'directory')
        queue.push({ path: inner, depth: depth + 1 });
    }
  }
  return found;
}

function addHash(cache: ReadOnlyFs, path: string, found: Map<string, string>): void {
  if ((cache.stat(path)?.size ?? Infinity) > 64 * 1024) return;
  const text = Buffer.from(cache.bytes(path) ?? []).toString('latin1');
  const sha256 = /Sha256[^0-9a-f]{1,3}([0-9a-f]{64})(?![0-9a-f])/.exec(text)?.[1];
  if (sha256 === undefined) return;
  for (const [id] of text.slice(0, text.indexOf('Sha256')).matchAll(/[\w-]{16,32}/g)) found.set(id, sha256);
}
