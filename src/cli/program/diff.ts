import type { Command } from 'commander';
import { addScanOptions, collect, examples, type CommandContext } from './context.ts';
import type { DiffFlags } from '../flags/diff.ts';

export function defineDiff(program: Command, context: CommandContext): void {
  const command = program
    .command('diff')
    .summary('what changed between two inventories')
    .description('Compares two snapshots, SBOMs or git refs: added, removed, upgraded, downgraded, license or scope changed.')
    .argument('<a>', 'snapshot, SBOM or git ref')
    .argument('[b]', 'the same; default: the directory as it is now')
    .option('-o, --output <format[=file]>', 'text, json or markdown (repeatable)', collect, [])
    .option('--repo <directory>', 'where git refs are looked up', '.');
  addScanOptions(command)
    .addHelpText(
      'after',
      examples(
        'licet diff main',
        'licet diff v1.4.0 v1.5.0 -o markdown=changes.md',
        'licet diff last-release.snapshot.json supplier-bom.cdx.json -o json',
      ),
    )
    .action(async (a: string, b: string | undefined, flags: DiffFlags) => {
      const { diffCommand } = await import('../commands/diff.ts');
      context.exit(await diffCommand(a, b, flags, context.terminal));
    });
}
