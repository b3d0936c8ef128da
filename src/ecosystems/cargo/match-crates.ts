import { groupByName } from './by-name.ts';
import type { LocalCrate } from './local-crates.ts';
import type { LockEntry } from './lockfile.ts';

/** Which local crate each lock entry without a source is, by the key of the entry. */
export function matchCrates(entries: readonly LockEntry[], crates: readonly LocalCrate[]): ReadonlyMap<string, LocalCrate> {
  const byName = groupByName(crates, (crate) => crate.manifest.package?.name ?? '');
  const matched = new Map<string, LocalCrate>();
  for (const entry of entries) {
    if (entry.source !== undefined) continue;
    const named = byName.get(entry.name) ?? [];
    // A manifest without a version is 0.0.0; one whose version moved on since locking is still the same crate.
    const crate =
      named.find(({ manifest }) => (manifest.package?.version ?? '0.0.0') === entry.version) ??
      (named.length === 1 ? named[0] : undefined);
    if (crate !== undefined) matched.set(entry.key, crate);
  }
  return matched;
}
