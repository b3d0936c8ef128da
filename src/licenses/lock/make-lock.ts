import type { Component } from '../../domain/component.ts';
import type { LicenseLocation } from '../../domain/license.ts';
import type { LicenseFacts } from '../license-components.ts';
import { sha256Text } from '../detected-evidence.ts';
import { lockedHash, type LicenseLock, type LockedLicenses } from './license-lock.ts';

export interface LockInput {
  readonly components: readonly Component[];
  readonly facts: ReadonlyMap<string, LicenseFacts>;
  /** Files that whoever checks the repository out has. */
  readonly committed: ReadonlySet<string>;
}

/**
 * The lock file for what was scanned: of each third-party component that is not known from committed files alone, everything
 * that was found elsewhere. A component of which nothing is known has an empty entry, so that it is seen in the review.
 */
export function makeLicenseLock({ components, facts, committed }: LockInput): LicenseLock {
  const packages = new Map<string, LockedLicenses>();
  const isElsewhere = ({ root, path }: LicenseLocation): boolean =>
    root !== 'tree' || !committed.has(path.split('!/')[0] ?? path);
  for (const component of components) {
    if (component.firstParty || component.purl === undefined || component.version === undefined) continue;
    const found = facts.get(component.id);
    const declared = (found?.declared ?? []).filter(({ location }) => isElsewhere(location));
    const files = (found?.files ?? []).filter(({ evidence }) => evidence.some(({ location }) => isElsewhere(location)));
    const isKnown = component.concluded.status !== 'no-assertion';
    if (declared.length === 0 && files.length === 0 && isKnown) continue;
    const hash = lockedHash(component, sha256Text);
    packages.set(component.purl, { ...(hash !== undefined && { hash }), declared, files });
  }
  return { schema: 'licet-licenses-lock/1', packages };
}
