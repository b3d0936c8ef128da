import type { DiffSide, SnapshotDiff } from '../../domain/snapshot-diff.ts';
import { codeSpan } from '../code-span.ts';
import { escapeControls } from '../escape-controls.ts';
import { renderJsonRecord } from '../json-text.ts';
import { formatCount, plural } from '../numbers.ts';
import type { Style } from '../style.ts';
import { renderTable } from '../table.ts';
import { diffSections } from './sections.ts';

export const DIFF_FORMATS = ['text', 'json', 'markdown'] as const;

export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** A diff for people, for machines, or for a pull request. */
export function renderDiff(diff: SnapshotDiff, format: DiffFormat, style: Style): Iterable<string> {
  switch (format) {
    case 'text':
      return renderText(diff, style);
    case 'json':
      return renderJsonRecord({ ...diff });
    case 'markdown':
      return renderMarkdown(diff);
  }
}

function* renderText(diff: SnapshotDiff, style: Style): Iterable<string> {
  yield `${style.bold(escapeControls(sideName(diff.base)))} -> ${style.bold(escapeControls(sideName(diff.head)))}\n`;
  yield `${summary(diff)}\n`;
  for (const { title, sign, rows } of diffSections(diff)) {
    yield `\n${style.bold(title)} ${style.dim(formatCount(rows.length))}\n`;
    const columns = (rows[0] ?? []).map(() => ({ title: '' }));
    const table = renderTable(
      [{ title: '' }, ...columns],
      rows.map((cells) => [sign, ...cells.map(escapeControls)]),
    );
    // Without its line of titles.
    yield table.slice(table.indexOf('\n') + 1);
  }
  for (const line of unread(diff)) yield `\n${style.warning('incomplete')} ${escapeControls(line)}\n`;
}

function* renderMarkdown(diff: SnapshotDiff): Iterable<string> {
  yield `### Dependencies: ${codeSpan(sideName(diff.base))} to ${codeSpan(sideName(diff.head))}\n\n${summary(diff)}\n`;
  for (const { title, headings, rows } of diffSections(diff)) {
    yield `\n#### ${title} (${formatCount(rows.length)})\n\n| ${headings.join(' | ')} |\n|${' --- |'.repeat(headings.length)}\n`;
    for (const cells of rows) yield `| ${cells.map((cell) => codeSpan(cell)).join(' | ')} |\n`;
  }
  for (const line of unread(diff)) yield `\n**Incomplete:** ${codeSpan(line, 400)}\n`;
}

function sideName({ name, commit, time }: DiffSide): string {
  const facts = [commit?.slice(0, 12), time?.slice(0, 10)].filter((fact) => fact !== undefined);
  return facts.length === 0 ? name : `${name} (${facts.join(', ')})`;
}

function summary(diff: SnapshotDiff): string {
  const sections = diffSections(diff).map(({ title, rows }) => `${title} ${formatCount(rows.length)}`);
  const counts = `${formatCount(diff.base.components)} and ${plural(diff.head.components, 'third-party component')}`;
  return sections.length === 0 ? `no difference in ${counts}` : `${sections.join(', ')}; ${counts}`;
}

function* unread({ base, head }: SnapshotDiff): Iterable<string> {
  for (const side of [base, head]) {
    if (side.unread.length === 0) continue;
    yield `${plural(side.unread.length, 'file')} of ${sideName(side)} could not be read: ${side.unread.slice(0, 5).join(', ')}`;
  }
}
