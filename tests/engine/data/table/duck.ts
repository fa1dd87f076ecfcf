/** Writes Parquet files with DuckDB. */
import { DuckDBInstance } from '@duckdb/node-api'

/** @param query the rows, as SQL @param options of COPY */
export async function writeParquet(path: string, query: string, options = ''): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(`SET TimeZone = 'UTC'`)
    if (options !== '') {
      await connection.run(`SET force_mbedtls_unsafe = 'true'`)
      await connection.run(`PRAGMA add_parquet_key('key', '0123456789112345')`)
    }
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet ${options})`)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
