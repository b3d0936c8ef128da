import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseFindingHistory, type FindingHistory } from '../../inventory/history/finding-history.ts';
import { parseHistory, type History } from '../../inventory/history/history.ts';
import { writeAtomic } from './atomic-file.ts';
import { storePaths } from './layout.ts';

/** What was made of the segments of a repository; `undefined` when it has to be made (again). */
export function loadHistory(store: string, repository: string): History | undefined {
  const text = readGzip(storePaths.history(store, repository));
  return text === undefined ? undefined : parseHistory(text);
}

export function saveHistory(store: string, history: History): void {
  writeAtomic(store, storePaths.history(store, history.repository), gzipSync(JSON.stringify(history)));
}

export function loadFindings(store: string, repository: string, policy: string): FindingHistory | undefined {
  const text = readGzip(storePaths.findings(store, repository, policy));
  const found = text === undefined ? undefined : parseFindingHistory(text);
  return found?.policy === policy ? found : undefined;
}

export function saveFindings(store: string, repository: string, history: FindingHistory): void {
  writeAtomic(store, storePaths.findings(store, repository, history.policy), gzipSync(JSON.stringify(history)));
}

// Damaged is as good as missing: everything here can be made again.
function readGzip(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return gunzipSync(readFileSync(path)).toString('utf8');
  } catch {
    return undefined;
  }
}
