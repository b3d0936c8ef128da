import type { Component } from '../../domain/component.ts';
import { isProduction } from '../../domain/scope.ts';

/**
 * The one scope that CycloneDX has for a component, over all of its uses: what production needs is `required`, unless it
 * needs it only optionally; what only development or tests need is `excluded`. First-party components have none: they
 * are what the document is about. A component that no project reaches has none either.
 */
export function cycloneDxScope(component: Component): 'required' | 'optional' | 'excluded' | undefined {
  if (component.firstParty) return undefined;
  let found: 'optional' | 'excluded' | undefined;
  for (const { scopes } of component.uses)
    for (const scope of scopes) {
      if (scope === 'optional') found = 'optional';
      else if (isProduction(scope)) return 'required';
      else found ??= 'excluded';
    }
  return found;
}
