/** Converts DuckDB's error on a table into a problem with line and remedy. */
import { ProblemError } from '../../../../shared/problem.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'

/** An error of the file system, such as a full cache disk, is returned unchanged. */
export function csvError(error: unknown, path: string): Error {
  if (error instanceof ProblemError) return error
  if (error instanceof Error && 'syscall' in error) return error
  const message = error instanceof Error ? error.message : String(error)
  const line = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1] ?? 0) || null
  const count = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  if (count && line)
    return problemError('csv_ragged', texts.csvRagged(path, line, Number(count[1]), Number(count[2])), 'path')
  if (/not utf-8|invalid unicode/i.test(message))
    return problemError('csv_encoding', texts.csvEncoding(path), 'path')
  if (/unterminated quote/i.test(message))
    return problemError('csv_quote', texts.csvQuote(path, line), 'path')
  return problemError('csv_unreadable', texts.csvUnreadable(path, line, reason(message)), 'path')
}

/** The first line of DuckDB's message that states the reason: the row precedes it, and the settings follow it. */
const reason = (message: string): string =>
  message
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !/^Original Line|CSV Error on Line/.test(line))
    ?.slice(0, 200) ?? 'DuckDB gives no reason'
