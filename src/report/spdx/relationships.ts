import type { ComponentId } from '../../domain/component.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { spdxId } from './identifiers.ts';

export interface SpdxRelationship {
  readonly spdxElementId: string;
  readonly relationshipType: string;
  readonly relatedSpdxElement: string;
  readonly comment?: string;
}

// SPDX 2.3, 11.1: a runtime dependency is read from the one who needs it, the others from what is needed.
const REVERSED: Partial<Record<Scope, string>> = {
  optional: 'OPTIONAL_DEPENDENCY_OF',
  provided: 'PROVIDED_DEPENDENCY_OF',
  build: 'BUILD_DEPENDENCY_OF',
  dev: 'DEV_DEPENDENCY_OF',
  test: 'TEST_DEPENDENCY_OF',
};

/** What the document describes, what its subject contains, and who needs whom. */
export function* relationships(
  snapshot: Snapshot,
  root: ComponentId,
  contained: Iterable<ComponentId>,
): Iterable<SpdxRelationship> {
  yield relation('SPDXRef-DOCUMENT', 'DESCRIBES', spdxId(root));
  for (const id of contained) yield relation(spdxId(root), 'CONTAINS', spdxId(id));
  for (const { id, bundledIn = [] } of snapshot.components) {
    for (const parent of bundledIn) yield relation(spdxId(parent), 'CONTAINS', spdxId(id));
  }
  const seen = new Set<string>();
  for (const { from, to, scope } of snapshot.edges) {
    const key = JSON.stringify([from, to, scope]);
    if (from === to || seen.has(key)) continue;
    seen.add(key);
    yield ofEdge(spdxId(from), spdxId(to), scope);
  }
}

function ofEdge(from: string, to: string, scope: Scope): SpdxRelationship {
  const reversed = REVERSED[scope];
  if (reversed !== undefined) return relation(to, reversed, from);
  const forward = relation(from, 'DEPENDS_ON', to);
  return scope === 'runtime' ? forward : { ...forward, comment: scope === 'peer' ? 'peer dependency' : 'scope not known' };
}

function relation(spdxElementId: string, relationshipType: string, relatedSpdxElement: string): SpdxRelationship {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}
