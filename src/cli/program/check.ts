import type { Command } from 'commander';
import { addScanOptions, collect, examples, type CommandContext } from './context.ts';
import type { CheckFlags } from '../flags/check.ts';

export function defineCheck(program: Command, context: CommandContext): void {
  const command = program
    .command('check')
    .summary('judge an inventory against the policy; the CI gate')
    .description('Scans PATH (or reads a snapshot or SBOM), judges every component against the policy and explains each finding.')
    .argument('[path]', 'directory, snapshot or SBOM to judge', '.')
    .option(
      '-o, --output <format[=file]>',
      'text, short, json, sarif, junit, github, github-summary, gitlab-codequality, markdown or html (repeatable)',
      collect,
      [],
    )
    .option('--policy <file>', 'policy file; default: licet.policy.yaml here or above, up to the repository root')
    .option('--base <base>', 'fail only on what is new since this git ref, snapshot or SBOM')
    .option('--all', 'with --base: report and fail on all findings, not only new ones')
    .option('--fail-on <verdict>', 'deny, review or never; default: what the policy file says')
    .option('--today <date>', 'judge waivers as of this date, YYYY-MM-DD');
  addScanOptions(command)
    .addHelpText(
      'after',
      `${examples(
        'licet check',
        'licet check --base origin/main -o sarif=licet.sarif -o github',
        'licet check vendor-bom.json --policy ospo/licet.policy.yaml --fail-on review',
      )}\nExit status: 0 pass, 1 policy violation, 2 usage or policy error, 3 incomplete scan, 70 internal error.\n`,
    )
    .action(async (path: string, flags: CheckFlags) => {
      const { checkCommand } = await import('../commands/check.ts');
      context.exit(await checkCommand(path, flags, context.terminal));
    });
}
