import { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { defineCheck } from './check.ts';
import { defineCompletion } from './completion.ts';
import { defineDiff } from './diff.ts';
import { defineEcosystems } from './ecosystems.ts';
import { defineEvidence } from './evidence.ts';
import { defineExplain } from './explain.ts';
import { defineLicenses } from './licenses.ts';
import { defineNotice } from './notice.ts';
import { defineOrg } from './org.ts';
import { definePolicy } from './policy.ts';
import { defineReport } from './report.ts';
import { defineScan } from './scan.ts';
import { explainWrongUsage } from './wrong-usage.ts';
import { version } from '../version.ts';
import { withOnline } from '../with-online.ts';

/** The whole command line as commander knows it; what a command does is loaded when it is asked for. */
export function buildProgram(context: CommandContext): Command {
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
