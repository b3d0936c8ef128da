import type { Snapshot } from '../../domain/snapshot.ts';

/** One repository as it goes into a document about many. */
export interface InventorySource {
  /** Unique in the organization. */
  readonly repository: string;
  readonly team?: string;
  readonly products?: readonly string[];
  readonly criticality?: string;
  readonly distribution?: string;
  /** Absent: nobody could look at it, and `reason` says why. */
  readonly snapshot?: Snapshot;
  readonly reason?: string;
}
