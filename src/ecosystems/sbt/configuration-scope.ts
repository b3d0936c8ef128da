import type { Scope } from '../../domain/scope.ts';

/** How what a configuration of sbt holds is used; `it` is its integration test. */
export function configurationScope(configuration: string): Scope {
  if (/^(?:test|it)(?:-|$)|test$/i.test(configuration)) return 'test';
  if (configuration === 'provided') return 'provided';
  if (configuration === 'optional') return 'optional';
  return /^(?:scala-tool|plugin|scala-doc-tool|docs?|sources|pom)$/.test(configuration) ? 'dev' : 'runtime';
}
