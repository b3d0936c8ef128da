import { formatCount, formatShare } from '../numbers.ts';
import { escapeHtml, renderPage } from '../inventory-html/page.ts';
import { STYLE } from '../inventory-html/style.ts';

export type ReportValue = string | number | boolean | undefined;

/** One table of the report: the answer to a question, with the file that has all of it. */
export interface ReportSection {
  readonly title: string;
  /** What it says, and how to read it. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, ReportValue>>[];
  readonly total: number;
  /** Which of all rows these are, when there are more. */
  readonly end: 'first' | 'last';
  readonly file: string;
}

export interface OrgReport {
  readonly organization: string;
  readonly asOf: string;
  readonly policy: string;
  readonly inScope: number;
  readonly known: number;
  readonly current: number;
  readonly partial: number;
  readonly denied: number;
  /** Third-party components in use, and those of them whose license nobody could conclude. */
  readonly components: number;
  readonly unlicensed: number;
  readonly sections: readonly ReportSection[];
}

/** The state of an organization as one plain page: what was looked at comes first, because every other figure rests on it. */
export function renderOrgReport(report: OrgReport): Iterable<string> {
  return renderPage({ title: `Open source in ${report.organization}`, style: STYLE, script: '', body: body(report) });
}

function* body(report: OrgReport): Iterable<string> {
  const { organization, asOf, policy, inScope, known, current, partial, denied, components, unlicensed } = report;
  yield `<main>\n<h1>Open source in ${escapeHtml(organization)}</h1>\n<p class="facts">as of ${escapeHtml(asOf)} · judged by ${escapeHtml(policy)}</p>\n`;
  const cards: readonly (readonly [string, string, boolean])[] = [
    [formatCount(inScope), 'repositories in scope', false],
    [formatShare(known, inScope), 'are known', known < inScope],
    [formatShare(current, inScope), 'were looked at lately', current < inScope],
    [formatCount(partial), 'have files that could not be read', partial > 0],
    [formatCount(components), 'components are in use', false],
    [formatShare(unlicensed, components), 'of them have no known license', unlicensed > 0],
    [formatCount(denied), 'denied findings are open', denied > 0],
  ];
  const items = cards.map(([figure, label, bad]) => `<li><b${bad ? ' class="bad"' : ''}>${figure}</b>${label}</li>`);
  yield `<ul class="cards">${items.join('')}</ul>\n`;
  for (const section of report.sections) yield renderSection(section);
  yield '</main>\n';
}

function renderSection({ title, note, columns, rows, total, end, file }: ReportSection): string {
  const more = total > rows.length ? `the ${end} ${formatCount(rows.length)} of ${formatCount(total)} rows; ` : '';
  const link = `<p class="facts">${more}all of it: <a href="data/${escapeHtml(file)}.csv">CSV</a>, <a href="data/${escapeHtml(file)}.json">JSON</a></p>\n`;
  const head = `<h2>${escapeHtml(title)}</h2>\n<p>${escapeHtml(note)}</p>\n`;
  if (rows.length === 0) return `${head}<p>None.</p>\n${link}`;
  const lines = rows.map((row) => `<tr>${columns.map((column) => renderCell(row[column])).join('')}</tr>`);
  const titles = columns.map((column) => {
    const isFigures = rows.some((row) => typeof row[column] === 'number');
    return `<th${isFigures ? ' class="n"' : ''}>${escapeHtml(column.replaceAll('_', ' '))}</th>`;
  });
  return `${head}<table><thead><tr>${titles.join('')}</tr></thead>\n<tbody>${lines.join('\n')}</tbody></table>\n${link}`;
}

function renderCell(value: ReportValue): string {
  if (value === undefined || value === '') return '<td>-</td>';
  if (typeof value === 'number') return `<td class="n">${Number.isInteger(value) ? formatCount(value) : String(value)}</td>`;
  if (typeof value === 'boolean') return `<td>${value ? 'yes' : 'no'}</td>`;
  return `<td>${escapeHtml(value)}</td>`;
}
