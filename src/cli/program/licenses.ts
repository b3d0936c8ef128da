import type { Command } from 'commander';
import { addGlobalOptions, addScanOptions, examples, type CommandContext } from './context.ts';
import { defineKnowledge } from './licenses-knowledge.ts';
import type { IdentifyFlags, LicensesLockFlags } from '../flags/licenses.ts';

export function defineLicenses(program: Command, context: CommandContext): void {
  const licenses = program
    .command('licenses')
    .summary('what license is this text, what does a license ask for; record licenses for CI')
    .description('What licet knows about licenses.');
  defineKnowledge(licenses, context);
  addGlobalOptions(licenses.command('identify'))
    .summary('the licenses that texts carry, with the evidence')
    .description(
      'Reads files and says which licenses their texts carry, where, and how sure that is. Of a directory every file is read that\na scan would list (below an installed package: all of them), and REUSE.toml, .reuse/dep5 and .license files are heeded.\nLarge files are read at both ends, 256 KiB in all.',
    )
    .argument('<path...>', 'files or directories to read; `-` reads one text from standard input')
    .option('--format <format>', 'table, json or jsonl', 'table')
    .option('--cache-dir <dir>', 'where results are kept between runs; default: the cache folder of the user')
    .option('--no-cache', 'neither read nor write results of other runs')
    .addHelpText(
      'after',
      examples(
        'licet licenses identify LICENSE',
        'licet licenses identify --format jsonl third_party/*/COPYING',
        'licet licenses identify src',
        'curl -s https://example.com/LICENSE | licet licenses identify -',
      ),
    )
    .action(async (paths: string[], flags: IdentifyFlags) => {
      const { licensesIdentifyCommand } = await import('../commands/licenses-identify.ts');
      context.exit(await licensesIdentifyCommand(paths, flags, context.terminal));
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
