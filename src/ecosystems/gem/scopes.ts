import type { Scope } from '../../domain/scope.ts';
import type { Gemfile, GemfileEntry } from './gemfile.ts';
import type { Gemspec } from './gemspec.ts';

/** How the project needs a gem that it names: from its groups in the Gemfile, else from a gemspec's development dependencies. */
export function dependencyScopes(name: string, gemfile: Gemfile | undefined, gemspecs: readonly Gemspec[]): readonly Scope[] {
  if (gemfile === undefined) return ['unknown'];
  const entries = gemfile.gems.filter((entry) => entry.name === name);
  const scopes = new Set(entries.flatMap(entryScopes));
  if (scopes.size > 0) return [...scopes];
  const isSpecified = gemspecs.some(({ dependencies }) =>
    dependencies.some((item) => item.name === name && item.kind === 'development'),
  );
  if (isSpecified) return gemfile.gemspecs.map(({ developmentGroup }) => groupScope(developmentGroup)).slice(0, 1);
  if (gemspecs.some((gemspec) => gemspec.name === name)) return ['runtime'];
  // something that only Ruby could read names it
  return ['unknown'];
}

/** Bundler has no development scope: by convention it is what the groups `development` and `test` hold. */
export function entryScopes({ groups, optional }: GemfileEntry): Scope[] {
  return [...new Set(groups.map((group) => (optional && !isDevelopment(group) ? 'optional' : groupScope(group))))];
}

function groupScope(group: string): Scope {
  if (group === 'test') return 'test';
  return group === 'development' ? 'dev' : 'runtime';
}

function isDevelopment(group: string): boolean {
  return groupScope(group) !== 'runtime';
}
