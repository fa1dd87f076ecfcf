/** A DuckDB instance restricted to reading one file: no other path, no network, no extensions, bounded memory. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** DuckDB interprets `*`, `?` and `[` in a path as a pattern; in brackets each is literal. */
const escapePattern = (path: string): string => path.replace(/[[*?]/g, '[$&]')

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Opens an in-memory database while `work` runs.
 *  @param work receives the connection and the escaped file name, which must be passed as a parameter */
export async function withDuckDb<T>(
  path: string,
  work: (connection: DuckDBConnection, file: string) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '2GB',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    const file = escapePattern(path)
    await connection.run(`SET allowed_paths = [${literal(path)}, ${literal(file)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    return await work(connection, file)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
