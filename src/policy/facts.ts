import { matchesGlob, matchesPath } from './glob.ts';
import type { Condition, ContextRule, Facts } from './model.ts';

/** Facts after the path's contexts and the defaults. The three that decide most are always there. */
export interface FullFacts extends Facts {
  readonly scope: NonNullable<Facts['scope']>;
  readonly distribution: NonNullable<Facts['distribution']>;
  readonly linking: NonNullable<Facts['linking']>;
}

/** When nothing is said: what ships to strangers. */
const FAIL_CLOSED = { scope: 'runtime', distribution: 'binary', linking: 'unknown' } as const;

// Ecosystems whose tools link what they build into one file unless told otherwise. Where a runtime loads packages,
// bundlers may still join them, so those stay unknown: an assumption may tighten, not relax.
const STATIC_BY_DEFAULT = new Set(['cargo', 'golang', 'swift', 'hackage']);

/** How an ecosystem usually links, for policies that say nothing of it. Reported as assumed. */
export function usualLinking(ecosystem: string | undefined): Pick<Facts, 'linking'> {
  return ecosystem !== undefined && STATIC_BY_DEFAULT.has(ecosystem) ? { linking: 'static' } : {};
}

/** First match per fact wins; what is known of the use itself goes before what the policy says of the path. */
export function completeFacts(known: Facts, contexts: readonly ContextRule[], defaults: Facts): FullFacts {
  const path = known.path ?? '';
  const matching = contexts.filter((context) => context.paths.some((pattern) => matchesPath(pattern, path)));
  // Applied from the last to the first, so that the first one stays.
  const fromPaths: Facts = Object.assign({}, ...matching.toReversed().map((context) => context.set)) as Facts;
  return { ...FAIL_CLOSED, ...defaults, ...fromPaths, ...known };
}

/** Does every condition hold? A condition on a fact that nobody knows does not. */
export function holds(condition: Condition | undefined, facts: Facts): boolean {
  if (condition === undefined) return true;
  return (
    includes(condition.scope, facts.scope) &&
    includes(condition.distribution, facts.distribution) &&
    includes(condition.linking, facts.linking) &&
    includes(condition.relationship, facts.relationship) &&
    includes(condition.ecosystem, facts.ecosystem) &&
    like(condition.product, facts.product) &&
    like(condition.team, facts.team) &&
    like(condition.outbound, facts.outbound) &&
    (condition.modified === undefined || condition.modified === (facts.modified ?? false)) &&
    (condition.paths === undefined || condition.paths.some((pattern) => matchesPath(pattern, facts.path ?? '')))
  );
}

function includes<T>(wanted: readonly T[] | undefined, fact: T | undefined): boolean {
  return wanted === undefined || (fact !== undefined && wanted.includes(fact));
}

function like(wanted: readonly string[] | undefined, fact: string | undefined): boolean {
  return wanted === undefined || (fact !== undefined && wanted.some((pattern) => matchesGlob(pattern, fact)));
}
