import type { Command } from 'commander';
import { addGlobalOptions, examples, type CommandContext } from './context.ts';
import type { LicensesListFlags, LicensesShowFlags } from '../flags/licenses.ts';

/** `licenses show` and `licenses list`: what licet knows of licenses without any repository. */
export function defineKnowledge(licenses: Command, context: CommandContext): void {
  addGlobalOptions(licenses.command('show'))
    .summary('what a license permits, requires and forbids, and what our policy says')
    .description(
      'Explains licenses in plain words per use: internal, service, shipped, changed, linked. With a policy file here or above, it shows\nthe decision and the line that makes it. Every SPDX id resolves, and so do exceptions and `X WITH EXCEPTION`.',
    )
    .argument('<id...>', 'license or exception ids, LicenseRefs, or an expression')
    .option('--format <format>', 'text, json or markdown', 'text')
    .option('--policy <file>', 'policy file; default: licet.policy.yaml here or above, when there is one')
    .option('--today <date>', 'judge as of this date, YYYY-MM-DD')
    .addHelpText(
      'after',
      examples(
        'licet licenses show Apache-2.0',
        "licet licenses show 'GPL-2.0-only WITH Classpath-exception-2.0'",
        'licet licenses show LicenseRef-llama-3 --format markdown',
      ),
    )
    .action(async (ids: string[], flags: LicensesShowFlags) => {
      const { licensesShowCommand } = await import('../commands/licenses-show.ts');
      context.exit(licensesShowCommand(ids, flags, context.terminal));
    });
  addGlobalOptions(licenses.command('list'))
    .summary('all licenses and exceptions that licet knows')
    .description('Lists every SPDX license and exception and the references that licet itself writes, with category and flags.')
    .option('--category <category>', 'only those of one category')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('licet licenses list --category network-copyleft', 'licet licenses list --json'))
    .action(async (flags: LicensesListFlags) => {
      const { licensesListCommand } = await import('../commands/licenses-list.ts');
      context.exit(licensesListCommand(flags, context.terminal));
    });
}
