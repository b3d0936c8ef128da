import type { Component } from '../../domain/component.ts';
import { isProduction } from '../../domain/scope.ts';

/**
 * The one scope that CycloneDX has for a component, over all of its uses: what production needs is `required`, unless it
 * needs it only optionally; what only development or tests need is `excluded`. First-party components have none: they
 * are what the document is about. A component that no project reaches has none either.
 */
export function cycloneDxScope(component: Component): 'required' | 'optional' | 'excluded' | undefined {
  const scopes = component.uses.flatMap((use) => use.scopes);
  if (component.firstParty || scopes.length === 0) return undefined;
  const production = scopes.filter(isProduction);
  if (production.length === 0) return 'excluded';
  return production.every((scope) => scope === 'optional') ? 'optional' : 'required';
}
