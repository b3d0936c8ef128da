import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { IdentificationCache } from '../licenses/detect/cache.ts';

/** A cache file beyond this is begun anew: contents that are gone stay in it otherwise. */
const LARGEST = 128 * 1024 * 1024;

/** Results of earlier runs, kept in one file per index: a line is a key, a tab and the identification. */
export interface IdentificationStore extends IdentificationCache {
  /** Adds what this run found; a folder that cannot be written leaves the run as it is. */
  save(): void;
}

/** The folder of our own caches: `--cache-dir`, else what the platform's users expect. */
export function cacheFolder(named: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  if (named !== undefined) return named;
  const xdg = env['XDG_CACHE_HOME'];
  return join(xdg === undefined || xdg === '' ? join(homedir(), '.cache') : xdg, 'licet');
}

/** Opens the results for an index; damaged lines are as good as absent. */
export function openIdentificationStore(folder: string, indexVersion: string): IdentificationStore {
  const file = join(folder, `identifications-${indexVersion}.tsv`);
  const known = readEntries(file);
  const added: string[] = [];
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      known.set(key, value);
      added.push(`${key}\t${value}\n`);
    },
    save: () => {
      if (added.length === 0) return;
      try {
        mkdirSync(folder, { recursive: true });
        const isLarge = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST;
        if (isLarge) writeFileSync(file, added.join(''));
        else appendFileSync(file, added.join(''));
      } catch {
        // a cache that cannot be written is no cache
      }
    },
  };
}

function readEntries(file: string): Map<string, string> {
  const entries = new Map<string, string>();
  let text: string;
  try {
    if (statSync(file).size > LARGEST) return entries;
    text = readFileSync(file, 'utf8');
  } catch {
    return entries;
  }
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab === 64 && line.endsWith('}')) entries.set(line.slice(0, tab), line.slice(tab + 1));
  }
  return entries;
}
