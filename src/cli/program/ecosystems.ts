import type { Command } from 'commander';
import { addGlobalOptions, examples, type CommandContext } from './context.ts';
import type { EcosystemsFlags } from '../flags/ecosystems.ts';

export function defineEcosystems(program: Command, context: CommandContext): void {
  const command = program
    .command('ecosystems')
    .summary('what is read, and how completely')
    .description('Lists every ecosystem with the files that are read and what they give: graph, scopes, hashes, licenses.')
    .option('--format <format>', 'table, markdown or json', 'table');
  addGlobalOptions(command)
    .addHelpText('after', examples('licet ecosystems', 'licet ecosystems --format json'))
    .action(async (flags: EcosystemsFlags) => {
      const { ecosystemsCommand } = await import('../commands/ecosystems.ts');
      context.exit(await ecosystemsCommand(flags, context.terminal));
    });
}
