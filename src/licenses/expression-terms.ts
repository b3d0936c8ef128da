import type { SpdxExpression } from '../domain/license.ts';

/** A canonical expression as a tree. Operators of one kind are one node, however many terms they join. */
export type ExpressionTree =
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly ExpressionTree[] };

type Operator = 'AND' | 'OR' | '(';
const RANK = { '(': 0, OR: 1, AND: 2 } as const;

/** The tree of a canonical expression, without recursion over its text; `X WITH E` is one term. */
export function expressionTree(expression: SpdxExpression): ExpressionTree {
  const values: ExpressionTree[] = [];
  const operators: Operator[] = [];
  const apply = (): void => {
    const operator = operators.pop();
    const right = values.pop();
    const left = values.pop();
    if (operator === undefined || operator === '(' || left === undefined || right === undefined) return;
    const kind = operator === 'AND' ? 'and' : 'or';
    // `parts` is appended to in place, so that a chain of 10,000 terms stays linear
    if (left.kind === kind) (left.parts as ExpressionTree[]).push(right);
    else values.push({ kind, parts: [left, right] });
    if (left.kind === kind) values.push(left);
  };
  for (const token of tokens(expression)) {
    if (token === '(') operators.push('(');
    else if (token === ')') {
      while (operators.length > 0 && operators.at(-1) !== '(') apply();
      operators.pop();
    } else if (token === 'AND' || token === 'OR') {
      for (let top = operators.at(-1); top !== undefined && RANK[top] >= RANK[token]; top = operators.at(-1)) apply();
      operators.push(token);
    } else values.push({ kind: 'term', term: token });
  }
  while (operators.length > 0) apply();
  return values[0] ?? { kind: 'term', term: expression };
}

/** The terms of an expression, in order, each once. */
export function expressionTerms(expression: SpdxExpression): ReadonlySet<string> {
  return new Set(tokens(expression).filter((token) => !['(', ')', 'AND', 'OR'].includes(token)));
}

function tokens(expression: string): string[] {
  const words = expression.replaceAll(/[()]/g, ' $& ').split(' ').filter(Boolean);
  const out: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'WITH' && out.length > 0) {
      out[out.length - 1] += ` WITH ${words[at + 1] ?? ''}`;
      at += 1;
    } else out.push(word);
  }
  return out;
}
