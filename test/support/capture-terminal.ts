import type { Terminal } from '../../src/cli/terminal.ts';

export interface CapturedTerminal extends Terminal {
  stdout(): string;
  stderr(): string;
}

/** A terminal that remembers what was written; not a TTY, no colour, and an environment of its own. */
export function captureTerminal(
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): CapturedTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => out.push(typeof text === 'string' ? text : Buffer.from(text).toString('latin1')),
    err: (text) => err.push(text),
    outIsTty: false,
    errIsTty: false,
    columns: 100,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  };
}
