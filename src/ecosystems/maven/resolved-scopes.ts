import type { Collected } from './collect.ts';

/** Scopes by strength: what is needed to compile is needed always. */
const STRENGTH = ['system', 'test', 'provided', 'runtime', 'compile'] as const;

type MavenScope = (typeof STRENGTH)[number];

/**
 * The scope that each artifact has in the build: as the project states it, else the strongest of those by which it is
 * reached (`JavaScopeSelector` and `JavaScopeDeriver`).
 */
export function resolvedScopes({ direct, artifacts }: Collected): ReadonlyMap<string, MavenScope> {
  const scopes = new Map<string, MavenScope>();
  for (const { to, scope } of direct) if (!scopes.has(to)) scopes.set(to, toMavenScope(scope));
  const fixed = new Set(scopes.keys());
  // A scope only ever rises, and there are five: each artifact is visited a few times at most.
  const queue = [...fixed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const parent = scopes.get(id) ?? 'compile';
    for (const link of artifacts.get(id)?.links ?? []) {
      if (fixed.has(link.to)) continue;
      const own = toMavenScope(link.scope);
      const derived = link.scopeManaged ? own : derive(parent, own);
      const known = scopes.get(link.to);
      if (known !== undefined && STRENGTH.indexOf(known) >= STRENGTH.indexOf(derived)) continue;
      scopes.set(link.to, derived);
      queue.push(link.to);
    }
  }
  return scopes;
}

/** Artifacts that are reached by optional dependencies of the project only (`SimpleOptionalitySelector`). */
export function optionalArtifacts({ direct, artifacts }: Collected): ReadonlySet<string> {
  const named = new Set(direct.map(({ to }) => to));
  const needed = new Set(direct.filter(({ optional }) => !optional).map(({ to }) => to));
  const queue = [...needed];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { to } of artifacts.get(id)?.links ?? []) {
      if (needed.has(to) || named.has(to)) continue;
      needed.add(to);
      queue.push(to);
    }
  }
  return new Set([...artifacts.keys()].filter((id) => !needed.has(id)));
}

// A scope that Maven does not know is in no class path that it makes; it counts like `runtime` all the same.
function toMavenScope(scope: string): MavenScope {
  return STRENGTH.find((known) => known === scope) ?? (scope === '' ? 'compile' : 'runtime');
}

function derive(parent: MavenScope, child: MavenScope): MavenScope {
  if (child === 'system' || child === 'test' || parent === 'compile') return child;
  if (parent === 'test' || parent === 'runtime') return parent;
  return 'provided';
}
