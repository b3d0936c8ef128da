import { Command } from 'commander';
import { EXIT } from './exit-codes.ts';
import type { CommandContext } from './program/context.ts';
import { defineCheck } from './program/check.ts';
import { defineCompletion } from './program/completion.ts';
import { defineDiff } from './program/diff.ts';
import { defineEcosystems } from './program/ecosystems.ts';
import { defineEvidence } from './program/evidence.ts';
import { defineExplain } from './program/explain.ts';
import { defineLicenses } from './program/licenses.ts';
import { defineNotice } from './program/notice.ts';
import { defineOrg } from './program/org.ts';
import { definePolicy } from './program/policy.ts';
import { defineReport } from './program/report.ts';
import { defineScan } from './program/scan.ts';
import { explainWrongUsage } from './program/wrong-usage.ts';
import { reportError } from './report-error.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';
import { withOnline } from './with-online.ts';

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

function buildProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('licet')
    .description(
      'License inventory and SBOM of your repositories, judged against your policy.\nStatic, offline, and every verdict is explained.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  for (const define of [
    defineScan,
    defineCheck,
    defineExplain,
    defineDiff,
    defineReport,
    defineNotice,
    definePolicy,
    defineOrg,
    defineEvidence,
    defineLicenses,
    defineEcosystems,
    defineCompletion,
  ])
    define(program, context);
  explainWrongUsage(program);
  program.hook('preAction', async (_program, command) => withOnline(command, terminal));
  return program.addHelpText('after', '\nStart with `licet scan`, then `licet check`. `licet COMMAND --help` has examples.\n');
}
