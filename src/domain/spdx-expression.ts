import type { SpdxExpression } from './license.ts';
import { toTree, type SpdxItem } from './spdx/grammar.ts';
import type { SpdxNode } from './spdx/node.ts';
import { isValidSpdx, renderNode } from './spdx/render.ts';
import { addException, readTerm, type SpdxNote, type SpdxProblem } from './spdx/term.ts';
import { spdxTokens } from './spdx/tokens.ts';

export { foldSpdx, spdxTerms, type SpdxBranch, type SpdxNode, type SpdxTerm, type SpdxTermKind } from './spdx/node.ts';
export type { SpdxNote, SpdxNoteKind } from './spdx/term.ts';
export { renderTerm } from './spdx/render.ts';

export type SpdxParse =
  | {
      readonly ok: true;
      readonly node: SpdxNode;
      /** Canonical text, also when some word of it is not SPDX. */
      readonly text: string;
      /** The same as an SPDX expression; absent when a term is unknown, NONE or NOASSERTION. */
      readonly expression: SpdxExpression | undefined;
      readonly notes: readonly SpdxNote[];
    }
  | ({ readonly ok: false } & SpdxProblem);

/** No license statement is longer; what is, is an attack or a text in the wrong field. */
const MAX_LENGTH = 64 * 1024;

// npm docs, package.json: `"license": "SEE LICENSE IN <filename>"`.
const SEE_LICENSE = /^\s*see licen[sc]e in\s+\S/i;

/**
 * Reads any text as a license expression. Never throws; linear in the text.
 *
 * Ids match in any case and come back in their official one, deprecated ids in their modern form (`GPL-2.0+` is
 * `GPL-2.0-or-later`) with a note. A word that SPDX does not list is a term of kind `unknown`, so `MIT OR Foo` still
 * has a tree.
 */
export function parseSpdx(text: string): SpdxParse {
  if (text.length > MAX_LENGTH) return { ok: false, problem: 'longer than 64 KiB', start: MAX_LENGTH, end: MAX_LENGTH + 1 };
  if (SEE_LICENSE.test(text)) return seeLicense(text);
  const notes: SpdxNote[] = [];
  const items = toItems(text, notes);
  if ('problem' in items) return { ok: false, ...items };
  const tree = toTree(items, text.trimEnd().length);
  if ('problem' in tree) return { ok: false, ...tree };
  const canonical = renderNode(tree.node);
  return {
    ok: true,
    node: tree.node,
    text: canonical,
    expression: isValidSpdx(tree.node) ? (canonical as SpdxExpression) : undefined,
    notes,
  };
}

/** The canonical expression, when the text is one and every term in it is known. */
export function toExpression(text: string): SpdxExpression | undefined {
  const parsed = parseSpdx(text);
  return parsed.ok ? parsed.expression : undefined;
}

/** The canonical expression of a tree; `undefined` when a term of it is not SPDX. */
export function renderSpdx(node: SpdxNode): SpdxExpression | undefined {
  return isValidSpdx(node) ? (renderNode(node) as SpdxExpression) : undefined;
}

/** Several expressions joined to one, with the parentheses that needs. */
export function joinSpdx(operator: 'and' | 'or', expressions: readonly SpdxExpression[]): SpdxExpression | undefined {
  return toExpression(expressions.map((expression) => `(${expression})`).join(operator === 'and' ? ' AND ' : ' OR '));
}

function seeLicense(text: string): SpdxParse {
  const license = text.trim().replaceAll(/\s+/g, ' ');
  const node = { type: 'term', kind: 'unknown', license, orLater: false, start: 0, end: text.length } as const;
  return { ok: true, node, text: license, expression: undefined, notes: [] };
}

function toItems(text: string, notes: SpdxNote[]): SpdxItem[] | SpdxProblem {
  const tokens = spdxTokens(text);
  const items: SpdxItem[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as (typeof tokens)[number];
    const { start, end } = token;
    if (token.type === 'other') {
      const expected = items.at(-1)?.type === 'term' ? 'expected AND, OR or WITH' : 'expected a license';
      return { problem: expected, start, end };
    }
    if (token.type === 'with') return { problem: 'expected a license before WITH', start, end };
    if (token.type !== 'word') {
      items.push({ type: token.type, start, end });
      continue;
    }
    const term = readTerm(token, notes);
    if ('problem' in term) return term;
    if (tokens[i + 1]?.type !== 'with') {
      items.push(term);
      continue;
    }
    const exception = tokens[i + 2];
    i += 2;
    if (exception?.type !== 'word') {
      const at = exception ?? tokens[i - 1] ?? token;
      return { problem: 'expected an exception after WITH', start: at.start, end: at.end };
    }
    const whole = addException(term, exception, notes);
    if ('problem' in whole) return whole;
    items.push(whole);
  }
  return items;
}
