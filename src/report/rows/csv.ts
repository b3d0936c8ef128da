import type { Snapshot } from '../../domain/snapshot.ts';
import { COLUMNS, componentRows } from './component-rows.ts';
import { limitCell } from './limit-cell.ts';

/**
 * RFC 4180, with a line break after the last row, in pieces of one row. Without a byte order mark: tools read it as data.
 *
 * A cell that a spreadsheet would take for a formula begins with an apostrophe (`'@babel/core`): whoever named the package does
 * not get to run one (OWASP, CSV injection). The column `purl` has names unchanged.
 */
export function* renderCsv(snapshot: Snapshot): Iterable<string> {
  yield csvLine(COLUMNS);
  for (const row of componentRows(snapshot)) yield csvLine(COLUMNS.map((column) => row[column]));
}

/** One line of CSV, every cell inert. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(renderCell).join(',')}\r\n`;
}

function renderCell(text: string): string {
  const inert = /^[\s\p{C}]*[=+\-@|%\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  const safe = limitCell(inert);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
