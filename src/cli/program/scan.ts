import type { Command } from 'commander';
import { addScanOptions, collect, examples, type CommandContext, type ScanFlags } from './context.ts';

export interface ScanCommandFlags extends ScanFlags {
  readonly output: readonly string[];
  readonly specVersion: string;
  readonly only?: string;
  readonly sbomMetadata?: string;
}

export function defineScan(program: Command, context: CommandContext): void {
  const command = program
    .command('scan')
    .summary('inventory of one repository or monorepo')
    .description('Reads the lockfiles and manifests below PATH and writes an inventory: a summary, an SBOM, or both.')
    .argument('[path]', 'directory to scan', '.')
    .option(
      '-o, --output <format[=file]>',
      'summary, cyclonedx-json, cyclonedx-xml, spdx-json, spdx-tag-value, spdx3-json, snapshot, csv, xlsx, html or markdown (repeatable)',
      collect,
      [],
    )
    .option('--spec-version <version>', 'CycloneDX version: 1.4, 1.5, 1.6 or 1.7', '1.6')
    .option('--sbom-metadata <file>', 'author, supplier and other statements for SBOMs; default: licet.sbom.yaml here or above')
    .option('--only <what>', '`production` leaves out what only development and tests need');
  addScanOptions(command)
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
