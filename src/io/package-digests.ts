import { createHash } from 'node:crypto';
import { FileProblem, type ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { PackageLocation } from '../domain/read-result.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archives/limits.ts';
import { readZipDirectory, readZipEntry } from './archives/zip.ts';
import { byteSource } from './byte-source.ts';

/** Go's own limit for the archive of a module is 500 MB (golang.org/x/mod/zip MaxZipFile). */
const MODULE_LIMITS: ArchiveLimits = {
  ...ARCHIVE_LIMITS,
  entryBytes: 512 * 1024 * 1024,
  totalBytes: 512 * 1024 * 1024,
  ratio: 1100,
};

/** Hex digest of a file, in one streamed pass where the file system can do that. */
export function fileDigest(fs: ReadOnlyFs, path: string, algorithm: string): string | undefined {
  if (fs.digest !== undefined) return fs.digest(path, algorithm);
  const bytes = fs.bytes(path);
  return bytes === undefined ? undefined : createHash(algorithm).update(bytes).digest('hex');
}

/**
 * `h1:` of a Go module, unpacked or as an archive: a hash over the sorted names and hashes of all its files
 * (golang.org/x/mod/sumdb/dirhash Hash1). `undefined` when it is too large to be hashed.
 */
export async function moduleDigest(fs: ReadOnlyFs, location: PackageLocation, prefix: string): Promise<string | undefined> {
  const files = location.format === 'zip' ? await zipDigests(fs, location.path) : directoryDigests(fs, location.path, prefix);
  if (files === undefined) return undefined;
  const hash = createHash('sha256');
  // Go sorts by bytes, and so does a comparison of the encoded names.
  const sorted = [...files].toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [name, digest] of sorted) hash.update(`${digest}  ${name}\n`);
  return `h1:${hash.digest('base64')}`;
}

async function zipDigests(fs: ReadOnlyFs, path: string): Promise<ReadonlyMap<string, string> | undefined> {
  const source = byteSource(fs, path);
  const entries = await readZipDirectory(source, MODULE_LIMITS);
  const digests = new Map<string, string>();
  let total = 0;
  for (const entry of entries.values()) {
    total += entry.unpacked;
    if (total > MODULE_LIMITS.totalBytes) return undefined;
    digests.set(entry.name, sha256(await readZipEntry(source, entry, MODULE_LIMITS)));
  }
  return digests;
}

function directoryDigests(fs: ReadOnlyFs, top: string, prefix: string): ReadonlyMap<string, string> | undefined {
  const digests = new Map<string, string>();
  const queue = [''];
  let total = 0;
  for (const below of queue) {
    for (const name of fs.list(`${top}${below}`)) {
      const inner = `${below}/${name}`;
      const stat = fs.stat(top + inner);
      if (stat?.kind === 'directory') queue.push(inner);
      if (stat?.kind !== 'file') continue;
      total += stat.size;
      if (total > MODULE_LIMITS.totalBytes || digests.size > MODULE_LIMITS.entries) return undefined;
      const digest = fileDigest(fs, top + inner, 'sha256');
      if (digest === undefined) throw new FileProblem(top + inner, 'unreadable', 'cannot be read');
      digests.set(prefix + inner.slice(1), digest);
    }
  }
  return digests;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
