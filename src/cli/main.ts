import { EXIT } from './exit-codes.ts';
import { buildProgram } from './program/program.ts';
import { reportError } from './report-error.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command line and sets the exit status of the process. */
export async function run(process: NodeJS.Process): Promise<void> {
  // A reader that has seen enough (`licet scan | head`) closes the pipe; that is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    outIsTty: process.stdout.isTTY,
    errIsTty: process.stderr.isTTY,
    columns: process.stdout.columns ?? process.stderr.columns ?? 100,
    env: process.env,
    cwd: process.cwd(),
  });
}

/** Runs one command and gives its exit status; never throws. Only commander is loaded until the command is known. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = buildProgram({
    terminal,
    exit: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, terminal);
  }
}
