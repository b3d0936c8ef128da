import { isProduction } from '../domain/scope.ts';
import type { Component } from '../domain/component.ts';
import type { Snapshot } from '../domain/snapshot.ts';

/**
 * The snapshot without what only development and tests need. A component that nothing reaches stays: nobody knows that it is
 * not shipped.
 */
export function onlyProduction(snapshot: Snapshot): Snapshot {
  const components = snapshot.components.flatMap((component) => {
    const uses = component.uses.flatMap((use) => {
      const scopes = use.scopes.filter(isProduction);
      return scopes.length === 0 ? [] : [{ ...use, scopes }];
    });
    const isDropped = !component.firstParty && component.uses.length > 0 && uses.length === 0;
    return isDropped ? [] : [{ ...component, uses }];
  });
  const kept = new Set(components.map((component) => component.id));
  return {
    ...snapshot,
    source: { ...snapshot.source, config: { ...snapshot.source.config, only: 'production' } },
    components: components.map((component) => withKnownParents(component, kept)),
    edges: snapshot.edges.filter((edge) => isProduction(edge.scope) && kept.has(edge.from) && kept.has(edge.to)),
  };
}

function withKnownParents(component: Component, kept: ReadonlySet<string>): Component {
  if (component.bundledIn === undefined) return component;
  const { bundledIn, ...rest } = component;
  const known = bundledIn.filter((id) => kept.has(id));
  return known.length === 0 ? rest : { ...rest, bundledIn: known };
}
