import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { byCodeUnit } from '../../domain/order.ts';
import { parseAttempt, type Attempt } from '../../inventory/attempt.ts';
import { parseScanRecord, type ScanRecord } from '../../inventory/scan-record.ts';
import { writeAtomic } from './atomic-file.ts';
import { storePaths } from './layout.ts';
import { StoreProblem } from './store-problem.ts';

/** Everything that the store knows of its repositories, without opening a segment. */
export interface StoreContents {
  readonly records: readonly ScanRecord[];
  readonly attempts: readonly Attempt[];
  /** Files that are not what they should be; each was skipped. */
  readonly problems: readonly StoreProblem[];
}

/** Reads all records and attempts, sorted by repository. */
export function listStore(store: string): StoreContents {
  const records: ScanRecord[] = [];
  const attempts: Attempt[] = [];
  const problems: StoreProblem[] = [];
  const damaged = (path: string, what: string): void => {
    problems.push(
      new StoreProblem(relative(store, path).replaceAll('\\', '/'), `this is not ${what} of a version that is known here`),
    );
  };
  for (const directory of repositoryDirectories(store)) {
    for (const name of listDirectory(join(directory, 'scans'))) {
      const path = join(directory, 'scans', name);
      const record = parseScanRecord(readFileSync(path, 'utf8'));
      if (record === undefined || `${record.key}.json` !== name) damaged(path, 'a record of a scan');
      else records.push(record);
    }
    const path = join(directory, 'attempt.json');
    const attempt = existsSync(path) ? parseAttempt(readFileSync(path, 'utf8')) : undefined;
    if (attempt !== undefined) attempts.push(attempt);
    else if (existsSync(path)) damaged(path, 'an attempt');
  }
  return {
    records: records.toSorted(
      (a, b) => byCodeUnit(a.repository, b.repository) || byCodeUnit(a.date, b.date) || byCodeUnit(a.key, b.key),
    ),
    attempts: attempts.toSorted((a, b) => byCodeUnit(a.repository, b.repository)),
    problems,
  };
}

function repositoryDirectories(store: string): readonly string[] {
  const root = storePaths.repositories(store);
  return listDirectory(root).flatMap((folder) => listDirectory(join(root, folder)).map((name) => join(root, folder, name)));
}

function listDirectory(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path).toSorted(byCodeUnit) : [];
}

/** The records of one repository; damaged ones are left out. */
export function listRecordsOf(store: string, repository: string): readonly ScanRecord[] {
  const folder = storePaths.scans(store, repository);
  return listDirectory(folder).flatMap((name) => parseScanRecord(readFileSync(join(folder, name), 'utf8')) ?? []);
}

/** The record of a scan that was made already. */
export function findRecord(store: string, repository: string, key: string): ScanRecord | undefined {
  const path = storePaths.record(store, repository, key);
  return existsSync(path) ? parseScanRecord(readFileSync(path, 'utf8')) : undefined;
}

/** Keeps a record; one with the same key that is there stays. Its segment must be there before. */
export function saveRecord(store: string, record: ScanRecord): void {
  const path = storePaths.record(store, record.repository, record.key);
  if (!existsSync(path)) writeAtomic(store, path, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Notes the last try to look at a repository. */
export function saveAttempt(store: string, attempt: Attempt): void {
  writeAtomic(store, storePaths.attempt(store, attempt.repository), `${JSON.stringify(attempt, undefined, 2)}\n`);
}

export function loadAttempt(store: string, repository: string): Attempt | undefined {
  const path = storePaths.attempt(store, repository);
  return existsSync(path) ? parseAttempt(readFileSync(path, 'utf8')) : undefined;
}
