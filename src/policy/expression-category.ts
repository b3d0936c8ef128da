import type { SpdxExpression } from '../domain/license.ts';
import { foldSpdx, parseSpdx } from '../domain/spdx-expression.ts';
import { categoryRank, toCandidate, type LicenseCategories } from './categories.ts';

/** One category for a whole expression: of an OR the freest branch, of an AND the most binding part. */
export function expressionCategory(expression: SpdxExpression, categories: LicenseCategories): string | undefined {
  const parsed = parseSpdx(expression);
  if (!parsed.ok) return undefined;
  return foldSpdx<string | undefined>(parsed.node, {
    term(term) {
      const candidate = toCandidate(term, categories, []);
      return candidate.pairCategory ?? candidate.category;
    },
    branch({ type }, children) {
      const sorted = children.toSorted((a, b) => categoryRank(a) - categoryRank(b));
      return type === 'or' ? sorted[0] : sorted.at(-1);
    },
  });
}
