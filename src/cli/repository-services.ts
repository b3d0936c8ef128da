import { homedir } from 'node:os';
import { isDependencyFile } from '../discover/is-dependency-file.ts';
import { parseRole, parseRoleSetting } from '../discover/role-setting.ts';
import { loadEcosystems } from '../ecosystems/list.ts';
import { openCaches } from '../io/caches.ts';
import { loadLicenseAliases } from '../io/license-rules.ts';
import { packageFilesOpener } from '../io/package-files.ts';
import { openRepository, peekRepository } from '../io/repository-source.ts';
import { findRecord, loadAttempt, saveAttempt, saveRecord } from '../io/store/records.ts';
import { saveSegment } from '../io/store/segments.ts';
import type { RepositoryServices } from '../pipeline/org/scan-repository.ts';
import { scan } from '../pipeline/scan.ts';
import { ecosystemsOfTree } from './ecosystems-of-tree.ts';
import { lazyTextIdentifier } from './lazy-text-identifier.ts';
import { version } from './version.ts';

/** Where one process that scans repositories works. */
export interface ScanPlace {
  readonly store: string;
  /** SOURCE_DATE_EPOCH as ISO time. */
  readonly sourceDate?: string;
  readonly cwd: string;
}

/** Everything that a scan of a repository needs, wired to disk, git and the store. */
export async function repositoryServices({ store, sourceDate, cwd }: ScanPlace): Promise<RepositoryServices> {
  const isRead = isDependencyFile(await loadEcosystems());
  const identifier = lazyTextIdentifier();
  return {
    peek: async (job) => peekRepository(job, store),
    open: async (job) => openRepository(job, store, isRead),
    scan: async (job, tree) => {
      const home = { env: process.env, home: homedir(), platform: process.platform, cwd };
      const { caches } = openCaches(job.caches.length === 0 ? ['none'] : job.caches, home);
      return scan(
        {
          path: job.path ?? '',
          ecosystems: ecosystemsOfTree,
          includeRoles: job.includeRoles.map(parseRole),
          roleOverrides: job.roles.map(parseRoleSetting),
          scanner: { name: 'licet', version: version() },
        },
        {
          open: async () => Promise.resolve(tree),
          caches,
          ...(sourceDate !== undefined && { sourceDate }),
          openPackageFiles: packageFilesOpener,
          licenseAliases: loadLicenseAliases,
          textIdentifier: () => identifier,
          progress: { stage: () => undefined, tick: () => undefined },
        },
      );
    },
    findRecord: (repository, key) => findRecord(store, repository, key),
    saveSegment: async (snapshot) => saveSegment(store, snapshot),
    saveRecord: (record) => saveRecord(store, record),
    loadAttempt: (repository) => loadAttempt(store, repository),
    saveAttempt: (attempt) => saveAttempt(store, attempt),
    now: () => sourceDate ?? new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
