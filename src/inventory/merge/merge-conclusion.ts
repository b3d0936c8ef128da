import { sortedUnique } from '../../domain/order.ts';
import type { LicenseConclusion, SpdxExpression } from '../../domain/license.ts';

/**
 * One conclusion from those of several scans about the same bytes. Who knows more counts; two who know different things are a
 * conflict and not a choice.
 */
export function mergeConclusions(a: LicenseConclusion, b: LicenseConclusion): LicenseConclusion {
  const candidates = sortedUnique([...expressionsOf(a), ...expressionsOf(b)]) as SpdxExpression[];
  const basis = [...new Set([...(a.basis ?? []), ...(b.basis ?? [])])].toSorted((left, right) => left - right);
  if (candidates.length > 1) return { status: 'conflict', candidates, basis };
  if (rank(a) !== rank(b)) return rank(a) > rank(b) ? a : b;
  return a.basis === undefined && b.basis === undefined ? a : { ...a, basis };
}

function expressionsOf(conclusion: LicenseConclusion): readonly SpdxExpression[] {
  if (conclusion.status === 'concluded') return [conclusion.expression];
  return conclusion.status === 'conflict' ? conclusion.candidates : [];
}

// `declared-and-detected` rests on more than `declared`; a package that is not at hand says less than one that was looked at.
function rank(conclusion: LicenseConclusion): number {
  switch (conclusion.status) {
    case 'conflict':
      return 9;
    case 'concluded':
      return conclusion.rule === 'curated' ? 8 : conclusion.rule === 'declared-and-detected' ? 7 : 6;
    case 'none':
      return 3;
    case 'no-assertion':
      return conclusion.reason === 'package-not-on-disk' ? 0 : 1;
  }
}
