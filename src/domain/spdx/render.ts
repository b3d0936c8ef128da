import { foldSpdx, type SpdxNode, type SpdxTerm } from './node.ts';

/** `GPL-2.0-only WITH Classpath-exception-2.0` */
export function renderTerm(term: SpdxTerm): string {
  const plus = term.orLater && !term.license.endsWith('-or-later') ? '+' : '';
  const addition = term.exception ?? term.addition;
  return `${term.license}${plus}${addition === undefined ? '' : ` WITH ${addition}`}`;
}

/** The text of a tree with only the parentheses that precedence needs: an OR inside an AND. */
export function renderNode(root: SpdxNode): string {
  // Pieces are joined once at the end; joining at every level would be quadratic in the depth.
  const pieces: string[] = [];
  type Step = string | { readonly node: SpdxNode; readonly inside: 'and' | 'or' | undefined };
  const stack: Step[] = [{ node: root, inside: undefined }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (typeof step === 'string') {
      pieces.push(step);
      continue;
    }
    const { node, inside } = step;
    if (node.type === 'term') {
      pieces.push(renderTerm(node));
      continue;
    }
    const wrapped = inside === 'and' && node.type === 'or';
    if (wrapped) stack.push(')');
    for (let i = node.children.length - 1; i >= 0; i--) {
      stack.push({ node: node.children[i] as SpdxNode, inside: node.type });
      if (i > 0) stack.push(node.type === 'and' ? ' AND ' : ' OR ');
    }
    if (wrapped) stack.push('(');
  }
  return pieces.join('');
}

/** Every term is one that SPDX defines, so the text may stand in a document as an expression. */
export function isValidSpdx(root: SpdxNode): boolean {
  return foldSpdx(root, {
    term: (term) =>
      (term.kind === 'license' || term.kind === 'reference') &&
      (term.addition === undefined || term.addition.includes('AdditionRef-')),
    branch: (_branch, children) => children.every(Boolean),
  });
}
