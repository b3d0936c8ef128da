import { by } from '../../domain/order.ts';
import { InventoryMerge, type MergedInventory, type MergeOptions } from './merge-snapshots.ts';
import type { InventorySource } from './source.ts';

/** All snapshots as one, in whatever order they are given. */
export function mergeSnapshots(sources: Iterable<InventorySource>, options: MergeOptions): MergedInventory {
  const merge = new InventoryMerge(options);
  for (const source of [...sources].toSorted(by((one) => one.repository))) merge.add(source);
  return merge.finish();
}
