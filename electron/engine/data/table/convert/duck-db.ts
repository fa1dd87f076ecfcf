/** A DuckDB instance that sees one file and one folder: no other path, no network, no extension to download, bounded memory. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { requestedThreads } from '../../../../system/threads.ts'

/** At most: a conversion runs while a person works, and each thread needs a part of the bounded memory. */
const THREADS = 2

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** DuckDB interprets `*`, `?` and `[` in a path as a pattern; in brackets each is literal. */
const escapePattern = (path: string): string => path.replace(/[[*?]/g, '[$&]')

/** Opens an in-memory database while `work` runs.
 *  @param path the file that may be read @param scratch the folder that may be written to
 *  @param work receives the connection and the file as a literal
 *  @throws what the work throws; the reason of the signal, if it is aborted */
export async function withDuckDb<T>(
  path: string,
  { scratch, signal }: { readonly scratch: string; readonly signal: AbortSignal },
  work: (connection: DuckDBConnection, file: string) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(Math.min(requestedThreads() ?? THREADS, THREADS)),
    memory_limit: '2GB',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    const pattern = escapePattern(path)
    await connection.run(`SET TimeZone = 'UTC'`)
    await connection.run(`SET allowed_paths = [${literal(path)}, ${literal(pattern)}]`)
    await connection.run(`SET allowed_directories = [${literal(scratch)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    signal.throwIfAborted()
    return await work(connection, literal(pattern))
  } catch (error) {
    // The query that was interrupted has failed.
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', interrupt)
    connection.closeSync()
    instance.closeSync()
  }
}
