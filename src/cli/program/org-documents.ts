import type { Command } from 'commander';
import { collect, examples, type CommandContext } from './context.ts';
import { addBuildOptions, addOrgOptions } from './org-options.ts';
import type { OrgExportFlags, OrgImportFlags, OrgUploadFlags } from '../flags/org.ts';

export function defineOrgDocuments(org: Command, { terminal, exit }: CommandContext): void {
  addBuildOptions(org.command('import'))
    .summary('take SBOMs of others into the inventory')
    .description(
      'Reads CycloneDX and SPDX documents of any tool, keeps their facts, and says what could not be kept. Importing twice changes nothing. Where a repository is scanned, the scan counts.',
    )
    .argument('<files...>', 'SBOMs')
    .option('--repository <name>', 'what they are the inventory of; default: what each document is called')
    .option('--date <date>', 'day that they hold from, YYYY-MM-DD; default: what each document says')
    .option('--no-build', 'do not build the database at the end')
    .addHelpText(
      'after',
      examples('licet org import vendor/*.cdx.json', 'licet org import sbom.spdx --repository acme/legacy --date 2026-05-01'),
    )
    .action(async (files: readonly string[], flags: OrgImportFlags) => {
      const { orgImportCommand } = await import('../commands/org-import.ts');
      exit(await orgImportCommand(files, flags, terminal));
    });
  addOrgOptions(org.command('export'))
    .summary('one SBOM or table about many repositories')
    .description(
      'Merges the newest facts of the organization, a team, a product or a repository into one document. Needs no database. Repositories that nobody could look at stand in it as incomplete.',
    )
    .option(
      '-o, --output <format[=file]>',
      'cyclonedx-json, cyclonedx-xml, spdx-json, spdx-tag-value, spdx3-json, csv, xlsx or parquet (repeatable)',
      collect,
      [],
    )
    .option('--of <part>', 'organization, team=NAME, product=NAME or repository=NAME', 'organization')
    .option('--shape <shape>', 'flat, hierarchical or linked', 'flat')
    .option('--spec-version <version>', 'CycloneDX version: 1.4, 1.5, 1.6 or 1.7', '1.6')
    .option('--at <date>', 'as it was at the end of this day, YYYY-MM-DD')
    .option(
      '--sbom-metadata <file>',
      'author, supplier and other statements for SBOMs; default: licet.sbom.yaml beside licet.org.yaml or above',
    )
    .option('--documents <dir>', 'with `--shape linked`: write the document of each repository here, the ones that it links to')
    .addHelpText(
      'after',
      examples(
        'licet org export -o cyclonedx-json=acme.cdx.json',
        'licet org export --of product=Shop -o spdx-json=shop.spdx.json -o xlsx=shop.xlsx',
        'licet org export --shape linked --documents sboms -o cyclonedx-json=acme.cdx.json',
      ),
    )
    .action(async (flags: OrgExportFlags) => {
      const { orgExportCommand } = await import('../commands/org-export.ts');
      exit(await orgExportCommand(flags, terminal));
    });
  addOrgOptions(org.command('upload'))
    .summary('send SBOMs to a Dependency-Track server')
    .description(
      'Sends the newest facts of each repository as a project of its own, or with --merged one document. The API key is read from DTRACK_API_KEY. What the server refuses is named, the rest goes on; then the exit status is 3.',
    )
    .requiredOption('--server <url>', 'address of the API server')
    .option('--of <part>', 'organization, team=NAME, product=NAME or repository=NAME', 'organization')
    .option('--merged', 'one project for all of it')
    .option('--project-version <version>', 'version of the projects on the server', 'current')
    .option('--wait <seconds>', 'wait until each was taken in')
    .option(
      '--sbom-metadata <file>',
      'author, supplier and other statements for SBOMs; default: licet.sbom.yaml beside licet.org.yaml or above',
    )
    .addHelpText('after', examples('DTRACK_API_KEY=… licet org upload --server https://dtrack.example.com --of team=payments'))
    .action(async (flags: OrgUploadFlags) => {
      const { orgUploadCommand } = await import('../commands/org-upload.ts');
      exit(await orgUploadCommand(flags, terminal));
    });
}
