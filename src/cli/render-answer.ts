import type { Answer, Value } from '../io/database/duckdb.ts';
import { escapeControls } from '../report/escape-controls.ts';
import { renderTable } from '../report/table.ts';
import { renderRowsCsv } from './render-rows.ts';

export type AnswerFormat = 'table' | 'json' | 'csv';

export interface AnswerOptions {
  readonly format: AnswerFormat;
  readonly query: string;
  /** Day that the inventory was built for. */
  readonly asOf: string;
  readonly limit?: number;
  /** There is more than the answer says. */
  readonly more?: boolean;
}

/** An answer of the inventory as people and programs read it; JSON is `licet-query/1`. */
export function renderAnswer(answer: Answer, { format, query, asOf, limit, more }: AnswerOptions): string {
  const { columns } = answer;
  const rows = answer.rows.slice(0, limit);
  if (format === 'csv') return renderRowsCsv(columns, rows);
  if (format === 'json') {
    const plain = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
    return `${JSON.stringify({ schema: 'licet-query/1', query, asOf, columns, rows: plain, ...(more === true && { more }) }, undefined, 2)}\n`;
  }
  if (rows.length === 0) return 'no rows\n';
  return renderTable(
    columns.map((title) => ({
      title,
      align: rows.every((row) => isNumberOrAbsent(row[title])) ? ('right' as const) : ('left' as const),
    })),
    rows.map((row) => columns.map((column) => renderCell(row[column]))),
  );
}

function isNumberOrAbsent(value: Value): boolean {
  return value === undefined || typeof value === 'number';
}

const WIDEST = 160;

function renderCell(value: Value): string {
  if (value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = escapeControls(String(value));
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
