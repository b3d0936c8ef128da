import type { SpdxTerm } from '../domain/spdx-expression.ts';
import { toCandidate, type LicenseCategories } from './categories.ts';
import { decideCompatibility, type CompatibilityMatrix } from './compatibility.ts';
import { decideCandidate, type ActiveRules } from './decide-candidate.ts';
import { levelRank, type Decision } from './decision.ts';
import type { Candidate } from './entry.ts';
import { membersOf } from './families.ts';
import type { FullFacts } from './facts.ts';

/** Everything that one use of a license is judged by. */
export interface TermContext extends ActiveRules {
  readonly facts: FullFacts;
  readonly categories: LicenseCategories;
  readonly matrix: CompatibilityMatrix;
}

export interface TermDecision {
  readonly decision: Decision;
  readonly candidate: Candidate;
  /** The version that the licensee takes of `X-or-later`, when that is what decided. */
  readonly member?: string;
}

/**
 * One term. `X-or-later` lets the licensee choose, so the best of its members counts: denying `GPL-2.0-only` leaves
 * `GPL-2.0-or-later` open, which lint POL012 points out.
 */
export function decideTerm(term: SpdxTerm, context: TermContext): TermDecision {
  const literal = toCandidate(written(term), context.categories, context.policy.categories);
  if (!term.orLater || context.policy.match === 'exact') return { decision: decide(literal, context), candidate: literal };
  const own: TermDecision = { decision: decide(literal, context), candidate: literal };
  const members = membersOf(term).map((member): TermDecision => {
    const candidate = toCandidate({ ...term, license: member }, context.categories, context.policy.categories);
    return { decision: decide(candidate, context), candidate, member };
  });
  // An entry that fits the words `X-or-later` themselves (`*-or-later`, `=X-or-later`) is about the choice as such.
  const all = own.decision.explicit ? [own, ...members.filter((item) => item.decision.explicit)] : members;
  const best = all.reduce((left, right) => (isBetter(right, left) ? right : left));
  // Every version is decided by the same line: no version had to be chosen.
  const chose = members.some((item) => item.decision.by.label !== best.decision.by.label);
  return chose ? best : { decision: best.decision, candidate: best.candidate };
}

function written(term: SpdxTerm): SpdxTerm {
  const plus = term.orLater && !term.license.endsWith('-or-later');
  return plus ? { ...term, license: `${term.license}+` } : term;
}

function isBetter(a: TermDecision, b: TermDecision): boolean {
  return levelRank(a.decision.level) < levelRank(b.decision.level);
}

function decide(candidate: Candidate, context: TermContext): Decision {
  const decision = decideCandidate(candidate, context);
  const outbound = decideCompatibility(candidate, context);
  return outbound !== undefined && levelRank(outbound.level) > levelRank(decision.level) ? outbound : decision;
}
