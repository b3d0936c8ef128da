import type { Command } from 'commander';
import { examples, type CommandContext } from './context.ts';
import { addBuildOptions } from './org-options.ts';
import type { OrgBuildFlags, OrgQueryFlags } from '../flags/org.ts';

export function defineOrgQuestions(org: Command, { terminal, exit }: CommandContext): void {
  addBuildOptions(org.command('build'))
    .summary('build the database of the inventory')
    .description(
      'Makes a database from the store and puts it in place at once; questions that are being answered go on with the one before. `org scan` and `org import` do it at their end. Needs DuckDB.',
    )
    .addHelpText('after', examples('licet org build', 'licet org build --policy ospo/licet.policy.yaml'))
    .action(async (flags: OrgBuildFlags) => {
      const { orgBuildCommand } = await import('../commands/org-build.ts');
      exit(await orgBuildCommand(flags, terminal));
    });
  addBuildOptions(org.command('query'))
    .summary('ask the inventory')
    .description(
      'Answers a question that has a name, or SQL. Without a name it lists the questions. Builds the database when there is none. Needs DuckDB.',
    )
    .argument('[name]', 'question')
    .argument('[package]', 'for `uses` and `why`: package, purl, or package@range')
    .option('--format <format>', 'table, json or csv', 'table')
    .option('--limit <count>', 'most rows; default: 100 in a table, all otherwise')
    .option('--since <date>', 'for `new`: from this day on')
    .option('--category <category>', 'for `exposure` and `exposed`: license category')
    .option('--ecosystem <type>', 'only packages of this purl type')
    .option('--sql <query>', 'SQL over the tables and the views `uses`, `usage` and `open_finding` (read-only)')
    .option('--no-build', 'never build, use the database as it is')
    .addHelpText(
      'after',
      examples(
        'licet org query',
        "licet org query uses 'log4j-core@<2.17'",
        'licet org query exposed --category strong-copyleft --format csv',
        'licet org query --sql "SELECT type, count(*) FROM uses GROUP BY type"',
      ),
    )
    .action(async (name: string | undefined, subject: string | undefined, flags: OrgQueryFlags) => {
      const { orgQueryCommand } = await import('../commands/org-query.ts');
      exit(await orgQueryCommand({ name, subject }, flags, terminal));
    });
}
