import type { Command } from 'commander';
import { addGlobalOptions, examples, type CommandContext, type GlobalFlags } from './context.ts';
import { defineKnowledge } from './licenses-knowledge.ts';

export interface IdentifyFlags extends GlobalFlags {
  readonly format: string;
  readonly cache: boolean;
  readonly cacheDir?: string;
}

export function defineLicenses(program: Command, context: CommandContext): void {
  const licenses = program
    .command('licenses')
    .summary('what license is this text, and what does a license ask for')
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
}
