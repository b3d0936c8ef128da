import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UsageError } from '../../domain/usage-error.ts';
import { loadEcosystems } from '../../ecosystems/list.ts';
import { openQueue, startWorker, type ScanQueue } from '../../io/queue/scan-queue.ts';
import { scannerDigest } from '../../io/scanner-digest.ts';
import { openStore } from '../../io/store/open-store.ts';
import { escapeControls } from '../../report/escape-controls.ts';
import { plural } from '../../report/numbers.ts';
import { renderTable } from '../../report/table.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice, type Voice } from '../log.ts';
import { readOrg } from '../org-context.ts';
import { readCount } from '../read-count.ts';
import type { ScanPlace } from '../repository-services.ts';
import { openJobPool } from '../run-jobs.ts';
import { sourceDate } from '../source-date.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import type { OrgWorkerFlags } from '../flags/org.ts';

/** Works on the jobs of a queue, or looks after it. */
export async function orgWorkerCommand(flags: OrgWorkerFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  if (flags.status !== true && flags.retryDead !== true) return work(flags, voice, terminal);
  const queue = await openQueue(flags.queue);
  try {
    if (flags.retryDead === true) terminal.out(`${plural(await queue.retryDead(), 'job')} back in the queue\n`);
    else terminal.out(await renderStatus(queue, flags.format));
    return EXIT.ok;
  } finally {
    await queue.close();
  }
}

const POLL_MS = 250;

async function work(flags: OrgWorkerFlags, voice: Voice, terminal: Terminal): Promise<ExitCode> {
  const store = flags.store === undefined ? readOrg(flags, voice, terminal).store : resolve(terminal.cwd, flags.store);
  openStore(store, Date.now());
  const date = sourceDate(terminal.env);
  const place: ScanPlace = { store, cwd: terminal.cwd, ...(date !== undefined && { sourceDate: date }) };
  const own = scannerDigest(version(), await loadEcosystems());
  const pool = await openJobPool({ place, limitMs: readCount(flags.timeout, '--timeout') * 60_000 });
  const say = (text: string): void => {
    if (!voice.quiet) terminal.err(`${text}\n`);
  };
  const worker = await startWorker({
    url: flags.queue,
    concurrency: flags.jobs === undefined ? availableParallelism() : readCount(flags.jobs, '--jobs'),
    async handle(job) {
      if (job.scanner !== own)
        throw new Error(`this worker is another version (${version()}) than who put the job into the queue`);
      const attempt = await pool.run(job);
      if (attempt.outcome === 'failed') throw new Error(attempt.reason ?? 'failed');
      return attempt;
    },
    onDone: (job, attempt) => say(`${attempt.outcome} ${escapeControls(job.repository)}`),
    onFailed: (job, reason, isLast) =>
      say(
        `failed ${escapeControls(job?.repository ?? 'a job')}: ${escapeControls(reason)}${isLast ? '; given up' : '; will be tried again'}`,
      ),
  });
  try {
    await untilEnd(flags);
  } finally {
    await worker.close();
    pool.close();
  }
  return EXIT.ok;
}

// Until somebody asks the process to end, or nothing is left to do. What is being worked on is finished first.
async function untilEnd({ drain, queue: url }: OrgWorkerFlags): Promise<void> {
  const asked = new AbortController();
  const end = (): void => asked.abort();
  process.once('SIGTERM', end).once('SIGINT', end);
  const queue = drain === true ? await openQueue(url) : undefined;
  try {
    while (!asked.signal.aborted) {
      await setTimeout(POLL_MS);
      if (queue !== undefined && isEmpty(await queue.counts())) return;
    }
  } finally {
    process.off('SIGTERM', end).off('SIGINT', end);
    await queue?.close();
  }
}

function isEmpty({ waiting, active, delayed }: Awaited<ReturnType<ScanQueue['counts']>>): boolean {
  return waiting + active + delayed === 0;
}

const MOST_DEAD = 1000;

async function renderStatus(queue: ScanQueue, format: string): Promise<string> {
  const [counts, dead] = [await queue.counts(), await queue.dead(MOST_DEAD)];
  if (format === 'json') return `${JSON.stringify({ schema: 'licet-queue/1', ...counts, deadLetters: dead }, undefined, 2)}\n`;
  if (format !== 'table') throw new UsageError(`unknown format \`${format}\``, 'one of table, json');
  const head = `waiting ${counts.waiting}, active ${counts.active}, waiting for another try ${counts.delayed}, dead ${counts.dead}\n`;
  if (dead.length === 0) return head;
  const rows = dead.map(({ repository, tries, reason }) => [escapeControls(repository), String(tries), escapeControls(reason)]);
  return `${head}\n${renderTable([{ title: 'dead' }, { title: 'tries', align: 'right' }, { title: 'reason' }], rows)}`;
}
