/** Reads all rows of a table once and writes them to the cache, block by block. */
import { MAX_LINE, MAX_ROWS } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../table/texts.ts'
import type { TableWriter } from '../table/write-table.ts'
import type { TextChunk } from '../text/decode.ts'
import { texts as dataTexts } from '../texts.ts'
import type { Report } from '../types.ts'
import type { CellColumn } from './cell-columns.ts'
import { RowError, type RowFormat } from './row-format.ts'
import { RowParser } from './row-parser.ts'

/** Cells of a table: 16 GiB as float64. */
const MAX_CELLS = 2 ** 31

export interface Pass {
  readonly format: RowFormat
  readonly columns: readonly CellColumn[]
  readonly blockRows: number
}

/** @throws ProblemError or RowError */
export async function readPass(
  file: { readonly path: string; readonly size: number },
  chunks: AsyncIterable<TextChunk>,
  { format, columns, blockRows }: Pass,
  writer: TableWriter,
  report: Report,
): Promise<RowParser> {
  const { path } = file
  const parser = new RowParser(format, columns, blockRows)
  /** The block that is being written while the next one is parsed. */
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    const segments = columns.map((column) => column.flush(parser.blockRow))
    await writing
    writing = writer.writeBlock(segments)
    // Reported when the next block waits for it.
    writing.catch(() => {})
    parser.startBlock()
    const rows = parser.rowsBefore
    if (rows > MAX_ROWS || rows * columns.length > MAX_CELLS)
      throw problemError('csv_rows', dataTexts.csvRows(path, MAX_ROWS, (MAX_CELLS * 8) as number), 'path')
  }
  /** The incomplete record at the end of the last piece, and the next piece after it. */
  let work = Buffer.alloc(4 * 2 ** 20)
  let length = 0
  const parse = async (isLast: boolean) => {
    let at = 0
    for (;;) {
      at = parser.parse(work, at, length, isLast)
      if (parser.blockRow < blockRows) break
      await flush()
    }
    work.copyWithin(0, at, length)
    length -= at
    if (length > MAX_LINE) throw tooLong(path, parser)
  }
  let position = 0
  for await (const { bytes, position: next } of chunks) {
    if (length + bytes.length > work.length) {
      const larger = Buffer.alloc(2 * (length + bytes.length))
      larger.set(work.subarray(0, length))
      work = larger
    }
    work.set(bytes, length)
    length += bytes.length
    await parse(false)
    if (next === position) continue
    position = next
    const rows = parser.rowsBefore + parser.blockRow
    report(Math.min(0.95, (0.95 * position) / file.size), dataTexts.readingRows(path, rows))
  }
  await parse(true)
  if (parser.blockRow > 0) await flush()
  await writing
  return parser
}

const tooLong = (path: string, { line, openQuote }: RowParser) =>
  openQuote > 0
    ? problemError('csv_quote', texts.openQuote(path, openQuote), 'path')
    : problemError('csv_line', dataTexts.csvLine(path, line, MAX_LINE), 'path')

/** A fault of a line as a problem; other errors unchanged. */
export function rowProblem(error: unknown, path: string): unknown {
  if (!(error instanceof RowError)) return error
  const { fault } = error
  switch (fault.kind) {
    case 'ragged':
      return problemError('csv_ragged', texts.ragged(path, fault.line, fault.expected, fault.found), 'path')
    case 'open quote':
      return problemError('csv_quote', texts.openQuote(path, fault.line), 'path')
    case 'text after quote':
      return problemError('csv_quote', texts.textAfterQuote(path, fault.line), 'path')
  }
}
