import { closeSync, createReadStream, openSync, readSync } from 'node:fs';

/** The bytes of a file in pieces, so that a large one is never held whole. */
export function fileChunks(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
}

/** The first bytes of a file as text: enough to tell what it is. */
export function startOfFile(path: string, length = 4096): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0)).toString('utf8');
  } finally {
    closeSync(file);
  }
}
