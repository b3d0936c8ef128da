import { setTimeout } from 'node:timers/promises';
import { UsageError } from '../domain/usage-error.ts';
import type { Attempt } from '../inventory/attempt.ts';
import { openQueue, PRIORITIES, type Priority } from '../io/queue/scan-queue.ts';
import { loadAttempt } from '../io/store/records.ts';
import type { RepositoryJob } from '../pipeline/org/scan-repository.ts';
import { formatCount } from '../report/numbers.ts';
import type { Voice } from './log.ts';
import type { Terminal } from './terminal.ts';

const POLL_MS = 500;

export interface Enqueued {
  readonly url: string;
  readonly store: string;
  readonly priority: string;
  /** Leave as soon as all jobs are in the queue. */
  readonly detach: boolean;
}

/** Puts jobs into the queue and, unless told otherwise, waits for the workers; gives how each repository came out. */
export async function enqueueJobs(
  jobs: readonly RepositoryJob[],
  { url, store, priority, detach }: Enqueued,
  voice: Voice,
  terminal: Terminal,
): Promise<readonly Attempt[]> {
  const found = (Object.keys(PRIORITIES) as Priority[]).find((name) => name === priority);
  if (found === undefined)
    throw new UsageError(`unknown \`--priority ${priority}\``, `one of ${Object.keys(PRIORITIES).join(', ')}`);
  const queue = await openQueue(url);
  try {
    await queue.add(jobs, found);
    if (detach) return [];
    for (let shown = -1; ; await setTimeout(POLL_MS)) {
      const { waiting, active, delayed, dead } = await queue.counts();
      const left = waiting + active + delayed;
      if (left === 0) break;
      if (left === shown || voice.quiet) continue;
      shown = left;
      const text = `${formatCount(left)} left, ${formatCount(active)} in work, ${formatCount(dead)} dead`;
      terminal.err(terminal.errIsTty ? `\r\u001b[2K${text}` : `${text}\n`);
    }
    return jobs.flatMap((job) => loadAttempt(store, job.repository) ?? []);
  } finally {
    if (!detach && terminal.errIsTty && !voice.quiet) terminal.err('\r\u001b[2K');
    await queue.close();
  }
}
