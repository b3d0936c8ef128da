import type { ComponentId } from '../../domain/component.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { composeAggregates, type Aggregate } from '../cyclonedx/compositions.ts';
import { element, type Element } from './elements.ts';

// SPDX 3.0.1, Core/LifecycleScopeType and Core/RelationshipType.
const RELATIONS: Readonly<Record<Scope, { readonly type: string; readonly scope?: string; readonly comment?: string }>> = {
  runtime: { type: 'dependsOn', scope: 'runtime' },
  peer: { type: 'dependsOn', scope: 'runtime', comment: 'peer dependency' },
  build: { type: 'dependsOn', scope: 'build' },
  dev: { type: 'dependsOn', scope: 'development' },
  test: { type: 'dependsOn', scope: 'test' },
  optional: { type: 'hasOptionalDependency' },
  provided: { type: 'hasProvidedDependency' },
  unknown: { type: 'dependsOn', comment: 'scope not known' },
};

const COMPLETENESS: Readonly<Record<Aggregate, string>> = {
  complete: 'complete',
  incomplete: 'incomplete',
  unknown: 'noAssertion',
};

/** Who needs whom: one relationship per component and scope, with what is known of its completeness. */
export function* dependencyElements(snapshot: Snapshot, root: ComponentId, idOf: (id: ComponentId) => string): Iterable<Element> {
  const completeness = new Map<string, Aggregate>();
  for (const { aggregate, dependencies } of composeAggregates(snapshot, root)) {
    for (const id of dependencies) completeness.set(id, aggregate);
  }
  for (const [id, byScope] of groupEdges(snapshot)) {
    for (const [scope, targets] of byScope) {
      const relation = RELATIONS[scope];
      yield element(relation.scope === undefined ? 'Relationship' : 'LifecycleScopedRelationship', `${idOf(id)}-${scope}`, {
        ...(relation.comment !== undefined && { comment: relation.comment }),
        completeness: COMPLETENESS[completeness.get(id) ?? 'unknown'],
        from: idOf(id),
        relationshipType: relation.type,
        ...(relation.scope !== undefined && { scope: relation.scope }),
        to: [...targets].map(idOf),
      });
    }
  }
}

function groupEdges({ edges }: Snapshot): ReadonlyMap<ComponentId, ReadonlyMap<Scope, ReadonlySet<ComponentId>>> {
  const groups = new Map<ComponentId, Map<Scope, Set<ComponentId>>>();
  for (const { from, to, scope } of edges) {
    if (from === to) continue;
    const byScope = groups.get(from) ?? new Map<Scope, Set<ComponentId>>();
    byScope.set(scope, (byScope.get(scope) ?? new Set()).add(to));
    groups.set(from, byScope);
  }
  return groups;
}
