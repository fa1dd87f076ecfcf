/** Dialect of a table: separator, quotes, header and column names. DuckDB detects it; the columns in the document decide where the file
 *  alone is ambiguous. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { csvError } from './csv-error.ts'
import type { Head } from './inspect-table.ts'

export interface Dialect {
  readonly separator: string
  readonly quote: string
  readonly escape: string
  readonly comment: string
  readonly header: boolean
  /** Lines above the header or the first row that are not part of the table. */
  readonly skip: number
  readonly names: readonly string[]
}

/** Rows that DuckDB samples. */
const SAMPLE = 20_480
const SEPARATORS = [',', ';', '\t', '|']

/** @param head first lines of the file
 *  @param knownNames column names in the document: a first row that contains them all is a header */
export async function sniff(
  connection: DuckDBConnection,
  file: string,
  path: string,
  head: Head,
  knownNames: readonly string[],
): Promise<Dialect> {
  const detected = await sniffWithDuckDb(connection, file, path)
  const separator = correctedSeparator(detected, head)
  const dialect = separator
    ? {
        ...detected,
        separator,
        quote: '"',
        escape: '"',
        skip: 0,
        comment: '',
        ...splitHeader(head.first, separator),
      }
    : detected
  if (dialect.header || knownNames.length === 0) return dialect
  const names = await firstRow(connection, file, path, dialect)
  return knownNames.every((name) => names.includes(name)) ? { ...dialect, header: true, names } : dialect
}

async function sniffWithDuckDb(connection: DuckDBConnection, file: string, path: string): Promise<Dialect> {
  const sql = `SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, Columns
    FROM sniff_csv($file, sample_size = ${SAMPLE}, compression = 'none')`
  const result = await connection.runAndReadAll(sql, { file }).catch((error: unknown) => {
    throw csvError(error, path)
  })
  const [delimiter, quote, escaped, comment, skip, header, columns] = result.getRowsJson()[0]!
  const mark = (value: unknown, absent: string) => (value === '(empty)' || !value ? absent : String(value))
  // Quotes may first occur after the sampled rows, so the usual ones are assumed.
  return {
    separator: mark(delimiter, ','),
    quote: mark(quote, '"'),
    escape: mark(escaped, mark(quote, '"')),
    comment: mark(comment, ''),
    skip: Number(skip),
    header: header === true,
    names: (columns as unknown as { name: string }[]).map(({ name }) => name),
  }
}

/** Rows of different lengths make DuckDB detect one text column, or skip the deviating rows. With the separator of the first line instead,
 *  the subsequent read reports the invalid line. A title above the table may still be skipped.
 *  @returns the separator to use instead, or `null` if DuckDB is right */
function correctedSeparator(detected: Dialect, { first, second }: Head): string | null {
  const separator = likelySeparator(first)
  if (separator === null) return null
  if (detected.names.length === 1) return separator
  const isTable = first.split(separator).length === second.split(separator).length
  return detected.skip > 0 && !/^\s*#/.test(first) && (isTable || !detected.header) ? separator : null
}

function likelySeparator(first: string): string | null {
  const counts = SEPARATORS.map((mark) => first.split(mark).length - 1)
  const maxCount = Math.max(...counts)
  return maxCount > 0 ? SEPARATORS[counts.indexOf(maxCount)]! : null
}

/** The first line as a header, or generated names if all of its cells are numbers. */
function splitHeader(first: string, separator: string): { header: boolean; names: string[] } {
  const names = first.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const header = names.some((name) => !Number.isFinite(Number(name)))
  return { header, names: header ? names : names.map((_, i) => `column${i}`) }
}

async function firstRow(
  connection: DuckDBConnection,
  file: string,
  path: string,
  dialect: Dialect,
): Promise<string[]> {
  const { from, values } = readCall(dialect, file)
  const result = await connection
    .runAndReadAll(`SELECT * ${from} LIMIT 1`, values)
    .catch((error: unknown) => {
      throw csvError(error, path)
    })
  return (result.getRowsJson()[0] ?? []).map((cell) => String(cell ?? ''))
}

/** FROM clause that reads every column as text, named c0, c1, …: no text of the file or the document enters the SQL. */
export function readCall(
  dialect: Dialect,
  file: string,
): { from: string; values: Record<string, string | number | boolean> } {
  const columns = dialect.names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  return {
    from: `FROM read_csv($file, auto_detect = false, columns = {${columns}}, delim = $separator, quote = $quote,
      escape = $escape, comment = $comment, header = $header, skip = $skip, compression = 'none', strict_mode = true)`,
    values: {
      file,
      separator: dialect.separator,
      quote: dialect.quote,
      escape: dialect.escape,
      comment: dialect.comment,
      header: dialect.header,
      skip: dialect.skip,
    },
  }
}
