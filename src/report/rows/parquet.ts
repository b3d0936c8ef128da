import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { INVENTORY_COLUMNS } from './inventory-rows.ts';

// Rows that are in memory at a time; one group of the file each.
const GROUP = 50_000;

/** Rows of text as a Parquet file, in pieces of one row group. The same rows give the same bytes. */
export async function* renderParquet(
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
): AsyncIterable<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData: toColumns([]) }), createdBy: 'licet' });
  let group: (readonly string[])[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < GROUP) continue;
    await file.write({ columnData: toColumns(group), rowGroupSize: GROUP });
    group = [];
    yield take(writer);
  }
  if (group.length > 0) await file.write({ columnData: toColumns(group), rowGroupSize: GROUP });
  await file.finish();
  yield take(writer);
}

function toColumns(rows: readonly (readonly string[])[]): { name: string; data: string[]; type: 'STRING'; nullable: false }[] {
  return INVENTORY_COLUMNS.map((name, index) => ({
    name: name.replaceAll(' ', '_'),
    data: rows.map((row) => row[index] ?? ''),
    type: 'STRING',
    nullable: false,
  }));
}

// What was written so far; offsets in the file go on counting.
function take(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
