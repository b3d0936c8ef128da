import type { Snapshot } from '../../domain/snapshot.ts';

/**
 * The snapshot with component ids written as bom-refs: percent-encoding undone. A bom-ref is opaque to the standard, but
 * cdx-validate refuses one that looks like an encoded purl. Where two would become the same, both stay as they are.
 */
export function withReadableRefs(snapshot: Snapshot): { readonly snapshot: Snapshot; readonly refOf: (id: string) => string } {
  const decoded = new Map(
    snapshot.components.map((component) => [component.id, component.firstParty ? component.id : decode(component.id)]),
  );
  const counts = new Map<string, number>();
  for (const [id, ref] of decoded) for (const name of new Set([id, ref])) counts.set(name, (counts.get(name) ?? 0) + 1);
  const refOf = (id: string): string => {
    const ref = decoded.get(id) ?? id;
    return counts.get(ref) === 1 ? ref : id;
  };
  const renamed = {
    ...snapshot,
    components: snapshot.components.map((component) => ({ ...component, id: refOf(component.id) })),
    edges: snapshot.edges.map((edge) => ({ ...edge, from: refOf(edge.from), to: refOf(edge.to) })),
  };
  return { snapshot: renamed, refOf };
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a stray percent sign: not an encoding, so nothing to undo
  }
}
