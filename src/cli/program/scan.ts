import type { Command } from 'commander';
import { addDocumentOptions, addScanOptions, examples, type CommandContext } from './context.ts';
import type { ScanCommandFlags } from '../flags/scan.ts';

export function defineScan(program: Command, context: CommandContext): void {
  const command = program
    .command('scan')
    .summary('inventory of one repository or monorepo')
    .description('Reads the lockfiles and manifests below PATH and writes an inventory: a summary, an SBOM, or both.')
    .argument('[path]', 'directory to scan', '.');
  addScanOptions(addDocumentOptions(command))
    .addHelpText(
      'after',
      examples(
        'licet scan',
        'licet scan ~/src/shop -o cyclonedx-json=bom.cdx.json -o snapshot=shop.snapshot.json',
        'licet scan -o cyclonedx-xml --spec-version 1.5 > bom.xml',
        'licet scan -o spdx-json=shop.spdx.json -o html=inventory.html -o xlsx=inventory.xlsx',
      ),
    )
    .action(async (path: string, flags: ScanCommandFlags) => {
      const { scanCommand } = await import('../commands/scan.ts');
      context.exit(await scanCommand(path, flags, context.terminal));
    });
}
