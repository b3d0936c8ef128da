import type { Command } from 'commander';
import { addScanOptions, collect, examples, type CommandContext } from './context.ts';
import type { NoticeFlags } from '../flags/notice.ts';

export function defineNotice(program: Command, context: CommandContext): void {
  const command = program
    .command('notice')
    .summary('attribution document: licenses, copyright lines, notices, source owed')
    .description(
      'Writes what has to go with the products of PATH: license texts from the packages themselves, copyright lines, NOTICE files\nverbatim, the source that is owed, and what could not be found. Development and test dependencies are left out.',
    )
    .argument('[path]', 'directory to scan; of a snapshot or SBOM only standard texts can be given', '.')
    .option(
      '-o, --output <format[=file]>',
      'text, html, markdown or json (repeatable); `{project}` in FILE writes one per project',
      collect,
      [],
    )
    .option('--project <name>', 'only for this project: its name, path or id (repeatable); default: every product', collect, [])
    .option('--scopes <scopes>', '`shipped`, or `all` with development and test dependencies', 'shipped')
    .option('--policy <file>', 'policy whose choices decide between offered licenses; default: licet.policy.yaml here or above')
    .option('--today <date>', 'judge dates of the policy as of this one, YYYY-MM-DD')
    .option('--strict', 'exit with 1 when a license, a text or the files of a component could not be found');
  addScanOptions(command)
    .addHelpText(
      'after',
      examples(
        'licet notice > THIRD-PARTY-NOTICES.txt',
        'licet notice ~/src/shop --project web -o html=notices.html -o json=notices.json',
        'licet notice -o html=notices/{project}.html --strict',
      ),
    )
    .action(async (path: string, flags: NoticeFlags) => {
      const { noticeCommand } = await import('../commands/notice.ts');
      context.exit(await noticeCommand(path, flags, context.terminal));
    });
}
