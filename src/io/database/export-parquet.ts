import { createDatabase } from './duckdb.ts';

/** Writes what holds now, a row for each use, as Parquet with zstd; `repositories` are names, all when absent. */
export async function exportParquet(database: string, file: string, repositories?: readonly string[]): Promise<void> {
  const { connection, close } = await createDatabase(':memory:', '');
  try {
    await connection.run(`ATTACH ${quote(database)} AS inventory (READ_ONLY)`);
    await connection.run('USE inventory');
    const only = repositories === undefined ? '' : `WHERE repository IN (${['', ...repositories].map(quote).join(', ')})`;
    await connection.run(
      `COPY (SELECT * FROM uses ${only} ORDER BY repository, project, purl, scope) TO ${quote(file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    close();
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
