import { resolve } from 'node:path';
import { UsageError } from '../domain/usage-error.ts';
import { writeOutput, writeOutputAsync, type Chunk } from '../io/write-output.ts';
import type { Output } from './outputs.ts';
import type { Terminal } from './terminal.ts';

/** Writes one rendered document where `-o` asks for it. */
export function emit(output: Output<string>, chunks: Iterable<Chunk>, terminal: Terminal): void {
  if (output.file !== undefined) {
    writeOutput(resolve(terminal.cwd, output.file), chunks);
    return;
  }
  for (const chunk of chunks) print(output, chunk, terminal);
}

/** The same for a document that is made while it is written. */
export async function emitAsync(output: Output<string>, chunks: AsyncIterable<Chunk>, terminal: Terminal): Promise<void> {
  if (output.file !== undefined) return writeOutputAsync(resolve(terminal.cwd, output.file), chunks);
  for await (const chunk of chunks) print(output, chunk, terminal);
}

function print({ format }: Output<string>, chunk: Chunk, terminal: Terminal): void {
  if (typeof chunk !== 'string' && terminal.outIsTty) {
    throw new UsageError(`\`${format}\` is not text`, `name a file: \`-o ${format}=FILE\``);
  }
  terminal.out(chunk);
}
