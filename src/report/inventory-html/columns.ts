import { escapeControls } from '../escape-controls.ts';
import { COLUMNS, type ComponentRow } from '../rows/component-rows.ts';

/** Rows turned into columns: each distinct text once, and per row the number of its text. */
export interface PackedTable {
  readonly names: readonly string[];
  readonly rows: number;
  readonly columns: readonly { readonly texts: readonly string[]; readonly at: readonly number[] }[];
}

/** Columns of few distinct texts, as most are, take a tenth of the room that rows take. */
export function packRows(rows: Iterable<ComponentRow>): PackedTable {
  const columns = COLUMNS.map(() => ({ known: new Map<string, number>(), at: [] as number[] }));
  let count = 0;
  for (const row of rows) {
    count += 1;
    for (const [index, name] of COLUMNS.entries()) {
      const column = columns[index];
      const text = shown(row[name]);
      const known = column?.known.get(text) ?? column?.known.size ?? 0;
      column?.known.set(text, known);
      column?.at.push(known);
    }
  }
  return { names: COLUMNS, rows: count, columns: columns.map(({ known, at }) => ({ texts: [...known.keys()], at })) };
}

const LONGEST = 4000;

function shown(text: string): string {
  return escapeControls(text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text);
}
