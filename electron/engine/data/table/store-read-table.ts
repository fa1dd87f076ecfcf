/** Finishes a text table in the cache: what was found, and what a person should know about it. */
import { NumberColumn } from '../csv/cell-columns.ts'
import type { Facts } from '../csv/judge-column.ts'
import { lineOfRow } from '../csv/line-of-row.ts'
import { commentFact } from '../csv/sniff.ts'
import { findFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { decoded } from '../text/decode.ts'
import type { FoundEncoding } from '../text/detect-encoding.ts'
import { commentOf, dateFacts, markerFact, markFacts } from './option-facts.ts'
import type { Finished, Reader, State } from './reading-state.ts'
import type { StoredColumn } from './stored-table.ts'
import { problemsOf } from './table-problems.ts'
import { texts } from './texts.ts'
import { type TableWriter, textSegment } from './write-table.ts'

/** Distinct texts of a column whose type is set to category. */
export const MAX_SET_CATEGORIES = 100_000

/** @throws ProblemError if the file has changed since it was found */
export async function storeReadTable(
  reader: Reader,
  encoding: FoundEncoding,
  state: State,
  read: Finished,
  writer: TableWriter,
): Promise<void> {
  const { file, options, unpacked } = reader
  const { dialect, marks } = state
  const { columns, facts, parser, blockRows } = read
  const after = await findFile(file.path, null, 'path')
  if (JSON.stringify(after.identity) !== JSON.stringify(file.identity))
    throw problemError('data_changed', texts.changed(file.path), 'path')
  const stored: StoredColumn[] = []
  for (const [i, column] of columns.entries()) {
    const { name, header } = dialect.columns[i]!
    if (facts[i]!.type === 'category' && facts[i]!.textsFrom !== null)
      throw problemError('csv_categories', texts.tooManyCategories(name, MAX_SET_CATEGORIES), 'columns')
    const badSegment =
      column instanceof NumberColumn && column.badRows.length > 0
        ? await writer.writeSegment(badCells(column))
        : null
    stored.push({ name, header, ...withLines(facts[i]!, parser.lines), badSegment })
  }
  const found = commentOf(dialect, parser)
  const comment = found?.mark ?? dialect.comment
  await writer.finish({
    title: file.path.split(/[\\/]/).at(-1)!,
    bytes: file.size,
    rows: parser.rowsBefore,
    blockRows,
    options: [
      ...dialect.facts,
      commentFact(comment, dialect.isCommentSet, found),
      ...markFacts(marks, options),
      encoding.fact,
      ...dateFacts(stored, read.cells, options),
      markerFact(stored, options),
    ],
    columns: stored,
    problems: problemsOf(reader, state, read, stored, comment),
    hasCommentMarkInCells:
      comment !== '' && (await occursInCells(comment, decoded(file, unpacked, encoding))),
    areMarkersSet: options.na_values !== null,
    linesSegment: await writer.writeSegment(Int32Array.from(parser.lines)),
  })
}

const badCells = (column: NumberColumn): Uint8Array =>
  Buffer.concat([new Uint8Array(Int32Array.from(column.badRows).buffer), textSegment(column.badTexts)])

/** Adds the lines of bad cells of which only the row is known. */
function withLines(facts: Facts, lines: readonly number[]): Facts {
  const first = facts.badCells.first.map((cell) => ({
    ...cell,
    line: cell.line ?? lineOfRow(lines, cell.row),
  }))
  return { ...facts, badCells: { ...facts.badCells, first } }
}

/** Whether the mark of comments occurs elsewhere than at the start of a line. */
async function occursInCells(
  mark: string,
  chunks: AsyncIterable<{ readonly bytes: Uint8Array }>,
): Promise<boolean> {
  const text = Buffer.from(mark)
  let isInComment = false
  let isAtStart = true
  for await (const { bytes } of chunks) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at < buffer.length; ) {
      const lineBreak = buffer.indexOf('\n', at)
      const end = lineBreak < 0 ? buffer.length : lineBreak
      const line = buffer.subarray(at, end)
      if (isAtStart) isInComment = line.subarray(0, text.length).equals(text)
      if (!isInComment && line.includes(text)) return true
      isAtStart = end < buffer.length
      at = end + 1
    }
  }
  return false
}
