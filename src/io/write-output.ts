import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../domain/usage-error.ts';

/**
 * Writes a file whole or not at all: to a neighbour first, then renamed over the target.
 * A target that is a pipe or a device is written directly.
 */
export function writeOutput(path: string, chunks: Iterable<string>): void {
  try {
    if (isSpecial(path)) {
      writeAll(path, chunks);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      writeAll(temporary, chunks);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new UsageError(
        `cannot write \`${path}\` (${String(error.code)})`,
        'check that the directory exists and can be written',
      );
    }
    throw error;
  }
}

function isSpecial(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile();
}

const FLUSH_AT = 1 << 20; // UTF-16 code units

function writeAll(path: string, chunks: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let pending: string[] = [];
    let size = 0;
    const flush = (): void => {
      const bytes = Buffer.from(pending.join(''));
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      pending = [];
      size = 0;
    };
    for (const chunk of chunks) {
      pending.push(chunk);
      size += chunk.length;
      if (size >= FLUSH_AT) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
}
