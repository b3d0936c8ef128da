import type { ExplainedTerm } from '../../domain/finding.ts';

const MARK: Readonly<Record<ExplainedTerm['level'], string>> = { deny: '^', unknown: '^', review: '~', allow: '·' };
const MOST_LABELS = 6;

/**
 * The lines below a source line that mark each term and say what was decided about it. The rightmost label stands on the
 * line of the marks, the others hang below it, as compilers draw them. Terms without a span are left out.
 * @param offset column of the expression in the line above, in characters
 */
export function renderCarets(terms: readonly ExplainedTerm[], offset: number, label: (term: ExplainedTerm) => string): string[] {
  const shown = terms.filter((term) => term.end > term.start).toSorted((a, b) => a.start - b.start);
  if (shown.length === 0) return [];
  const marks = place(shown.map((term) => ({ at: offset + term.start, text: MARK[term.level].repeat(term.end - term.start) })));
  const labelled = worthALabel(shown);
  const last = labelled.at(-1);
  if (last === undefined) return [marks];
  const first = last === shown.at(-1) ? `${marks} ${label(last)}` : marks;
  const hanging = last === shown.at(-1) ? labelled.slice(0, -1) : labelled;
  const rows = hanging.map((term, index) => {
    const bars = hanging.slice(0, index).map((before) => ({ at: offset + before.start, text: '│' }));
    return place([...bars, { at: offset + term.start, text: `└── ${label(term)}` }]);
  });
  return [first, ...rows.toReversed()];
}

// One label per distinct text: a license named ten times is explained once. What is denied comes before what is allowed.
function worthALabel(terms: readonly ExplainedTerm[]): ExplainedTerm[] {
  const distinct = terms.filter((term, index) => terms.findIndex((other) => other.text === term.text) === index);
  if (distinct.length <= MOST_LABELS) return distinct;
  const order = ['deny', 'unknown', 'review', 'allow'];
  const kept = new Set(distinct.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level)).slice(0, MOST_LABELS));
  return distinct.filter((term) => kept.has(term));
}

function place(parts: readonly { readonly at: number; readonly text: string }[]): string {
  return parts.reduce((line, part) => line.padEnd(part.at) + part.text, '');
}
