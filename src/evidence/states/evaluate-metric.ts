import type { Metric } from '../../domain/metric.ts';
import type { AutomaticRequirement } from '../checklists/checklist.ts';
import { meetsThreshold } from '../checklists/threshold.ts';
import { daysBetween } from '../dates.ts';
import type { EvaluatedEvidence } from './evaluated.ts';
import type { State } from './state.ts';

/** Holds a metric against the target of a requirement; what was not measured is unknown. */
export function evaluateMetric(requirement: AutomaticRequirement, metric: Metric | undefined, today: string): EvaluatedEvidence {
  const { changed } = requirement;
  // A target of one's own that has run out gives way to the source's.
  const isOver = changed?.expires !== undefined && changed.expires < today;
  const threshold = isOver ? changed.from : requirement.threshold;
  const found = stateOf(threshold, metric, { today, maxAgeDays: requirement.maxAgeDays });
  const { id: _id, reason: _reason, ...numbers } = metric ?? { id: '' };
  return {
    kind: 'automatic',
    name: requirement.metric,
    title: requirement.metric,
    optional: requirement.optional,
    state: found.state,
    why: isOver
      ? `${found.why}; the target of its own, \`${requirement.threshold}\`, ran out on ${changed.expires ?? ''}`
      : found.why,
    threshold,
    ...numbers,
    ...(changed !== undefined && {
      changed: {
        from: changed.from,
        reason: changed.reason,
        owner: changed.owner,
        ...(changed.expires !== undefined && { expires: changed.expires }),
        otherwise: stateOf(changed.from, metric, { today, maxAgeDays: requirement.maxAgeDays }).state,
      },
    }),
  };
}

interface Age {
  readonly today: string;
  readonly maxAgeDays: number | undefined;
}

function stateOf(threshold: string, metric: Metric | undefined, { today, maxAgeDays }: Age): { state: State; why: string } {
  if (metric?.numerator === undefined) return { state: 'unknown', why: metric?.reason ?? 'nothing measures it' };
  if (metric.denominator === 0) return { state: 'unknown', why: metric.reason ?? 'there is nothing to count' };
  const asked = `${renderNumbers(metric)}, asked for \`${threshold}\``;
  const state = meets(threshold, metric);
  if (state !== 'pass') return { state, why: asked };
  const age = metric.observedOn === undefined ? 0 : daysBetween(metric.observedOn, today);
  if (maxAgeDays !== undefined && age > maxAgeDays)
    return { state: 'stale', why: `${asked}; measured ${age} days ago, asked for at most ${maxAgeDays}` };
  return { state, why: asked };
}

/**
 * Unknown could turn out either way, so both ends are tried: it passes when it passes with every unknown counted against
 * it, and fails when it fails with every unknown counted for it.
 */
function meets(threshold: string, metric: Metric): State {
  const { numerator = 0, denominator, unknown = 0, unmeasured = 0 } = metric;
  const worst = meetsThreshold(threshold, numerator, denominator);
  const best = meetsThreshold(threshold, numerator + unknown, denominator);
  // A plain count can only grow by what was not looked at; a share of it can go either way.
  if (unmeasured > 0) {
    if (threshold.startsWith('>=') && denominator === undefined) return worst ? 'pass' : 'unknown';
    return worst ? 'unknown' : 'fail';
  }
  if (worst && best) return 'pass';
  return worst || best ? 'unknown' : 'fail';
}

/** `54 of 60 (2 unknown)`: the numbers, with what nobody knows beside them. */
export function renderNumbers({ numerator, denominator, unknown = 0, unmeasured = 0 }: Metric): string {
  if (numerator === undefined) return 'not measured';
  const base = denominator === undefined ? String(numerator) : `${numerator} of ${denominator}`;
  const notes = [
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(unmeasured > 0 ? [`${unmeasured} ${unmeasured === 1 ? 'repository' : 'repositories'} not looked at`] : []),
  ];
  return notes.length === 0 ? base : `${base} (${notes.join(', ')})`;
}
