import { foldSpdx, renderTerm, type SpdxNode } from '../domain/spdx-expression.ts';
import { sortedUnique } from '../domain/order.ts';

/** A key that is the same for expressions that differ only in order, parentheses and repetition. */
export function normalKey(node: SpdxNode): string {
  return foldSpdx<{ readonly type: string; readonly parts: readonly string[] }>(node, {
    term: (term) => ({ type: 'term', parts: [renderTerm(term).toLowerCase()] }),
    branch: (branch, children) => ({
      type: branch.type,
      parts: sortedUnique(children.flatMap((child) => (child.type === branch.type ? child.parts : [joined(child)]))),
    }),
  }).parts.join(node.type === 'or' ? '|' : '&');
}

function joined(part: { readonly type: string; readonly parts: readonly string[] }): string {
  return part.parts.length === 1 ? (part.parts[0] ?? '') : `(${part.parts.join(part.type === 'or' ? '|' : '&')})`;
}
