import { isDependencyFile } from '../discover/is-dependency-file.ts';
import { loadEcosystems } from '../ecosystems/list.ts';
import { openRepository, peekRepository } from '../io/repository-source.ts';
import { findRecord, listRecordsOf, loadAttempt, saveAttempt, saveRecord } from '../io/store/records.ts';
import { hasSegment, loadSegment, saveSegment } from '../io/store/segments.ts';
import { StoreProblem } from '../io/store/store-problem.ts';
import type { Attempt } from '../inventory/attempt.ts';
import { timelines } from '../inventory/scan-record.ts';
import { loadHistory, saveHistory } from '../io/store/histories.ts';
import { scanRepository, type RepositoryJob, type RepositoryServices } from '../pipeline/org/scan-repository.ts';
import { updateHistory, type HistoryServices } from '../pipeline/org/update-history.ts';
import { wiredScan } from './wired-scan.ts';

/** Where one process that scans repositories works. */
export interface ScanPlace {
  readonly store: string;
  /** SOURCE_DATE_EPOCH as ISO time. */
  readonly sourceDate?: string;
  readonly cwd: string;
}

export interface PlacedServices extends RepositoryServices {
  readonly store: string;
}

/** Scans one repository and brings its history up to date, so that a database is built from what is ready. */
export async function lookAtRepository(job: RepositoryJob, services: PlacedServices): Promise<Attempt> {
  const attempt = await scanRepository(job, services);
  if (attempt.outcome !== 'scanned') return attempt;
  const timeline = timelines(listRecordsOf(services.store, job.repository)).get(job.repository) ?? [];
  updateHistory(
    job.repository,
    timeline,
    historyServices(services.store, () => undefined),
  );
  return attempt;
}

/** Segments and histories of a store; a segment that cannot be read is named and left out. */
export function historyServices(store: string, onProblem: (problem: StoreProblem) => void): HistoryServices {
  return {
    loadHistory: (repository) => loadHistory(store, repository),
    saveHistory: (history) => saveHistory(store, history),
    loadSegment: (digest) => {
      try {
        return loadSegment(store, digest);
      } catch (error) {
        if (!(error instanceof StoreProblem)) throw error;
        onProblem(error);
        return undefined;
      }
    },
  };
}

/** Everything that a scan of a repository needs, wired to disk, git and the store. */
export async function repositoryServices({ store, sourceDate, cwd }: ScanPlace): Promise<PlacedServices> {
  const isRead = isDependencyFile(await loadEcosystems());
  return {
    store,
    peek: async (job) => peekRepository(job, store),
    open: async (job) => openRepository(job, store, isRead),
    scan: async ({ path = '', includeRoles, roles, caches }, tree) =>
      wiredScan(
        { path, includeRoles, roles, caches: caches.length === 0 ? ['none'] : caches, cwd, env: process.env },
        {
          open: async () => Promise.resolve(tree),
          ...(sourceDate !== undefined && { sourceDate }),
          progress: { stage: () => undefined, tick: () => undefined },
        },
      ),
    findRecord: (repository, key) => {
      const record = findRecord(store, repository, key);
      // a segment that somebody removed because it was damaged is made again
      return record !== undefined && hasSegment(store, record.segment) ? record : undefined;
    },
    saveSegment: async (snapshot) => saveSegment(store, snapshot),
    saveRecord: (record) => saveRecord(store, record),
    loadAttempt: (repository) => loadAttempt(store, repository),
    saveAttempt: (attempt) => saveAttempt(store, attempt),
    now: () => sourceDate ?? new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
