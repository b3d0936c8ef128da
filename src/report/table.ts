export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const ANSI = /\u001b\[[0-9;]*m/g;

/** Rows of text in aligned columns, two spaces apart; colour codes in cells do not count as width. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, index) => all.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? '')), 0));
  const lines = all.map((row) =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? '';
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return column.align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Columns a text takes on a terminal, taking every code point as one. */
export function displayWidth(text: string): number {
  return [...text.replaceAll(ANSI, '')].length;
}
