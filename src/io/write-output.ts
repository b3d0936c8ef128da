import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../domain/usage-error.ts';

/** A piece of a document: text, or bytes of a binary format. */
export type Chunk = string | Uint8Array;

/**
 * Writes a file whole or not at all: to a neighbour first, then renamed over the target.
 * A target that is a pipe or a device is written directly.
 */
export function writeOutput(path: string, chunks: Iterable<Chunk>): void {
  try {
    const output = new OutputFile(path);
    try {
      for (const chunk of chunks) output.write(chunk);
      output.finish();
    } catch (error) {
      output.discard();
      throw error;
    }
  } catch (error) {
    throw explained(path, error);
  }
}

/** The same for a document that is made while other work goes on. */
export async function writeOutputAsync(path: string, chunks: AsyncIterable<Chunk>): Promise<void> {
  try {
    const output = new OutputFile(path);
    try {
      for await (const chunk of chunks) output.write(chunk);
      output.finish();
    } catch (error) {
      output.discard();
      throw error;
    }
  } catch (error) {
    throw explained(path, error);
  }
}

function explained(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const hint =
    error.code === 'EISDIR' ? 'it is a directory: name a file in it' : 'check that the directory exists and can be written';
  return new UsageError(`cannot write \`${path}\` (${String(error.code)})`, hint);
}

const FLUSH_AT = 1 << 20; // UTF-16 code units or bytes

class OutputFile {
  readonly #path: string;
  /** Where the bytes go until all are there; the target itself when that is a pipe or a device. */
  readonly #written: string;
  readonly #file: number;
  #pending: string[] = [];
  #size = 0;

  constructor(path: string) {
    this.#path = path;
    this.#written = isSpecial(path) ? path : `${path}.${process.pid}.tmp`;
    if (this.#written !== path) mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(this.#written, 'w');
  }

  write(chunk: Chunk): void {
    if (typeof chunk !== 'string') {
      this.#flush();
      this.#writeBytes(chunk);
      return;
    }
    this.#pending.push(chunk);
    this.#size += chunk.length;
    if (this.#size >= FLUSH_AT) this.#flush();
  }

  finish(): void {
    this.#flush();
    closeSync(this.#file);
    if (this.#written !== this.#path) renameSync(this.#written, this.#path);
  }

  discard(): void {
    try {
      closeSync(this.#file);
    } catch {
      // closed already: the rename failed
    }
    if (this.#written !== this.#path) rmSync(this.#written, { force: true });
  }

  #flush(): void {
    if (this.#pending.length > 0) this.#writeBytes(Buffer.from(this.#pending.join('')));
    this.#pending = [];
    this.#size = 0;
  }

  #writeBytes(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }
}

function isSpecial(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile();
}
