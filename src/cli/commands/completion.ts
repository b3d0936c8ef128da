import type { Command } from 'commander';
import { UsageError } from '../../domain/usage-error.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { commandWords, type CommandWords } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

const SHELLS = new Map<string, (all: readonly CommandWords[]) => string>([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** Writes the script that teaches a shell the commands and options of `program`. */
export function completionCommand(shell: string, program: Command, terminal: Terminal): ExitCode {
  const render = SHELLS.get(shell);
  if (render === undefined)
    throw new UsageError(`there is no completion for \`${shell}\``, `one of ${[...SHELLS.keys()].join(', ')}`);
  terminal.out(render(commandWords(program)));
  return EXIT.ok;
}
