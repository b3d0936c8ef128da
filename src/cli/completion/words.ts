import type { Command } from 'commander';

/** A word that may stand at some place of the command line. */
export interface Word {
  readonly text: string;
  readonly help: string;
}

export interface OptionWord {
  /** `--output`, without its dashes. */
  readonly long: string;
  /** `o`, where there is a short form. */
  readonly short?: string;
  readonly help: string;
  readonly takesValue: boolean;
}

/** What can follow one command. */
export interface CommandWords {
  /** `['policy', 'init']`; none for licet itself. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly options: readonly OptionWord[];
}

/** Every command with what can follow it, from the definitions themselves; those above stand first. */
export function commandWords(command: Command, path: readonly string[] = []): CommandWords[] {
  const options = command.createHelp().visibleOptions(command);
  const own: CommandWords = {
    path,
    commands: command.commands.map((child) => ({ text: child.name(), help: child.summary() })),
    options: options.flatMap(({ long, short, description, required, optional }) =>
      long === undefined || long === null
        ? []
        : [
            {
              long: long.slice(2),
              ...(typeof short === 'string' && { short: short.slice(1) }),
              help: description,
              takesValue: required || optional,
            },
          ],
    ),
  };
  return [own, ...command.commands.flatMap((child) => commandWords(child, [...path, child.name()]))];
}
