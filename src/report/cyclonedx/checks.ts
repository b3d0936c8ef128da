import type { Snapshot } from '../../domain/snapshot.ts';

const HEX = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/;

/**
 * What the library would drop or rename in silence: ids that stand twice, edges to nothing, hashes that are not hex.
 * All of them are bugs of ours, so this throws.
 */
export function assertRenderable(snapshot: Snapshot): void {
  const ids = new Set<string>();
  for (const { id, hashes } of snapshot.components) {
    if (id === '' || ids.has(id)) throw new Error(`component id \`${id}\` is empty or stands twice`);
    ids.add(id);
    const bad = hashes.find((hash) => !HEX.test(hash.value));
    if (bad !== undefined) throw new Error(`${bad.algorithm} hash of ${id} is not hex: \`${bad.value}\``);
  }
  for (const { from, to } of snapshot.edges) {
    if (!ids.has(from) || !ids.has(to)) throw new Error(`edge from \`${from}\` to \`${to}\` has no component at an end`);
  }
  const { time } = snapshot.source;
  if (time !== undefined && Number.isNaN(Date.parse(time))) throw new Error(`source time is no date: \`${time}\``);
}
