import type { Command } from 'commander';
import { examples, type CommandContext } from './context.ts';
import { addBuildOptions } from './org-options.ts';
import type { OrgReportFlags } from '../flags/org.ts';

export function defineOrgReport(org: Command, { terminal, exit }: CommandContext): void {
  addBuildOptions(org.command('report'))
    .summary('the state of the organization as a page')
    .description(
      'Writes index.html (coverage first, then trend, licenses, most used, findings) and every table behind it as CSV and JSON. Plain files: put them on any web server. Needs DuckDB.',
    )
    .option('--out <directory>', 'where to write it', 'licet-report')
    .addHelpText('after', examples('licet org report', 'licet org report --out public --today 2026-12-01'))
    .action(async (flags: OrgReportFlags) => {
      const { orgReportCommand } = await import('../commands/org-report.ts');
      exit(await orgReportCommand(flags, terminal));
    });
}
