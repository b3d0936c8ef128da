import type { Command } from 'commander';

/** Messages of commander in the words and quotes of ours, each followed by where help is. */
export function explainWrongUsage(program: Command): void {
  for (const [command, name] of commandsOf(program, program.name())) {
    command
      .configureOutput({ outputError: (text, write) => write(inOurWords(text)) })
      .showHelpAfterError(`hint: \`${name} --help\` shows what it takes`);
  }
}

function* commandsOf(command: Command, name: string): Iterable<readonly [command: Command, name: string]> {
  yield [command, name];
  for (const child of command.commands) yield* commandsOf(child, `${name} ${child.name()}`);
}

// `error: unknown command 'scna'\n(Did you mean scan?)`
function inOurWords(text: string): string {
  return text
    .replaceAll(/'([^'\n]+)'/g, '`$1`')
    .replace(/^\(Did you mean (?:one of )?(.+)\?\)$/m, (_line, names: string) => {
      const quoted = names.split(', ').map((name) => `\`${name}\``);
      return `hint: did you mean ${quoted.join(' or ')}?`;
    })
    .replace(/\. Expected (\d+ arguments?) but got (\d+)\.$/m, ': $2 instead of $1');
}
