import type { Command } from 'commander';
import { addDocumentOptions, addGlobalOptions, examples, type CommandContext } from './context.ts';
import type { ReportFlags } from '../flags/report.ts';

export function defineReport(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('write a saved snapshot or an SBOM in another format')
    .description('Reads a snapshot that `licet scan -o snapshot=FILE` wrote, or an SBOM, and writes it in any format of `scan`.')
    .argument('<file>', 'snapshot or SBOM');
  addGlobalOptions(addDocumentOptions(command))
    .addHelpText(
      'after',
      examples(
        'licet report shop.snapshot.json',
        'licet report shop.snapshot.json -o spdx-json=shop.spdx.json -o html=shop.html',
        'licet report supplier-bom.xml -o csv',
      ),
    )
    .action(async (file: string, flags: ReportFlags) => {
      const { reportCommand } = await import('../commands/report.ts');
      context.exit(await reportCommand(file, flags, context.terminal));
    });
}
