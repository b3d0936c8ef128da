import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { UsageError } from '../../domain/usage-error.ts';
import { loadEcosystems } from '../../ecosystems/list.ts';
import type { Attempt } from '../../inventory/attempt.ts';
import { scannerDigest } from '../../io/scanner-digest.ts';
import { openStore } from '../../io/store/open-store.ts';
import { listStore } from '../../io/store/records.ts';
import { planJobs, type Shard } from '../../pipeline/org/plan-jobs.ts';
import type { RepositoryJob } from '../../pipeline/org/scan-repository.ts';
import { formatCount, plural } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readVoice, type Voice } from '../log.ts';
import { buildWhenPossible } from '../org-build.ts';
import { readOrg, type OrgContext } from '../org-context.ts';
import { orgProgress } from '../org-progress.ts';
import { readCount } from '../read-count.ts';
import type { ScanPlace } from '../repository-services.ts';
import { runJobs } from '../run-jobs.ts';
import { sourceDate } from '../source-date.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import type { OrgScanFlags } from '../flags/org.ts';

/** Scans all repositories of the organization. Exit 3 when one could not be looked at: the inventory is not whole. */
export async function orgScanCommand(flags: OrgScanFlags, terminal: Terminal): Promise<ExitCode> {
  const voice = readVoice(flags, terminal);
  const org = readOrg(flags, voice, terminal);
  const processes = flags.jobs === undefined ? availableParallelism() : readCount(flags.jobs, '--jobs');
  const limitMs = readCount(flags.timeout, '--timeout') * 60_000;
  openStore(org.store, Date.now());
  const jobs = await jobsOf(org, flags, terminal);
  if (jobs.length === 0) throw new UsageError('there is no repository to scan', 'see `licet org status`');
  const attempts = await runOrEnqueue(jobs, { org, flags, processes, limitMs }, voice, terminal);
  if (attempts === 'detached') {
    terminal.out(`${plural(jobs.length, 'repository', 'repositories')} in the queue\n`);
    return EXIT.ok;
  }
  const count = (outcome: Attempt['outcome']): number => attempts.filter((attempt) => attempt.outcome === outcome).length;
  terminal.out(
    `${plural(attempts.length, 'repository', 'repositories')}: ${formatCount(count('scanned'))} scanned, ${formatCount(count('unchanged'))} unchanged, ${formatCount(count('failed'))} failed\n`,
  );
  if (flags.build) await buildWhenPossible(org, flags, voice, terminal);
  return count('failed') > 0 ? EXIT.incomplete : EXIT.ok;
}

interface Work {
  readonly org: OrgContext;
  readonly flags: OrgScanFlags;
  readonly processes: number;
  readonly limitMs: number;
}

async function runOrEnqueue(
  jobs: readonly RepositoryJob[],
  { org, flags, processes, limitMs }: Work,
  voice: Voice,
  terminal: Terminal,
): Promise<readonly Attempt[] | 'detached'> {
  if (flags.queue !== undefined) {
    const { enqueueJobs } = await import('../enqueue-jobs.ts');
    const detach = flags.detach === true;
    const found = await enqueueJobs(
      jobs,
      { url: flags.queue, store: org.store, priority: flags.priority, detach },
      voice,
      terminal,
    );
    return detach ? 'detached' : found;
  }
  const date = sourceDate(terminal.env);
  const place: ScanPlace = { store: org.store, cwd: terminal.cwd, ...(date !== undefined && { sourceDate: date }) };
  const progress = orgProgress(jobs.length, voice, terminal);
  const attempts: Attempt[] = [];
  await runJobs(jobs, { place, processes, limitMs }, (attempt) => {
    attempts.push(attempt);
    progress.note(attempt);
  });
  progress.done();
  return attempts;
}

async function jobsOf(org: OrgContext, flags: OrgScanFlags, terminal: Terminal): Promise<readonly RepositoryJob[]> {
  const shard = flags.shard === undefined ? undefined : readShard(flags.shard);
  return planJobs(
    org.manifest,
    listStore(org.store).attempts,
    { only: flags.repository, ...(shard !== undefined && { shard }) },
    {
      resolve: (path) => resolve(org.root, path),
      includeRoles: flags.includeRole,
      caches: flags.caches.map((cache) => absoluteCache(cache, terminal.cwd)),
      scanner: scannerDigest(version(), await loadEcosystems()),
    },
  );
}

function absoluteCache(text: string, cwd: string): string {
  const at = text.indexOf('=');
  return at === -1 ? text : `${text.slice(0, at + 1)}${resolve(cwd, text.slice(at + 1))}`;
}

function readShard(text: string): Shard {
  const [, index = '0', count = '0'] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index < 1 || shard.index > shard.count)
    throw new UsageError(`\`--shard ${text}\` is not a part`, 'write i/n with i from 1 to n, for example `--shard 2/4`');
  return shard;
}
