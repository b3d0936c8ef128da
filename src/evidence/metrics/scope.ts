import type { Metric } from '../../domain/metric.ts';
import { inScope, type EvidenceFacts, type Observation } from './facts.ts';

export const NO_MANIFEST = 'there is no organization manifest, and one repository cannot answer for all';

/** Repositories in scope: declared, not archived, not excluded with a reason. */
export function scopeOf(facts: EvidenceFacts): readonly Observation[] {
  return facts.observations.filter(({ repository }) => inScope(repository));
}

/** The share of the in-scope repositories for which a test holds; `unknown` where the test cannot say. */
export function repositoryShare(
  id: string,
  facts: EvidenceFacts,
  test: (observation: Observation) => boolean | undefined,
  among: (observation: Observation) => boolean = () => true,
): Metric {
  if (facts.estate.manifest === undefined) return { id, reason: NO_MANIFEST };
  const asked = scopeOf(facts).filter(among);
  const answers = asked.map(test);
  const unknown = answers.filter((answer) => answer === undefined).length;
  return withDay(facts, {
    id,
    numerator: answers.filter((answer) => answer === true).length,
    denominator: asked.length,
    ...(unknown > 0 && { unknown }),
  });
}

/** Adds the day of the newest snapshot, and how many repositories in scope were not looked at. */
export function overSnapshots(facts: EvidenceFacts, metric: Metric): Metric {
  const unmeasured = scopeOf(facts).filter(({ snapshot }) => snapshot === undefined).length;
  return withDay(facts, { ...metric, ...(unmeasured > 0 && { unmeasured }) });
}

function withDay(facts: EvidenceFacts, metric: Metric): Metric {
  const days = scopeOf(facts).flatMap(({ snapshot }) => snapshot?.day ?? []);
  const newest = days.toSorted().at(-1);
  return newest === undefined ? metric : { ...metric, observedOn: newest };
}
