import { resolve } from 'node:path';
import { writeOutput } from '../io/write-output.ts';
import type { Output } from './outputs.ts';
import type { Terminal } from './terminal.ts';

/** Writes one rendered document where `-o` asks for it. */
export function emit(output: Output<string>, chunks: Iterable<string>, terminal: Terminal): void {
  if (output.file !== undefined) {
    writeOutput(resolve(terminal.cwd, output.file), chunks);
    return;
  }
  for (const chunk of chunks) terminal.out(chunk);
}
