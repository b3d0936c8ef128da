import type { Snapshot } from '../domain/snapshot.ts';
import type { SnapshotDiff } from '../domain/snapshot-diff.ts';
import { diffSnapshots } from '../inventory/diff/diff-snapshots.ts';
import { withKnownLicenses } from './check.ts';

/**
 * What is different between two snapshots. A license that only one side could see (packages are installed for a checkout and not
 * for a git ref) is no change.
 */
export function diff(base: Snapshot, head: Snapshot): SnapshotDiff {
  return diffSnapshots(withKnownLicenses(base, head), withKnownLicenses(head, base));
}
