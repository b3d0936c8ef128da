import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileEnds } from '../licenses/detect/source-text.ts';

/** Reads a file whole when it is small, else its two ends; `undefined` when it cannot be read. */
export function readEnds(path: string, headLimit: number, tailLimit: number): FileEnds | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const stats = fstatSync(file);
    if (!stats.isFile()) return undefined;
    const isSmall = stats.size <= headLimit + tailLimit;
    const head = readAt(file, 0, isSmall ? stats.size : headLimit);
    const tail = isSmall ? head.subarray(0, 0) : readAt(file, stats.size - tailLimit, tailLimit);
    return { head, tail, size: stats.size };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAt(file: number, position: number, length: number): Uint8Array {
  const buffer = Buffer.alloc(length);
  const count = readSync(file, buffer, 0, length, position);
  return buffer.subarray(0, count);
}
