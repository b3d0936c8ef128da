import type { Command } from 'commander';
import { addScanOptions, examples, type CommandContext, type ScanFlags } from './context.ts';

export interface EvidenceCollectFlags extends ScanFlags {
  readonly out: string;
  readonly policy?: string;
  readonly today?: string;
}

export function defineEvidence(program: Command, context: CommandContext): void {
  const evidence = program
    .command('evidence')
    .summary('from inventory to maturity checklist')
    .description('Evidence for maturity checklists.');
  const collect = evidence
    .command('collect')
    .summary('write an evidence pack')
    .description(
      'Scans PATH (or reads a snapshot), judges it, and writes inventory, findings, metrics and checklists with a manifest of digests.',
    )
    .argument('[path]', 'directory or snapshot', '.')
    .requiredOption('--out <directory>', 'directory to write; it must be empty or not there')
    .option('--policy <file>', 'policy file; default: licet.policy.yaml here or above')
    .option('--today <date>', 'judge waivers as of this date, YYYY-MM-DD');
  addScanOptions(collect)
    .addHelpText(
      'after',
      examples(
        'licet evidence collect --out evidence',
        'licet evidence collect shop.snapshot.json --out evidence --today 2026-12-01',
      ),
    )
    .action(async (path: string, flags: EvidenceCollectFlags) => {
      const { evidenceCollectCommand } = await import('../commands/evidence-collect.ts');
      context.exit(await evidenceCollectCommand(path, flags, context.terminal));
    });
}
