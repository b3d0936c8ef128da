import type { SpdxExpression } from '../domain/license.ts';
import { foldSpdx, parseSpdx, renderTerm, spdxTerms, type SpdxNode } from '../domain/spdx-expression.ts';

/**
 * Do the texts of a package agree with what it declares? They do when every text is one that the declaration names,
 * and the texts suffice for one way through it: `MIT OR Apache-2.0` with only an MIT text agrees, `MIT AND ISC` with
 * only the MIT text is incomplete, and a text with terms beyond the declaration contradicts it.
 */
export type Agreement = 'agrees' | 'incomplete' | 'contradicts';

/** @param stated the detection rests on a notice or tag that says "only" or "or later", not on a bare license text */
export function agreementOf(declared: SpdxExpression, detected: SpdxExpression, stated: boolean): Agreement {
  if (declared === detected) return 'agrees';
  const tree = treeOf(declared);
  const declaredTerms = termsOf(tree);
  const same = (term: string, found: string): boolean => sameTerms(term, found, stated);
  // A text may itself offer a choice: one branch within the declaration is enough.
  const within = alternativesOf(treeOf(detected))
    .map(termsOf)
    .filter((terms) => terms.every((found) => declaredTerms.some((term) => same(term, found) || isPartOf(found, term))));
  if (within.length === 0) return 'contradicts';
  const found = within.flat();
  const suffices = satisfiesTree(tree, (term) => found.some((other) => same(term, other)));
  return suffices ? 'agrees' : 'incomplete';
}

/** Is there a way through an expression on which every term is accepted? */
export function satisfies(expression: SpdxExpression, accepts: (term: string) => boolean): boolean {
  return satisfiesTree(treeOf(expression), accepts);
}

function satisfiesTree(tree: SpdxNode, accepts: (term: string) => boolean): boolean {
  return foldSpdx<boolean>(tree, {
    term: (term) => accepts(renderTerm(term)),
    branch: ({ type }, parts) => (type === 'and' ? parts.every(Boolean) : parts.some(Boolean)),
  });
}

/** Is the license that a text carries among those that are declared? */
export function isNamedBy(declared: SpdxExpression, found: string, stated: boolean): boolean {
  return expressionTerms(declared).some((term) => sameTerms(term, found, stated) || isPartOf(found, term));
}

/** The terms of an expression as they are written. */
export function expressionTerms(expression: SpdxExpression): readonly string[] {
  return termsOf(treeOf(expression));
}

function treeOf(expression: SpdxExpression): SpdxNode {
  const parsed = parseSpdx(expression);
  if (!parsed.ok) throw new Error(`not a canonical expression: ${expression}`);
  return parsed.node;
}

function alternativesOf(tree: SpdxNode): readonly SpdxNode[] {
  return tree.type === 'or' ? tree.children : [tree];
}

function termsOf(tree: SpdxNode): string[] {
  return spdxTerms(tree).map(renderTerm);
}

/**
 * The text of a GNU license is the same for "only" and "or later": that choice stands in a notice, not in the text.
 * The base license's text stands for `X WITH E` too: an exception has a file or a notice of its own.
 */
function sameTerms(declared: string, detected: string, stated: boolean): boolean {
  if (declared === detected) return true;
  const [base = declared] = declared.split(' WITH ');
  const [found = detected, exception] = detected.split(' WITH ');
  if (exception !== undefined && declared.includes(' WITH ')) return false;
  return stated ? base === found : family(base) === family(found);
}

/** Do two terms stand in one text, so that a copy of it serves both? Of `X WITH E` the text of `X` is asked. */
export function hasSameText(a: string, b: string): boolean {
  return sameTerms(a, b, false);
}

// LGPL-3.0 is written as permissions on top of GPL-3.0, whose text it asks to be shipped beside it (section 4b). The license of
// the Python Software Foundation is the first of the stack that is shipped as Python's text.
function isPartOf(found: string, declared: string): boolean {
  if (declared === 'PSF-2.0') return family(found) === 'Python-2.0';
  return family(found) === 'GPL-3.0' && family(declared.split(' WITH ')[0] ?? '') === 'LGPL-3.0';
}

function family(id: string): string {
  const plain = id.replace(/\+$|-only$|-or-later$/, '');
  return SAME_TEXT.get(plain) ?? plain;
}

// Ids of texts that differ in filled-in names or in words without effect on what a user has to do.
const SAME_TEXT: ReadonlyMap<string, string> = new Map([
  ['X11', 'MIT'], // adds that the consortium's name is not used in advertising
  ['X11-distribute-modifications-variant', 'MIT'],
  ['BSD-2-Clause-Views', 'BSD-2-Clause'],
  ['BSD-2-Clause-FreeBSD', 'BSD-2-Clause'],
  ['BSD-2-Clause-NetBSD', 'BSD-2-Clause'],
  ['Python-2.0.1', 'Python-2.0'],
  ['MPL-2.0-no-copyleft-exception', 'MPL-2.0'],
]);
