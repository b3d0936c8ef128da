export type Cell = string | number | boolean | undefined | null;
export type Row = Readonly<Record<string, Cell>>;

/** Rows as CSV (RFC 4180, LF). A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection). */
export function renderRowsCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(renderCell).join(',')}\n`).join('');
}

function renderCell(cell: Cell): string {
  if (cell === undefined || cell === null) return '';
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
