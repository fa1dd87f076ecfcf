/** Inspects the bytes of a table before DuckDB reads them: DuckDB takes many seconds on an unterminated line, whereas this function
 *  stops at the limit. */
import { createReadStream } from 'node:fs'
import type { ResolvedFile } from '../find-file.ts'
import { MAX_COLUMNS, MAX_LINE } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'

const [LF, CR] = [10, 13]
/** First bytes of gzip, zip, xz, zstd and Parquet files. */
const BINARY_MAGICS = ['1f8b', '504b0304', 'fd377a58', '28b52ffd', '50415231']

/** The first lines of the file; `second` is empty if the first line is longer than the inspected part. */
export interface Head {
  readonly first: string
  readonly second: string
}

/** @throws ProblemError if the file is not a text table */
export async function inspectTable(file: ResolvedFile): Promise<Head> {
  const { path } = file
  let first = ''
  let second = ''
  let inFirst = true
  let blank = true
  let lines = 1
  let length = 0
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 })
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (
        inFirst &&
        first === '' &&
        BINARY_MAGICS.some((magic) => chunk.toString('hex', 0, 4).startsWith(magic))
      )
        throw problemError('csv_packed', texts.csvPacked(path), 'path')
      if (chunk.includes(0)) throw problemError('csv_binary', texts.csvBinary(path), 'path')
      blank &&= chunk.every((byte) => byte <= 0x20)
      const breakIndex = firstBreak(chunk)
      if (inFirst) first += chunk.toString('utf8', 0, breakIndex < 0 ? chunk.length : breakIndex)
      length += breakIndex < 0 ? chunk.length : breakIndex
      if (length > MAX_LINE) throw problemError('csv_line', texts.csvLine(path, lines, MAX_LINE), 'path')
      if (breakIndex < 0) continue
      if (inFirst)
        second = chunk
          .toString('utf8', breakIndex)
          .trimStart()
          .split(/[\r\n]/, 1)[0]!
      inFirst = false
      // Lines within one chunk are shorter than the limit; only their count is needed, for the message.
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) lines++
      length = chunk.length - 1 - Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR))
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code && !('problems' in (error as object)))
      throw problemError('data_unreadable', texts.unreadable('path', path, code), 'path')
    throw error
  } finally {
    stream.destroy()
  }
  if (blank) throw problemError('data_no_rows', texts.csvEmpty(path), 'path')
  const columns = 1 + Math.max(...[',', ';', '\t', '|'].map((delimiter) => first.split(delimiter).length - 1))
  if (columns > MAX_COLUMNS)
    throw problemError('csv_columns', texts.csvColumns(path, columns, MAX_COLUMNS), 'path')
  return { first: first.replace(/^\ufeff/, ''), second }
}

function firstBreak(chunk: Buffer): number {
  const lf = chunk.indexOf(LF)
  const cr = chunk.indexOf(CR)
  return lf < 0 || cr < 0 ? Math.max(lf, cr) : Math.min(lf, cr)
}
