import { groupByName } from './by-name.ts';
import type { LockEntry } from './lockfile.ts';

/** Finds the lock entry that a package id means. */
export interface PackageIds {
  /** `undefined` when no entry fits, or when several do and nothing tells which. */
  find(id: string): LockEntry | undefined;
}

/**
 * Cargo writes as much of an id as makes it unique: `name`, `name version` or `name version (source)`
 * (Cargo `encodable_package_id`). Lock version 1 always writes everything; a local crate never has a source.
 */
export function indexPackageIds(entries: readonly LockEntry[]): PackageIds {
  const byName = groupByName(entries, (entry) => entry.name);
  const find = (id: string): LockEntry | undefined => {
    const [, name = '', version, source] = /^(\S+)(?: (\S+))?(?: \((.*)\))?$/.exec(id) ?? [];
    const named = byName.get(name) ?? [];
    const candidates = version === undefined ? named : named.filter((entry) => entry.version === version);
    if (source !== undefined) return bySource(candidates, source);
    return candidates.length === 1 ? candidates[0] : only(candidates.filter((entry) => entry.source === undefined));
  };
  // `[replace]` keeps the replaced entry in the lockfile and builds another in its place.
  return {
    find(id) {
      const found = find(id);
      return found?.replace === undefined ? found : find(found.replace);
    },
  };
}

// An id may leave out the locked revision (`#…`), and lock versions 1 and 2 also `?branch=master`.
function bySource(candidates: readonly LockEntry[], source: string): LockEntry | undefined {
  for (const shorten of [keep, withoutRevision, withoutQuery]) {
    const found = only(candidates.filter((entry) => shorten(entry.source ?? '') === shorten(source)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function keep(source: string): string {
  return source;
}

function withoutRevision(source: string): string {
  return source.split('#', 1)[0] ?? '';
}

function withoutQuery(source: string): string {
  return withoutRevision(source).split('?', 1)[0] ?? '';
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
