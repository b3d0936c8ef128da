import type { InventorySource } from '../inventory/merge/source.ts';
import { csvLine } from '../report/rows/csv.ts';
import { INVENTORY_COLUMNS, inventoryRows } from '../report/rows/inventory-rows.ts';

type Sources = Iterable<InventorySource> | AsyncIterable<InventorySource>;

/** The inventory as a table: one row per component and repository. Sources go through one at a time, whatever there is of them. */
export async function* exportRows(sources: Sources, format: 'csv' | 'xlsx' | 'parquet'): AsyncIterable<string | Uint8Array> {
  switch (format) {
    case 'csv':
      yield csvLine(INVENTORY_COLUMNS);
      for await (const row of rowsOf(sources)) yield csvLine(row);
      return;
    case 'parquet': {
      const { renderParquet } = await import('../report/rows/parquet.ts');
      yield* renderParquet(rowsOf(sources));
      return;
    }
    case 'xlsx': {
      const { renderWorkbook } = await import('../report/xlsx/workbook.ts');
      // A workbook is compressed as a whole, so its rows are collected; a sheet has at most a million of them.
      const rows: (readonly string[])[] = [INVENTORY_COLUMNS];
      for await (const row of rowsOf(sources)) rows.push(row);
      yield* renderWorkbook([{ name: 'Inventory', widths: INVENTORY_COLUMNS.map(() => 18), rows }]);
    }
  }
}

async function* rowsOf(sources: Sources): AsyncIterable<readonly string[]> {
  for await (const { snapshot, ...about } of sources) yield* inventoryRows(about, snapshot);
}
