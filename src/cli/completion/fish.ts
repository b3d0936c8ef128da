import type { CommandWords } from './words.ts';

/** The same for fish. */
export function fishCompletion(all: readonly CommandWords[]): string {
  const rows = all.flatMap(({ path, commands, options }) => {
    const here = condition(
      path,
      commands.map(({ text }) => text),
    );
    return [
      ...commands.map(({ text, help }) => `complete -c licet -n ${here} -f -a ${quoted(text)} -d ${quoted(help)}`),
      ...options.map(({ long, short, help, takesValue }) => {
        const names = `-l ${quoted(long)}${short === undefined ? '' : ` -s ${quoted(short)}`}`;
        return `complete -c licet -n ${here} ${names}${takesValue ? ' -r' : ''} -d ${quoted(help)}`;
      }),
    ];
  });
  return `${rows.join('\n')}\n`;
}

function condition(path: readonly string[], children: readonly string[]): string {
  if (path.length === 0) return quoted('__fish_use_subcommand');
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const none = children.length === 0 ? [] : [`not __fish_seen_subcommand_from ${children.join(' ')}`];
  return quoted([...seen, ...none].join('; and '));
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
