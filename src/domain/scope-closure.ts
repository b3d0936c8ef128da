import { SCOPES, type Scope } from './scope.ts';
import type { LockedEdge } from './read-result.ts';

/** What one project reaches: scopes per package key, and the keys it names itself. */
export interface Reach {
  readonly scopes: ReadonlyMap<string, readonly Scope[]>;
  readonly direct: ReadonlySet<string>;
}

/** Outgoing edges by key; built once per result and shared by all of its projects. */
export type Adjacency = ReadonlyMap<string, readonly LockedEdge[]>;

export function toAdjacency(edges: readonly LockedEdge[]): Adjacency {
  const outgoing = new Map<string, LockedEdge[]>();
  for (const edge of edges) {
    const list = outgoing.get(edge.from);
    if (list === undefined) outgoing.set(edge.from, [edge]);
    else list.push(edge);
  }
  return outgoing;
}

/**
 * Everything reachable from one project with the scopes it is reached by. A package is visited at most once
 * per scope, so the work is linear in the edges. Development edges count for the project itself only:
 * what a dependency, or another workspace member, needs to be developed is not needed here.
 */
export function reachFrom(project: { readonly key: string }, outgoing: Adjacency): Reach {
  const seen = new Map<string, number>();
  const direct = new Set<string>();
  const queue: [key: string, scope: Scope][] = [];
  const visit = (key: string, scope: Scope): void => {
    const bit = 1 << SCOPES.indexOf(scope);
    const known = seen.get(key) ?? 0;
    if ((known & bit) !== 0) return;
    seen.set(key, known | bit);
    queue.push([key, scope]);
  };
  for (const edge of outgoing.get(project.key) ?? []) {
    direct.add(edge.to);
    visit(edge.to, edge.scope);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [key, scope] = next;
    for (const edge of outgoing.get(key) ?? []) {
      if (edge.scope === 'dev' || edge.scope === 'test') continue;
      visit(edge.to, composeScopes(scope, edge.scope));
    }
  }
  const scopes = new Map<string, readonly Scope[]>();
  for (const [key, bits] of seen) scopes.set(key, SCOPE_SETS[bits] ?? []);
  return { scopes, direct };
}

/** Every set of scopes by its bits, in canonical order: shared, since a large monorepo has millions of uses. */
const SCOPE_SETS: readonly (readonly Scope[])[] = Array.from({ length: 1 << SCOPES.length }, (_, bits) =>
  SCOPES.filter((_scope, index) => (bits & (1 << index)) !== 0),
);

/** The scope of what is reached by `next` from something reached by `first`: the weaker of the two. */
export function composeScopes(first: Scope, next: Scope): Scope {
  if (first === 'dev' || first === 'test' || first === 'unknown') return first;
  if (first === 'optional' || next === 'optional') return 'optional';
  return first === 'runtime' ? next : first;
}
