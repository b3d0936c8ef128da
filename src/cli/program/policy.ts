import type { Command } from 'commander';
import { addGlobalOptions, collect, examples, type CommandContext } from './context.ts';
import type {
  PolicyCurateFlags,
  PolicyFlags,
  PolicyInitFlags,
  PolicyShowFlags,
  PolicyTestFlags,
  PolicyWaiveFlags,
} from '../flags/policy.ts';

const DAY = ['--today <date>', 'judge dates as of this one, YYYY-MM-DD'] as const;
const FILE = 'policy file; default: licet.policy.yaml here or above, up to the repository root';

export function definePolicy(program: Command, context: CommandContext): void {
  const policy = program
    .command('policy')
    .summary('author and test the policy')
    .description('Starts, checks, tests and edits the policy file. docs/policy.md is its reference.');
  defineReading(policy, context);
  defineWaive(policy, context);
  defineCurate(policy, context);
}

function defineReading(policy: Command, context: CommandContext): void {
  const { terminal } = context;
  addGlobalOptions(policy.command('init'))
    .summary('start a policy file')
    .description('Writes licet.policy.yaml from a starting point. A file that is there is never overwritten.')
    .argument('[directory]', 'where to write it', '.')
    .option('--for <use>', 'distributed, saas or internal', 'distributed')
    .addHelpText('after', examples('licet policy init', 'licet policy init --for saas services'))
    .action(async (directory: string, flags: PolicyInitFlags) => {
      const { policyInitCommand } = await import('../commands/policy-init.ts');
      context.exit(policyInitCommand(directory, flags, terminal));
    });
  addGlobalOptions(policy.command('lint'))
    .summary('everything that is wrong or doubtful in a policy file')
    .description(
      'Reads the policy with all it extends, runs its tests, and points at each problem. Exit 2 when there is an error.',
    )
    .argument('[file]', FILE)
    .option(...DAY)
    .addHelpText('after', examples('licet policy lint', 'licet policy lint ospo/org-policy.yml'))
    .action(async (file: string | undefined, flags: PolicyFlags) => {
      const { policyLintCommand } = await import('../commands/policy-lint.ts');
      context.exit(policyLintCommand(file, flags, terminal));
    });
  addGlobalOptions(policy.command('test'))
    .summary('run the tests of a policy')
    .description('Runs the `tests` of the policy file, or a file of cases. Exit 2 when one fails.')
    .argument('[file]', FILE)
    .option('--cases <file>', 'run the cases of this JSON file, each with its own policy')
    .option(...DAY)
    .addHelpText('after', examples('licet policy test', 'licet policy test --cases cases.json'))
    .action(async (file: string | undefined, flags: PolicyTestFlags) => {
      const { policyTestCommand } = await import('../commands/policy-test.ts');
      context.exit(policyTestCommand(file, flags, terminal));
    });
  addGlobalOptions(policy.command('show'))
    .summary('the policy in force')
    .description(
      'Prints the policy file. With --effective: merged with all it extends, in the order it is judged, each line with its origin.',
    )
    .argument('[file]', FILE)
    .option('--effective', 'merge what it extends, and say where each line comes from')
    .option(...DAY)
    .addHelpText('after', examples('licet policy show', 'licet policy show --effective'))
    .action(async (file: string | undefined, flags: PolicyShowFlags) => {
      const { policyShowCommand } = await import('../commands/policy-show.ts');
      context.exit(policyShowCommand(file, flags, terminal));
    });
}

function defineWaive(policy: Command, context: CommandContext): void {
  addGlobalOptions(policy.command('waive'))
    .summary('permit one package under one license until a day')
    .description('Adds a waiver to the policy file; the rest of the file stays as it is written.')
    .argument('<purl>', 'package, with a version range where the permission ends there: pkg:npm/name@^2')
    .requiredOption('--expression <license>', 'the license it has now; the waiver stops when it changes')
    .requiredOption('--reason <text>', 'why it is permitted')
    .requiredOption('--owner <who>', 'who answers for it')
    .requiredOption('--expires <date>', 'last day, YYYY-MM-DD')
    .option('--ticket <id>', 'where it was decided')
    .option('--paths <glob>', 'only for projects below this path (repeatable)', collect, [])
    .option('--id <id>', 'default: W- with the year and the next number')
    .option('--policy <file>', FILE)
    .option(...DAY)
    .addHelpText(
      'after',
      examples(
        'licet policy waive pkg:npm/chart@^4 --expression GPL-3.0-only --reason "separate process" --owner jane@acme.example --expires 2027-03-31',
      ),
    )
    .action(async (purl: string, flags: PolicyWaiveFlags) => {
      const { policyWaiveCommand } = await import('../commands/policy-waive.ts');
      context.exit(policyWaiveCommand(purl, flags, context.terminal));
    });
}

function defineCurate(policy: Command, context: CommandContext): void {
  addGlobalOptions(policy.command('curate'))
    .summary('state which license a package has')
    .description('Adds a curation to the policy file: a fact with its evidence, not a permission.')
    .argument('<purl>', 'package, with the versions that were looked at: pkg:cargo/ring@>=0.17.0 <0.18.0')
    .requiredOption('--expression <license>', 'what its license is')
    .requiredOption('--by <who>', 'who looked')
    .option('--evidence <url>', 'where it can be read')
    .option('--file <[name=]path>', 'license file to bind it to; it is dropped when that changes (repeatable)', collect, [])
    .option('--policy <file>', FILE)
    .option(...DAY)
    .addHelpText(
      'after',
      examples(
        'licet policy curate pkg:npm/left-padder@0.3.0 --expression MIT --by jane --file LICENSE=node_modules/left-padder/LICENSE',
      ),
    )
    .action(async (purl: string, flags: PolicyCurateFlags) => {
      const { policyCurateCommand } = await import('../commands/policy-curate.ts');
      context.exit(policyCurateCommand(purl, flags, context.terminal));
    });
}
