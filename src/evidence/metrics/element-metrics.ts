import type { Metric } from '../../domain/metric.ts';
import { by, sortedUnique } from '../../domain/order.ts';
import type { EvidenceFacts } from './facts.ts';
import { overSnapshots } from './scope.ts';

/**
 * `elements.<profile>.<check>` for every check of every SBOM profile, summed over the documents, and `elements.<profile>`:
 * how many of its checks hold everywhere.
 */
export function measureElements(facts: EvidenceFacts): Metric[] {
  const sums = new Map<string, { profile: string; numerator: number; denominator: number }>();
  for (const { profile, check, numerator, denominator } of facts.elements) {
    const id = `elements.${profile}.${check}`;
    const known = sums.get(id) ?? { profile, numerator: 0, denominator: 0 };
    sums.set(id, { profile, numerator: known.numerator + numerator, denominator: known.denominator + denominator });
  }
  const checks = [...sums].map(([id, { numerator, denominator }]) => overSnapshots(facts, { id, numerator, denominator }));
  const profiles = sortedUnique([...sums.values()].map(({ profile }) => profile)).map((profile) => {
    const own = [...sums.values()].filter((one) => one.profile === profile);
    const holding = own.filter(({ numerator, denominator }) => numerator === denominator);
    return overSnapshots(facts, { id: `elements.${profile}`, numerator: holding.length, denominator: own.length });
  });
  return [...checks, ...profiles].toSorted(by((metric) => metric.id));
}
