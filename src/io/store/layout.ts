import { createHash } from 'node:crypto';
import { join } from 'node:path';

/*
 * STORE/licet-store.json                                        which version of this layout
 * STORE/segments/ab/ab….json.gz                                 snapshots, named by the sha256 of their text; immutable
 * STORE/repositories/ab/NAME-abcdef01/scans/KEY.json            one record per scan or import; immutable
 * STORE/repositories/ab/NAME-abcdef01/attempt.json              the last try; replaced
 * STORE/repositories/ab/NAME-abcdef01/history.json.gz           intervals over its segments; made again when they change
 * STORE/repositories/ab/NAME-abcdef01/findings-POLICY.json.gz   the same of findings, per policy
 * STORE/builds/DIGEST.duckdb, STORE/current.json                the database that is made of all this, and which one holds
 * STORE/tmp/                                                    files that are being written
 */

export const STORE_SCHEMA = 'licet-store/1';

export const storePaths = {
  format: (store: string) => join(store, 'licet-store.json'),
  temporary: (store: string) => join(store, 'tmp'),
  segment: (store: string, digest: string) => join(store, 'segments', digest.slice(0, 2), `${digest}.json.gz`),
  repositories: (store: string) => join(store, 'repositories'),
  repository: (store: string, name: string) => join(store, 'repositories', ...directoryOf(name)),
  scans: (store: string, name: string) => join(store, 'repositories', ...directoryOf(name), 'scans'),
  record: (store: string, name: string, key: string) => join(store, 'repositories', ...directoryOf(name), 'scans', `${key}.json`),
  history: (store: string, name: string) => join(store, 'repositories', ...directoryOf(name), 'history.json.gz'),
  findings: (store: string, name: string, policy: string) =>
    join(store, 'repositories', ...directoryOf(name), `findings-${policy.slice(0, 16)}.json.gz`),
  build: (store: string, id: string) => join(store, 'builds', `${id}.duckdb`),
  builds: (store: string) => join(store, 'builds'),
  current: (store: string) => join(store, 'current.json'),
  lock: (store: string) => join(store, 'build.lock'),
  attempt: (store: string, name: string) => join(store, 'repositories', ...directoryOf(name), 'attempt.json'),
} as const;

// Readable for people, unique for any two names, safe on every file system.
function directoryOf(name: string): [folder: string, directory: string] {
  const digest = createHash('sha256').update(name).digest('hex');
  const readable = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
  return [digest.slice(0, 2), `${readable}-${digest.slice(0, 8)}`];
}
