import type { Command } from 'commander';
import { addScanOptions, examples, type CommandContext, type ScanFlags } from './context.ts';
import { defineKnowledge } from './licenses-knowledge.ts';

export interface LicensesLockFlags extends ScanFlags {
  readonly check?: boolean;
  readonly refresh?: boolean;
}

export function defineLicenses(program: Command, context: CommandContext): void {
  const licenses = program
    .command('licenses')
    .summary('what license is this text, what does a license ask for; record licenses for CI')
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
  defineLock(licenses, context);
}

function defineLock(licenses: Command, context: CommandContext): void {
  const lock = licenses
    .command('lock')
    .summary('record what caches and registries say of licenses, so that CI judges the same without them')
    .description(
      'Scans PATH and writes PATH/licet.licenses.lock: the evidence that committed files alone do not give, with where it is from, its digest\n' +
        'and, of registries, when they said it. Commit the file; scan and check read it.',
    )
    .argument('[path]', 'directory to scan', '.')
    .option('--check', 'write nothing; fail when the file is not what it should be')
    .option('--refresh', 'look everything up again, whatever the file says');
  addScanOptions(lock)
    .addHelpText(
      'after',
      examples('licet licenses lock', 'licet licenses lock --online', 'licet licenses lock --check --caches none'),
    )
    .action(async (path: string, flags: LicensesLockFlags) => {
      const { licensesLockCommand } = await import('../commands/licenses-lock.ts');
      context.exit(await licensesLockCommand(path, flags, context.terminal));
    });
}
