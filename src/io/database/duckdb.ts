import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as DuckDbModule from '@duckdb/node-api';
import { UsageError } from '../../domain/usage-error.ts';

export type DuckDb = typeof DuckDbModule;
export type Connection = DuckDbModule.DuckDBConnection;

const VERSION = '1.5.6-r.1';

/** DuckDB, loaded when it is needed. @throws UsageError with what to install when it is not there: it is large, and scans need none */
export async function loadDuckDb(): Promise<DuckDb> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new UsageError(
      'the database of the inventory needs DuckDB, which is not installed',
      `npm install @duckdb/node-api@${VERSION} beside licet; scan, import, status and export work without it`,
    );
  }
}

/** Whether the database can be built and asked on this machine. */
export async function hasDuckDb(): Promise<boolean> {
  try {
    await loadDuckDb();
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

export interface OpenDatabase {
  readonly connection: Connection;
  close(): void;
}

/** A new database file for a builder; it may use little memory and puts the rest into `temporary`. */
export async function createDatabase(file: string, temporary: string): Promise<OpenDatabase> {
  const duckdb = await loadDuckDb();
  const instance = await duckdb.DuckDBInstance.create(file, {
    memory_limit: '512MB',
    temp_directory: temporary,
    preserve_insertion_order: 'true',
    // A column of a small table takes a block: with the usual 256 kB the inventory of 200 repositories is twice as large.
    default_block_size: '32768',
    ...SEALED,
  });
  return wrap(instance, await instance.connect());
}

const SEALED = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' } as const;

/** A published database. It is never written, and SQL in it reaches no file and no network. */
export async function openDatabase(file: string): Promise<OpenDatabase> {
  const duckdb = await loadDuckDb();
  const instance = await duckdb.DuckDBInstance.create(file, {
    access_mode: 'READ_ONLY',
    memory_limit: '1GB',
    temp_directory: join(tmpdir(), `licet-duckdb-${process.pid}`),
    ...SEALED,
  });
  const connection = await instance.connect();
  await connection.run('SET enable_external_access = false; SET lock_configuration = true');
  return wrap(instance, connection);
}

function wrap(instance: { closeSync(): void }, connection: Connection): OpenDatabase {
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export type Value = string | number | boolean | undefined;
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** Runs a query and gives plain values: dates as `YYYY-MM-DD`, counts as numbers, lists joined by `, `. */
export async function ask(connection: Connection, sql: string, values: readonly (string | number)[] = []): Promise<Answer> {
  const reader = await connection.runAndReadAll(sql, [...values]);
  const columns = reader.deduplicatedColumnNames();
  const rows = reader
    .getRows()
    .map((row) => Object.fromEntries(row.map((value, index) => [columns[index] ?? '', toValue(value)])));
  return { columns, rows };
}

function toValue(value: DuckDbModule.DuckDBValue): Value {
  if (value === null) return undefined;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if ('items' in value) return value.items.map((item) => String(toValue(item) ?? '')).join(', ');
  return value.toString();
}
