import type { Metric } from '../../domain/metric.ts';
import { by } from '../../domain/order.ts';
import { matchesAny } from '../registry/names.ts';
import { restrictTo, type EvidenceFacts } from './facts.ts';
import { measureComponents } from './components.ts';
import { measureElements } from './element-metrics.ts';
import { measureGovernance } from './governance.ts';
import { measureInventory } from './inventory.ts';
import { measureLicenses } from './licenses.ts';
import { measureRepositories } from './repositories.ts';
import { measureSecurity } from './security.ts';

/** All metrics of the catalogue that licet computes, by id. What cannot be measured is there too, with the reason. */
export function measure(facts: EvidenceFacts): Metric[] {
  return [
    ...measureInventory(facts),
    ...measureComponents(facts),
    ...measureLicenses(facts),
    ...measureRepositories(facts),
    ...measureGovernance(facts),
    ...measureSecurity(facts),
    ...measureElements(facts),
  ].toSorted(by((metric) => metric.id));
}

/** The same over the declared pilot alone, when there is one. */
export function measurePilot(facts: EvidenceFacts): Metric[] | undefined {
  const { pilot } = facts.registry;
  if (pilot === undefined) return undefined;
  return measure(restrictTo(facts, (name) => matchesAny(pilot.repositories, name)));
}
