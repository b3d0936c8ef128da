import { randomBytes } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transform } from 'node:stream';
import { UsageError } from '../../domain/usage-error.ts';
import { storePaths } from './layout.ts';

/**
 * Writes a file of the store whole or not at all: on the side, flushed to the disk, then renamed. Whoever is killed on the way leaves a file
 * in `tmp/` and nothing else; two that write the same file both succeed.
 */
export function writeAtomic(store: string, path: string, text: string | Uint8Array): void {
  const temporary = temporaryFile(store);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    publish(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw explainWrite(error, store);
  }
}

/** The same for chunks that go through streams on their way (a digest, compression); `toPath` is asked when all are written. */
export async function writeAtomicStream(
  store: string,
  chunks: Iterable<string>,
  transforms: readonly Transform[],
  toPath: () => string | undefined,
): Promise<void> {
  const temporary = temporaryFile(store);
  try {
    await pipeline([Readable.from(batches(chunks)), ...transforms, createWriteStream(temporary)]);
    const path = toPath();
    if (path === undefined) {
      rmSync(temporary);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    publish(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw explainWrite(error, store);
  }
}

/** A name below `tmp/` that nobody else uses. */
export function temporaryFile(store: string): string {
  const folder = storePaths.temporary(store);
  mkdirSync(folder, { recursive: true });
  return join(folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
}

/** Flushes a finished file and gives it its name. */
export function publish(temporary: string, path: string): void {
  const file = openSync(temporary, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Removes what killed processes left behind; `now` in milliseconds. */
export function removeAbandoned(store: string, now: number): void {
  const folder = storePaths.temporary(store);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && now - stats.mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
  }
}

const BATCH = 1 << 16; // UTF-16 code units

function* batches(chunks: Iterable<string>): Generator<Buffer> {
  let pending: string[] = [];
  let size = 0;
  for (const chunk of chunks) {
    pending.push(chunk);
    size += chunk.length;
    if (size < BATCH) continue;
    yield Buffer.from(pending.join(''));
    pending = [];
    size = 0;
  }
  if (size > 0) yield Buffer.from(pending.join(''));
}

const EXPLAINED: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'no permission to write',
};

/** The sentence for a write that the machine refused; other errors stay as they are. */
export function explainWrite(error: unknown, store: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = EXPLAINED[code];
  if (reason === undefined) return error;
  return new UsageError(
    `cannot write to the store \`${store}\`: ${reason} (${code})`,
    'what is finished is kept: mend it and run the same command again',
  );
}
