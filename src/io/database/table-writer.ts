import type { Connection, DuckDb } from './duckdb.ts';
import { TABLES, type TableName } from './schema.ts';

export type Field = string | number | boolean | undefined;

/** Appends rows to one table, in the column order of the schema. Dates are days since 1970-01-01. */
export interface TableWriter {
  readonly rows: number;
  add(row: readonly Field[]): void;
  close(): void;
}

const CHUNK = 2048; // rows that DuckDB handles at a time

/** Opens a table for appending: column by column in chunks, which is several times faster than row by row. */
export async function openTable(duckdb: DuckDb, connection: Connection, table: TableName): Promise<TableWriter> {
  const kinds = TABLES[table].split(', ').map((column) => column.slice(column.lastIndexOf(' ') + 1));
  const types = kinds.map((kind) => typeOf(duckdb, kind));
  const appender = await connection.createAppender(table);
  // One chunk for all rows: a new one for each 2,048 of them would keep memory outside of the heap until Node gets round to it.
  const chunk = duckdb.DuckDBDataChunk.create(types, CHUNK);
  const vectors = types.map((_, index) => chunk.getColumnVector(index));
  const isDate = kinds.map((kind) => kind === 'DATE');
  let [pending, rows] = [0, 0];
  const dates = new Map<number, InstanceType<DuckDb['DuckDBDateValue']>>();
  const toDate = (day: number): InstanceType<DuckDb['DuckDBDateValue']> => {
    const known = dates.get(day) ?? new duckdb.DuckDBDateValue(day);
    dates.set(day, known);
    return known;
  };
  const flush = (): void => {
    if (pending === 0) return;
    chunk.rowCount = pending;
    for (const vector of vectors) vector.flush();
    appender.appendDataChunk(chunk);
    chunk.reset();
    pending = 0;
  };
  return {
    get rows() {
      return rows;
    },
    add(row) {
      for (let index = 0; index < vectors.length; index += 1) {
        const value = row[index];
        const isDay = typeof value === 'number' && isDate[index] === true;
        vectors[index]?.setItem(pending, value === undefined ? null : isDay ? toDate(value) : value);
      }
      pending += 1;
      rows += 1;
      if (pending === CHUNK) flush();
    },
    close() {
      flush();
      appender.closeSync();
    },
  };
}

function typeOf(duckdb: DuckDb, kind: string): DuckDb['INTEGER' | 'UTINYINT' | 'BOOLEAN' | 'DATE' | 'DOUBLE' | 'VARCHAR'] {
  switch (kind) {
    case 'INTEGER':
      return duckdb.INTEGER;
    case 'UTINYINT':
      return duckdb.UTINYINT;
    case 'BOOLEAN':
      return duckdb.BOOLEAN;
    case 'DATE':
      return duckdb.DATE;
    case 'DOUBLE':
      return duckdb.DOUBLE;
    default:
      return duckdb.VARCHAR;
  }
}
