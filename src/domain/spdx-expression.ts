import parse from 'spdx-expression-parse';
import type { SpdxExpression } from './license.ts';

/** Placeholder until the parser of the branch `expr-policy` is merged: same signature, valid canonical SPDX only. */
export function toExpression(text: string): SpdxExpression | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 2000) return undefined;
  try {
    return parse(trimmed) === undefined ? undefined : (rewriteGnu(trimmed) as SpdxExpression);
  } catch {
    return undefined;
  }
}

function rewriteGnu(text: string): string {
  return text.replaceAll(/\b((?:A|L)?GPL-\d\.\d)(\+|(?![-\d.\w]))/g, (_all, id: string, plus: string) =>
    plus === '+' ? `${id}-or-later` : `${id}-only`,
  );
}
