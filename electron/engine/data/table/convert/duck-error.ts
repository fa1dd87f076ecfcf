/** Errors of DuckDB. */

/** The first line of DuckDB's message without its kind: what follows are the query and advice about it. */
export const duckReason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n', 1)[0]!
    .replace(/^(?:[A-Z]\w+ )+Error: /, '')
    .replace(/\s*[.]?\s*$/, '')
    .slice(0, 300)

/** An error of the file system, such as a full cache disk, has a cure of its own. */
export const isFileSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error
