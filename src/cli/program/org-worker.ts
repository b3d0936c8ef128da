import type { Command } from 'commander';
import { examples, type CommandContext } from './context.ts';
import { addOrgOptions } from './org-options.ts';
import type { OrgWorkerFlags } from '../flags/org.ts';

export function defineOrgWorker(org: Command, { terminal, exit }: CommandContext): void {
  addOrgOptions(org.command('worker'))
    .summary('scan repositories that a queue hands out')
    .description(
      'Takes jobs that `licet org scan --queue` put into Redis or Valkey, and keeps the results in the store, which all workers share. A worker that is killed loses nothing: its jobs go to another one. Needs bullmq and ioredis.',
    )
    .requiredOption('--queue <url>', 'redis://HOST:PORT or rediss://…')
    .option('--jobs <count>', 'how many at a time; default: number of processors')
    .option('--timeout <minutes>', 'longest time for one repository', '30')
    .option('--drain', 'end when the queue is empty')
    .option('--status', 'print what waits, is worked on, and is dead; then end')
    .option('--retry-dead', 'put jobs that failed for good back into the queue; then end')
    .option('--format <format>', 'of --status: table or json', 'table')
    .addHelpText(
      'after',
      examples(
        'licet org worker --queue redis://127.0.0.1:6379',
        'licet org scan --queue redis://127.0.0.1:6379',
        'licet org worker --queue redis://127.0.0.1:6379 --status',
      ),
    )
    .action(async (flags: OrgWorkerFlags) => {
      const { orgWorkerCommand } = await import('../commands/org-worker.ts');
      exit(await orgWorkerCommand(flags, terminal));
    });
}
