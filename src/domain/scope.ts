/**
 * How a project needs a component. Declared by the manifest or lockfile, carried along the graph.
 *
 * `build` dependencies ship code (a Cargo build script links what it makes), so they count as production;
 * only `dev` and `test` do not.
 */
export const SCOPES = ['runtime', 'optional', 'peer', 'provided', 'build', 'dev', 'test', 'unknown'] as const;

export type Scope = (typeof SCOPES)[number];

export function isProduction(scope: Scope): boolean {
  return scope !== 'dev' && scope !== 'test';
}

/** Scopes in the order of `SCOPES`, each once: the canonical form of a scope set. */
export function sortScopes(scopes: Iterable<Scope>): Scope[] {
  const present = new Set(scopes);
  return SCOPES.filter((scope) => present.has(scope));
}
