import type { ExplainedTerm, Finding } from '../../domain/finding.ts';
import type { Style } from '../style.ts';
import { renderCarets } from './carets.ts';
import { oneLine } from './inert.ts';
import { layOut, type ShownLine } from './laid-out-line.ts';
import type { SourceLine } from './source-line.ts';

/** The place of a finding, the line that carries its license, and below it what was said of each term. */
export function renderSourceBlock(finding: Finding, source: SourceLine | undefined, style: Style): string {
  const { location, license } = finding;
  const line = source?.line ?? location.line;
  const column = source === undefined ? '' : `:${source.start + 1}`;
  const place = `${oneLine(location.path)}${line === undefined ? '' : `:${line}${column}`}`;
  const gutter = source === undefined ? '' : String(source.line);
  const pad = ' '.repeat(Math.max(3, gutter.length + 1));
  const head = `${pad}${style.dim('┌─')} ${place}\n`;
  const text = source?.text ?? license.text;
  if (text.trim() === '') return head;
  const start = source?.start ?? 0;
  const shown = layOut(text, start + focusOf(finding));
  const marks = [...markProblem(finding, start, shown), ...markTerms(license.terms, start, shown)];
  const below = marks.map((mark) => `${pad}${style.dim('│')}   ${colourMarks(mark, style)}\n`).join('');
  return `${head}${style.dim(`${gutter.padEnd(pad.length)}│`)}   ${shown.text}\n${below}`;
}

// What to keep in sight when the line is too long: the mistake, or the first term that is not allowed.
function focusOf({ license }: Finding): number {
  return license.problem?.start ?? license.terms.find((term) => term.level !== 'allow')?.start ?? 0;
}

function markProblem({ license: { problem } }: Finding, start: number, shown: ShownLine): string[] {
  if (problem === undefined) return [];
  const from = shown.column(start + problem.start);
  const width = Math.max(1, shown.column(start + problem.end) - from);
  return [`${' '.repeat(from)}${'^'.repeat(width)} ${oneLine(problem.message, 160)}`];
}

function markTerms(terms: readonly ExplainedTerm[], start: number, shown: ShownLine): string[] {
  const inSight = terms
    .filter((term) => start + term.end > shown.from && start + term.start < shown.to)
    .map((term) => ({ ...term, start: shown.column(start + term.start), end: shown.column(start + term.end) }));
  return renderCarets(inSight, 0, renderTerm);
}

const SAID = { deny: 'denied', review: 'needs review', unknown: 'unknown', allow: 'allowed' } as const;

function renderTerm(term: ExplainedTerm): string {
  const category = term.category === undefined ? '' : ` (${term.category})`;
  return `${oneLine(`${term.text}${category}`, 80)} ${SAID[term.level]} by \`${oneLine(term.rule.label, 120)}\`${term.chosen ? '' : ', not taken'}`;
}

function colourMarks(line: string, style: Style): string {
  return line.replace(/^( *)([\^~·][\^~· ]*)/, (_, indent: string, marks: string) => indent + style.error(marks));
}
