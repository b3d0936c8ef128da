import type { Attempt } from '../inventory/attempt.ts';
import { openPool, runPool, type Pool, type PoolOptions } from '../io/process-pool.ts';
import { noteFailure, type RepositoryJob } from '../pipeline/org/scan-repository.ts';
import { lookAtRepository, repositoryServices, type PlacedServices, type ScanPlace } from './repository-services.ts';

export interface Run {
  readonly place: ScanPlace;
  readonly processes: number;
  readonly limitMs: number;
}

// From sources (tests) there is no module to start a process with, so it is done in this one.
const ISOLATED = !import.meta.url.endsWith('.ts');

/** Looks at repositories, several at a time, each in a process of its own. */
export async function runJobs(jobs: readonly RepositoryJob[], run: Run, onAnswer: (attempt: Attempt) => void): Promise<void> {
  const services = await repositoryServices(run.place);
  if (ISOLATED) return runPool(jobs, run.processes, poolOptions(run, services), onAnswer);
  for (const job of jobs) onAnswer(await lookAtRepository(job, services));
}

/** The same for jobs that come one by one. */
export async function openJobPool(run: Omit<Run, 'processes'>): Promise<Pool<RepositoryJob, Attempt>> {
  const services = await repositoryServices(run.place);
  if (ISOLATED) return openPool(poolOptions(run, services));
  return { run: async (job) => lookAtRepository(job, services), close: () => undefined };
}

function poolOptions({ place, limitMs }: Omit<Run, 'processes'>, services: PlacedServices): PoolOptions<RepositoryJob, Attempt> {
  return {
    module: new URL('scan-child.js', import.meta.url),
    greeting: { place: { ...place } },
    toMessage: (job) => ({ job: { ...job } }),
    onCrash: (job, reason) => noteFailure(job.repository, reason, services),
    limitMs,
  };
}
