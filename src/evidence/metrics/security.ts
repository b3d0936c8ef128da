import type { Metric } from '../../domain/metric.ts';
import { isRecent } from '../dates.ts';
import { readVulnerabilities } from '../registry/imports.ts';
import { matchesAny } from '../registry/names.ts';
import { FRESH_DAYS } from './inventory.ts';
import type { EvidenceFacts } from './facts.ts';
import { repositoryShare } from './scope.ts';

/** Imported results about vulnerabilities; licet finds none itself. */
export function measureSecurity(facts: EvidenceFacts): Metric[] {
  const results = readVulnerabilities(facts.registry, facts.files).filter(({ readable }) => readable);
  const fresh = results.filter(({ date }) => isRecent(date, facts.judgedOn, FRESH_DAYS));
  return [
    results.length === 0
      ? { id: 'vulnerabilities.imported', reason: 'no results about vulnerabilities are registered' }
      : repositoryShare('vulnerabilities.imported', facts, ({ repository }) =>
          fresh.some(({ repositories }) => matchesAny(repositories, repository.name)),
        ),
    decided(results),
    suppliersDelivered(facts),
    suppliersComplete(facts),
  ];
}

function decided(results: ReturnType<typeof readVulnerabilities>): Metric {
  const id = 'vulnerabilities.decided';
  if (results.length === 0) return { id, reason: 'no results about vulnerabilities are registered' };
  const known = new Set(results.flatMap((result) => result.known));
  const answered = new Set(results.flatMap((result) => result.decided));
  if (known.size === 0) return { id, numerator: 0, denominator: 0, reason: 'the imported results name no vulnerability' };
  return { id, numerator: [...known].filter((one) => answered.has(one)).length, denominator: known.size };
}

const MINIMUM = 'ntia-2021';

function suppliersComplete({ registry, supplierSboms }: EvidenceFacts): Metric {
  const id = 'suppliers.complete';
  if (registry.suppliers.length === 0) return { id, reason: 'no suppliers are registered' };
  const delivered = supplierSboms.filter(({ state }) => state !== 'missing');
  const unscored = delivered.filter(({ state }) => state === 'unscored').length;
  const numerator = delivered.filter(({ profiles }) =>
    profiles.some(({ id: profile, passed, checks }) => profile === MINIMUM && passed === checks),
  ).length;
  return { id, numerator, denominator: delivered.length, ...(unscored > 0 && { unknown: unscored }) };
}

function suppliersDelivered({ registry, files }: EvidenceFacts): Metric {
  const id = 'suppliers.delivered';
  if (registry.suppliers.length === 0) return { id, reason: 'no suppliers are registered' };
  const numerator = registry.suppliers.filter(({ sboms }) => sboms.some(({ file }) => files.has(file))).length;
  return { id, numerator, denominator: registry.suppliers.length };
}
