import type { Metric } from '../../domain/metric.ts';
import { daysBetween } from '../dates.ts';
import type { EvidenceFacts } from '../metrics/facts.ts';
import type { HistoryLine } from './history.ts';

/** One day's open findings: an earlier line, or today's. */
export type FindingsOfDay = Pick<HistoryLine, 'judgedOn' | 'open' | 'waived' | 'repositories'>;

export interface FollowedFinding {
  readonly id: string;
  readonly repository: string;
  readonly component: string;
  readonly code: string;
  /** First day on which it was seen. */
  readonly openedOn: string;
}

export interface FollowedFindings {
  /** Gone from a repository that was looked at, and not because a waiver permits it. */
  readonly closed: readonly (FollowedFinding & { readonly closedOn: string })[];
  /** Permitted by a waiver since. */
  readonly accepted: readonly FollowedFinding[];
  readonly open: readonly FollowedFinding[];
}

/** Today's open findings, as a line of the history would hold them. */
export function today({ judgedOn, observations }: Pick<EvidenceFacts, 'judgedOn' | 'observations'>): FindingsOfDay {
  return {
    judgedOn,
    open: observations.flatMap(({ repository, judgement }) =>
      (judgement?.findings ?? [])
        .filter((finding) => finding.state === 'open')
        .map(({ id, code, component }) => ({ id, repository: repository.name, code, component: component.id })),
    ),
    waived: observations.flatMap(({ repository, judgement }) =>
      (judgement?.findings ?? [])
        .filter((finding) => finding.state === 'waived')
        .map(({ id, component }) => findingKey({ repository: repository.name, id, component: component.id })),
    ),
    repositories: observations.filter(({ snapshot }) => snapshot !== undefined).map(({ repository }) => repository.name),
  };
}

/** Every day of which the findings are known, today's last. */
export function daysOf(facts: EvidenceFacts): readonly FindingsOfDay[] {
  const names = new Set(facts.estate.repositories.map(({ name }) => name));
  const earlier = facts.history.map(({ judgedOn, open, waived, repositories }) => ({
    judgedOn,
    waived,
    open: open.filter(({ repository }) => names.has(repository)),
    repositories: repositories.filter((name) => names.has(name)),
  }));
  return [...earlier, today(facts)];
}

/**
 * Follows each finding over the days: open since when, closed when. It is closed when it is gone from a repository that
 * was looked at; a repository that was not scanned closes nothing.
 */
export function followFindings(days: readonly FindingsOfDay[]): FollowedFindings {
  const opened = new Map<string, FollowedFinding>();
  const closed: FollowedFindings['closed'][number][] = [];
  const accepted: FollowedFinding[] = [];
  for (const { judgedOn, open, waived, repositories } of days) {
    const permitted = new Set(waived);
    const now = new Map(open.map((one) => [findingKey(one), one]));
    const seen = new Set(repositories);
    for (const [key, one] of opened) {
      if (now.has(key) || !seen.has(one.repository)) continue;
      if (permitted.has(key)) accepted.push(one);
      else closed.push({ ...one, closedOn: judgedOn });
      opened.delete(key);
    }
    for (const [key, one] of now) if (!opened.has(key)) opened.set(key, { ...one, openedOn: judgedOn });
  }
  return { closed, accepted, open: [...opened.values()] };
}

/** Which finding it is, from day to day. */
export function findingKey({ repository, id, component }: Pick<FollowedFinding, 'repository' | 'id' | 'component'>): string {
  return `${repository}\n${id}\n${component}`;
}

/** One point of a series; without a value it is a gap, and is shown as one. */
export interface TrendPoint {
  readonly judgedOn: string;
  readonly metric?: Metric;
  /** Judged by another policy than the point before: the two do not compare. */
  readonly policyChanged: boolean;
}

export interface Trend {
  readonly id: string;
  readonly points: readonly TrendPoint[];
  readonly direction: 'improved' | 'regressed' | 'unchanged' | 'gap' | 'first';
}

/** More days than this between two packs are a gap that the reader has to see. */
export const GAP_DAYS = 45;

/** The series of one metric over the history and today. */
export function trendOf(
  id: string,
  facts: Pick<EvidenceFacts, 'history' | 'judgedOn'> & { readonly policySha256: string; readonly metrics: readonly Metric[] },
  lowerIsBetter: boolean,
): Trend {
  const days = [
    ...facts.history.map(({ judgedOn, policySha256, metrics }) => ({
      judgedOn,
      policySha256,
      metrics: metrics as readonly Metric[],
    })),
    { judgedOn: facts.judgedOn, policySha256: facts.policySha256, metrics: facts.metrics },
  ];
  const points = days.map(({ judgedOn, policySha256, metrics }, index): TrendPoint => {
    const metric = metrics.find((one) => one.id === id && one.numerator !== undefined);
    const before = days[index - 1];
    return {
      judgedOn,
      ...(metric !== undefined && { metric }),
      policyChanged: before !== undefined && before.policySha256 !== policySha256,
    };
  });
  return { id, points, direction: directionOf(points, lowerIsBetter) };
}

/** Days without a pack that are long enough to hide something: from, to. */
export function gapsOf(
  days: readonly { readonly judgedOn: string }[],
): readonly { readonly from: string; readonly to: string }[] {
  return days.flatMap(({ judgedOn }, index) => {
    const before = days[index - 1]?.judgedOn;
    return before !== undefined && daysBetween(before, judgedOn) > GAP_DAYS ? [{ from: before, to: judgedOn }] : [];
  });
}

function directionOf(points: readonly TrendPoint[], lowerIsBetter: boolean): Trend['direction'] {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (before === undefined) return 'first';
  if (last?.metric === undefined || before.metric === undefined) return 'gap';
  const difference = compareMetrics(last.metric, before.metric);
  if (difference === 0) return 'unchanged';
  return difference > 0 === lowerIsBetter ? 'regressed' : 'improved';
}

/** Compares two shares (or counts) without dividing. */
function compareMetrics(a: Metric, b: Metric): number {
  const [n, m] = [a.numerator ?? 0, b.numerator ?? 0];
  if (a.denominator === undefined || b.denominator === undefined) return n - m;
  return n * b.denominator - m * a.denominator;
}
