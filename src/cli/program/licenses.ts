import type { Command } from 'commander';
import { examples, type CommandContext } from './context.ts';
import { defineKnowledge } from './licenses-knowledge.ts';

export function defineLicenses(program: Command, context: CommandContext): void {
  const licenses = program
    .command('licenses')
    .summary('what license is this text, and what does a license ask for')
    .description('What licet knows about licenses.');
  defineKnowledge(licenses, context);
  licenses
    .command('identify')
    .summary('the licenses that texts carry, with the evidence')
    .description('Reads files and says which licenses their texts carry, where, and how sure that is.')
    .argument('<file...>', 'files to read')
    .option('--format <format>', 'table, json or jsonl', 'table')
    .addHelpText(
      'after',
      examples('licet licenses identify LICENSE', 'licet licenses identify --format jsonl third_party/*/COPYING'),
    )
    .action(async (files: string[], options: { format: string }) => {
      const { licensesIdentifyCommand } = await import('../commands/licenses-identify.ts');
      context.exit(await licensesIdentifyCommand({ files, format: options.format }, context.terminal));
    });
}
