import type { Command } from 'commander';
import { defineOrgDocuments } from './org-documents.ts';
import { defineOrgReport } from './org-report.ts';
import { defineOrgWorker } from './org-worker.ts';
import { defineOrgQuestions } from './org-questions.ts';
import { addGlobalOptions, collect, examples, type CommandContext } from './context.ts';
import { addBuildOptions, addOrgOptions } from './org-options.ts';
import type { OrgInitFlags, OrgScanFlags, OrgStatusFlags } from '../flags/org.ts';

export function defineOrg(program: Command, context: CommandContext): void {
  const org = program
    .command('org')
    .summary('the inventory of an organization')
    .description('Many repositories: what they use, where, under which license, since when, and what nobody looked at.');
  defineInit(org, context);
  defineScan(org, context);
  defineStatus(org, context);
  defineOrgQuestions(org, context);
  defineOrgDocuments(org, context);
  defineOrgReport(org, context);
  defineOrgWorker(org, context);
}

function defineInit(org: Command, { terminal, exit }: CommandContext): void {
  addGlobalOptions(org.command('init'))
    .summary('start a manifest of the organization')
    .description(
      'Writes licet.org.yaml from a folder of checkouts, or from a list of repositories as GitHub or GitLab give it out (JSON). A file that is there is never overwritten.',
    )
    .argument('[from]', 'folder with checkouts, or JSON file', '.')
    .option('--organization <name>', 'name of the organization; default: name of the folder')
    .option('--out <file>', 'file to write', 'licet.org.yaml')
    .addHelpText(
      'after',
      examples(
        'licet org init ~/src',
        'gh repo list acme --limit 1000 --json nameWithOwner,url,isArchived,defaultBranchRef > repos.json && licet org init repos.json --organization Acme',
      ),
    )
    .action(async (from: string, flags: OrgInitFlags) => {
      const { orgInitCommand } = await import('../commands/org-init.ts');
      exit(orgInitCommand(from, flags, terminal));
    });
}

function defineScan(org: Command, { terminal, exit }: CommandContext): void {
  addBuildOptions(org.command('scan'))
    .summary('scan all repositories')
    .description(
      'Scans every repository of the manifest, several at a time. A commit that was scanned is not scanned again, so an interrupted run goes on where it stopped. A repository that fails is recorded and the rest goes on; then the exit status is 3.',
    )
    .option('--jobs <count>', 'how many at a time; default: number of processors')
    .option('--shard <i/n>', 'only the i-th of n parts, for several machines with one store')
    .option('--repository <name>', 'only these; `*` is any run of characters (repeatable)', collect, [])
    .option('--caches <caches>', 'local package caches to read: auto, none, or NAME=DIR (repeatable); default: none', collect, [])
    .option('--include-role <role>', 'inventory projects of this role too: test-fixture or vendored (repeatable)', collect, [])
    .option('--queue <url>', 'let `licet org worker` do it: redis://HOST:PORT')
    .option('--priority <priority>', 'with --queue: user goes before schedule', 'user')
    .option('--detach', 'with --queue: do not wait for the workers')
    .option('--no-build', 'do not build the database at the end')
    .option('--timeout <minutes>', 'longest time for one repository', '30')
    .addHelpText(
      'after',
      examples('licet org scan', 'licet org scan --jobs 8 --shard 2/4', "licet org scan --repository 'acme/shop-*'"),
    )
    .action(async (flags: OrgScanFlags) => {
      const { orgScanCommand } = await import('../commands/org-scan.ts');
      exit(await orgScanCommand(flags, terminal));
    });
}

function defineStatus(org: Command, { terminal, exit }: CommandContext): void {
  addOrgOptions(org.command('status'))
    .summary('coverage and freshness: what has been looked at, and what not')
    .description('Holds the store against the manifest. Needs no database.')
    .option('--max-age <days>', 'a scan that is older counts as stale', '30')
    .option('--today <date>', 'count ages to this day, YYYY-MM-DD')
    .option('--format <format>', 'table, json or csv', 'table')
    .addHelpText('after', examples('licet org status', 'licet org status --max-age 7 --format json'))
    .action(async (flags: OrgStatusFlags) => {
      const { orgStatusCommand } = await import('../commands/org-status.ts');
      exit(orgStatusCommand(flags, terminal));
    });
}
