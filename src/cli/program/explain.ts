import type { Command } from 'commander';
import { addScanOptions, examples, type CommandContext } from './context.ts';
import type { ExplainFlags } from '../flags/explain.ts';

export function defineExplain(program: Command, context: CommandContext): void {
  const command = program
    .command('explain')
    .summary('why is a component here, what is its license, what does the policy say')
    .description(
      'Shows everything licet knows of one component: who uses it and through what, each claim about its license, and the verdict.',
    )
    .argument('<what>', 'a purl, a package name, name@version, or the id of a finding')
    .argument('[path]', 'directory, snapshot or SBOM', '.')
    .option('--policy <file>', 'policy file; default: licet.policy.yaml here or above')
    .option('--paths <count>', 'how many dependency paths to show per project, or `all`', '1')
    .option('--today <date>', 'judge waivers as of this date, YYYY-MM-DD');
  addScanOptions(command)
    .addHelpText(
      'after',
      examples(
        'licet explain left-pad',
        'licet explain pkg:npm/%40babel/core@7.26.0 ~/src/shop',
        'licet explain lodash --paths all',
      ),
    )
    .action(async (what: string, path: string, flags: ExplainFlags) => {
      const { explainCommand } = await import('../commands/explain.ts');
      context.exit(await explainCommand(what, path, flags, context.terminal));
    });
}
