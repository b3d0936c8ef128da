import type { Trend } from '../history/trend.ts';
import type { EvaluatedItem } from './evaluated.ts';

const ENOUGH_SNAPSHOTS = 3;

/** What a rating looks at beside the evidence. */
export interface RatingFacts {
  readonly trendOf: (metric: string) => Trend;
  readonly snapshots: number;
}

/**
 * A rating of 0 to 5 for one activity, proposed from what is evidenced: 0 nothing is known, 1 something is there,
 * 2 what people wrote and stated is current, 3 what can be measured reaches its target too, 4 over at least three
 * snapshots, 5 and it improves.
 */
export function proposeRating(items: readonly EvaluatedItem[], facts: RatingFacts): number {
  const evidence = items
    .filter(({ state }) => state !== 'not_applicable')
    .flatMap((item) => item.evidence.filter((one) => !one.optional));
  if (evidence.every(({ state }) => state === 'unknown')) return 0;
  const current = (kinds: readonly string[]): boolean =>
    evidence
      .filter(({ kind }) => kinds.includes(kind))
      .every(({ state }) => ['pass', 'attested', 'not_applicable'].includes(state));
  if (!current(['artifact', 'attested'])) return 1;
  const measured = evidence.filter(({ kind }) => kind === 'automatic');
  // What was measured and misses its target is not yet managed either.
  if (measured.some(({ state }) => state === 'fail' || state === 'conflict')) return 1;
  if (measured.length === 0 || measured.some(({ state }) => state !== 'pass')) return 2;
  if (facts.snapshots < ENOUGH_SNAPSHOTS) return 3;
  const directions = new Set(measured.map(({ name }) => facts.trendOf(name).direction));
  return directions.has('improved') && !directions.has('regressed') ? 5 : 4;
}
