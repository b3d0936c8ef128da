import { byCodeUnit } from '../../domain/order.ts';
import type { LicenseLock } from './license-lock.ts';
import { renderEntry } from './render-lock.ts';

export interface LockChange {
  readonly kind: 'missing' | 'changed' | 'surplus';
  readonly purl: string;
}

/** What has to change in a lock file, sorted by purl; all of it is missing when there is none. */
export function compareLocks(existing: LicenseLock | undefined, wanted: LicenseLock): readonly LockChange[] {
  const before = existing?.packages ?? new Map<string, never>();
  const changes: LockChange[] = [];
  for (const [purl, entry] of wanted.packages) {
    const old = before.get(purl);
    if (old === undefined) changes.push({ kind: 'missing', purl });
    else if (renderEntry(purl, old) !== renderEntry(purl, entry)) changes.push({ kind: 'changed', purl });
  }
  for (const purl of before.keys()) if (!wanted.packages.has(purl)) changes.push({ kind: 'surplus', purl });
  return changes.toSorted((a, b) => byCodeUnit(a.purl, b.purl));
}
