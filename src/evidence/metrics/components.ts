import type { Metric } from '../../domain/metric.ts';
import type { ComponentFact, EvidenceFacts } from './facts.ts';
import { overSnapshots, scopeOf } from './scope.ts';

/** Third-party components of the repositories in scope, each once however many repositories use it. */
export function distinctComponents(facts: EvidenceFacts): ReadonlyMap<string, readonly ComponentFact[]> {
  const found = new Map<string, ComponentFact[]>();
  for (const { snapshot } of scopeOf(facts)) {
    for (const component of snapshot?.components ?? []) {
      const known = found.get(component.id);
      if (known === undefined) found.set(component.id, [component]);
      else known.push(component);
    }
  }
  return found;
}

/** Shares of the distinct third-party components. */
export function measureComponents(facts: EvidenceFacts): Metric[] {
  const components = [...distinctComponents(facts).values()];
  const share = (id: string, test: (seen: readonly ComponentFact[]) => boolean): Metric =>
    overSnapshots(facts, { id, numerator: components.filter(test).length, denominator: components.length });
  const owned = new Set(
    scopeOf(facts)
      .filter(({ repository }) => repository.owners.length > 0)
      .flatMap(({ snapshot }) => (snapshot?.components ?? []).map(({ id }) => id)),
  );
  const production = components.filter((seen) => seen.some((one) => one.production));
  return [
    share('components.direct', (seen) => seen.some((one) => one.direct)),
    share('components.locked', (seen) => seen.every((one) => one.locked)),
    share('licenses.resolved', (seen) => seen.some((one) => one.status === 'concluded')),
    share('duplication.patched', (seen) => seen.some((one) => one.patched)),
    overSnapshots(facts, {
      id: 'components.owned',
      numerator: production.filter((seen) => owned.has(seen[0]?.id ?? '')).length,
      denominator: production.length,
    }),
    lifecycle('lifecycle.known'),
    lifecycle('lifecycle.retired'),
  ];
}

function lifecycle(id: string): Metric {
  return { id, reason: 'lockfiles do not say which versions are maintained; nothing was imported that does' };
}
