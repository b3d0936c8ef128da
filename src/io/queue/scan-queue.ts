import { createHash } from 'node:crypto';
import type { Job } from 'bullmq';
import type { Attempt } from '../../inventory/attempt.ts';
import type { RepositoryJob } from '../../pipeline/org/scan-repository.ts';
import { connect } from './bullmq.ts';

/** Lower goes first. */
export const PRIORITIES = { user: 1, schedule: 10 } as const;

export type Priority = keyof typeof PRIORITIES;

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  /** Failed, and waiting for their next try. */
  readonly delayed: number;
  readonly dead: number;
}

export interface DeadLetter {
  readonly repository: string;
  readonly reason: string;
  readonly tries: number;
}

/** The queue as those see it who put jobs into it or look after it. */
export interface ScanQueue {
  /** One job for each repository and scanner: what waits already is not put in twice, what is dead is tried again. */
  add(jobs: readonly RepositoryJob[], priority: Priority): Promise<void>;
  counts(): Promise<QueueCounts>;
  dead(most: number): Promise<readonly DeadLetter[]>;
  retryDead(): Promise<number>;
  close(): Promise<void>;
}

const BATCH = 500;
const TRIES = 4;
const FIRST_BACKOFF_MS = 5000;

export async function openQueue(url: string): Promise<ScanQueue> {
  const { bullmq, connection, name } = await connect(url);
  const backoffMs = Number(process.env['LICET_QUEUE_BACKOFF_MS'] ?? FIRST_BACKOFF_MS);
  const queue = new bullmq.Queue<RepositoryJob, Attempt>(name, {
    connection,
    defaultJobOptions: {
      attempts: TRIES,
      backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: false,
    },
  });
  const retry = async (jobs: readonly Job<RepositoryJob, Attempt>[]): Promise<number> => {
    for (const job of jobs) await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return jobs.length;
  };
  return {
    async add(jobs, priority) {
      const wanted = new Set(jobs.map(jobId));
      await retry((await queue.getFailed()).filter((job) => job.id !== undefined && wanted.has(job.id)));
      for (let at = 0; at < jobs.length; at += BATCH)
        await queue.addBulk(
          jobs
            .slice(at, at + BATCH)
            .map((job) => ({ name: 'scan', data: job, opts: { jobId: jobId(job), priority: PRIORITIES[priority] } })),
        );
    },
    async counts() {
      const found = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
      const of = (state: string): number => found[state] ?? 0;
      return { waiting: of('waiting') + of('prioritized'), active: of('active'), delayed: of('delayed'), dead: of('failed') };
    },
    dead: async (most) =>
      (await queue.getFailed(0, most - 1)).map((job) => ({
        repository: job.data.repository,
        reason: job.failedReason,
        tries: job.attemptsMade,
      })),
    retryDead: async () => retry(await queue.getFailed()),
    close: async () => queue.close(),
  };
}

function jobId({ repository, scanner, roles, includeRoles, caches }: RepositoryJob): string {
  return createHash('sha256')
    .update(JSON.stringify([repository, scanner, roles, includeRoles, caches]))
    .digest('hex');
}

export interface WorkerOptions {
  readonly url: string;
  readonly concurrency: number;
  /** Throws when the job is to be tried again. */
  handle(job: RepositoryJob): Promise<Attempt>;
  onDone(job: RepositoryJob, attempt: Attempt): void;
  onFailed(job: RepositoryJob | undefined, reason: string, isLast: boolean): void;
}

export interface RunningWorker {
  /** Waits for what is being worked on; takes nothing more. */
  close(): Promise<void>;
}

// A worker says that it is alive every half of this time. What one that was killed had in its hands goes back to the queue when
// nobody heard of it for that long.
const LOCK_MS = 30_000;

/** Takes jobs from the queue until it is closed. Handed out at least once: handling one twice must change nothing. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { bullmq, connection, name } = await connect(options.url);
  const lockMs = Number(process.env['LICET_QUEUE_LOCK_MS'] ?? LOCK_MS);
  const worker = new bullmq.Worker<RepositoryJob, Attempt>(name, async (job) => options.handle(job.data), {
    connection,
    concurrency: options.concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: 5,
  });
  worker.on('completed', (job, attempt) => options.onDone(job.data, attempt));
  worker.on('failed', (job, error) =>
    options.onFailed(job?.data, error.message, job === undefined || job.attemptsMade >= (job.opts.attempts ?? 1)),
  );
  // without a listener an interrupted connection would end the process; BullMQ connects again by itself
  worker.on('error', () => undefined);
  await worker.waitUntilReady();
  return { close: async () => worker.close() };
}
