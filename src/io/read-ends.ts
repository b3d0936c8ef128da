import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { FileEnds } from '../licenses/detect/source-text.ts';

/** Reads a file whole when it is small, else its two ends; `undefined` when it cannot be read. */
export function readEnds(path: string, headLimit: number, tailLimit: number): FileEnds | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
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

/** Reads standard input to its end, keeping no more than the two ends. */
export function readStandardInput(headLimit: number, tailLimit: number): FileEnds | undefined {
  const limit = headLimit + tailLimit;
  let kept = Buffer.alloc(0);
  let head: Buffer | undefined;
  let size = 0;
  const chunk = Buffer.alloc(64 * 1024);
  try {
    for (let count = readSync(0, chunk); count > 0; count = readSync(0, chunk)) {
      size += count;
      kept = Buffer.concat([kept, chunk.subarray(0, count)]);
      if (kept.length <= limit) continue;
      head ??= kept.subarray(0, headLimit);
      kept = kept.subarray(kept.length - tailLimit);
    }
  } catch {
    return undefined;
  }
  return head === undefined
    ? { head: kept, tail: kept.subarray(0, 0), size }
    : { head, tail: kept.subarray(Math.max(0, kept.length - tailLimit)), size };
}

function readAt(file: number, position: number, length: number): Uint8Array {
  const buffer = Buffer.alloc(length);
  const count = readSync(file, buffer, 0, length, position);
  return buffer.subarray(0, count);
}
