import type { ReadOnlyFs } from '../domain/read-only-fs.ts';
import type { ByteSource } from './archives/zip.ts';

/** A file as a source of ranges: only what is asked for is read, where the file system can do that. */
export function byteSource(fs: ReadOnlyFs, path: string): ByteSource {
  const { slice } = fs;
  if (slice === undefined) {
    const bytes = fs.bytes(path) ?? new Uint8Array();
    return { size: bytes.length, read: async (start, length) => Promise.resolve(bytes.subarray(start, start + length)) };
  }
  return {
    size: fs.stat(path)?.size ?? 0,
    read: async (start, length) => Promise.resolve(slice(path, start, length) ?? new Uint8Array()),
  };
}
