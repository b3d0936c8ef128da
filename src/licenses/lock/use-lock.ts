import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Component } from '../../domain/component.ts';
import { sha256Text } from '../detected-evidence.ts';
import { lockedHash, type LicenseLock, type LockedLicenses } from './license-lock.ts';

/** Entries for components, and what is wrong with those that are not used. */
export interface LockLookup {
  recorded(component: Pick<Component, 'purl' | 'hashes' | 'properties'>): LockedLicenses | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks components up in the lock file. An entry that was made for other bytes is stale: not used, and said so. */
export function lockLookup(
  { packages }: LicenseLock,
  components: readonly Pick<Component, 'id' | 'purl' | 'hashes' | 'properties'>[],
  path: string,
): LockLookup {
  const stale = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const component of components) {
    const entry = component.purl === undefined ? undefined : packages.get(component.purl);
    if (component.purl === undefined || entry === undefined || entry.hash === lockedHash(component, sha256Text)) continue;
    stale.add(component.purl);
    const message = `the licenses of ${component.purl} were recorded for other bytes than the lockfile names now`;
    diagnostics.push(diagnostic('licenses-lock-stale', message, { path, line: entry.line }));
  }
  return {
    diagnostics,
    recorded({ purl }) {
      const entry = purl === undefined || stale.has(purl) ? undefined : packages.get(purl);
      // an empty entry says that nothing was known: perhaps there is more now
      return entry === undefined || (entry.declared.length === 0 && entry.files.length === 0) ? undefined : entry;
    },
  };
}
