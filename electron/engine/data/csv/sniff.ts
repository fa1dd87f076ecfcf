/** Finds out how a table is written, from its first lines. What the document sets is not questioned. */
import type { OptionFact } from '../../../../shared/data/table-profile.ts'
import type { Json } from '../../../../shared/json.ts'
import type { Text } from '../../../../shared/text.ts'
import { MAX_COLUMNS } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../table/texts.ts'
import { texts as dataTexts } from '../texts.ts'
import { type ColumnName, nameColumns } from './names.ts'
import type { ReaderOptions } from './options.ts'
import { RowError } from './row-format.ts'
import { findHeader } from './sniff-header.ts'
import { COMMENT_MARKS, rankSeparators, usualWidth } from './sniff-separator.ts'
import { type SampleRecord, splitRecords } from './split-records.ts'

export interface Dialect {
  readonly sep: string
  readonly quote: string
  /** Empty: none is known. */
  readonly comment: string
  readonly isCommentSet: boolean
  /** The lines that show that it is one. */
  readonly foundComment: FoundComment | null
  readonly skip: number
  readonly header: number
  readonly columns: readonly ColumnName[]
  /** The first rows of the table, without header. */
  readonly rows: readonly SampleRecord[]
  /** Facts about all options but comments, numbers, encoding and missing values. */
  readonly facts: readonly OptionFact[]
}

const MAX_RECORDS = 5000

export const fact = (
  field: string,
  value: Json,
  isSet: boolean,
  reason: Text | null,
  alternatives: OptionFact['alternatives'] = [],
): OptionFact => ({
  field,
  value,
  isSet,
  reason: isSet ? null : reason,
  alternatives: isSet ? [] : alternatives,
})

/** @param text the first lines @throws RowError or ProblemError */
export function sniff(path: string, text: string, options: ReaderOptions): Dialect {
  const setComment = options.comment ?? ''
  const quote = options.quotechar ?? findQuote(text)
  const ranked = options.sep === null ? rankSeparators(text, quote, options.skiprows ?? 0, setComment) : []
  const sep = options.sep ?? ranked[0]?.sep ?? ','
  const records = splitRecords(
    text,
    { sep, quote, comment: setComment, skip: options.skiprows ?? 0 },
    MAX_RECORDS,
  )
  const width = widthOf(records, ranked[0]?.width)
  if (width > MAX_COLUMNS)
    throw problemError('csv_columns', dataTexts.csvColumns(path, width, MAX_COLUMNS), 'path')
  const comment = options.comment === null ? findComment(records, width) : null
  const mark = comment?.mark ?? setComment
  const lines = mark === '' ? records : records.filter(({ cells }) => !cells[0]!.startsWith(mark))
  const { table, skip, title } =
    options.skiprows === null ? findTable(lines, width) : { table: lines, skip: options.skiprows, title: '' }
  if (table.length === 0) throw problemError('data_no_rows', dataTexts.csvEmpty(path), 'path')
  const fitting = table.filter(({ cells }) => cells.length === width)
  const cells = fitting.map((record) => record.cells)
  const found = options.header === null ? findHeader(cells) : null
  const header = options.header ?? found!.lines
  checkHeader(table.slice(0, header), width)
  const columns = nameColumns(cells.slice(0, header), width)
  return {
    sep,
    quote,
    comment: mark,
    isCommentSet: options.comment !== null,
    foundComment: comment,
    skip,
    header,
    columns,
    rows: fitting.slice(header),
    facts: [
      fact(
        'sep',
        sep,
        options.sep !== null,
        width > 1 ? texts.sep(sep, width) : texts.oneColumn,
        ranked
          .slice(1)
          .filter(({ consistency, cleanliness }) => consistency >= 0.9 && cleanliness >= 0.9)
          .map((other) => ({ value: other.sep, meaning: texts.sepAlternative(other.width) })),
      ),
      fact(
        'header',
        header,
        options.header !== null,
        found && texts.header[found.reason],
        found?.alternatives.map((count) => ({
          value: count,
          meaning: texts.headerAlternative(
            count,
            nameColumns(cells.slice(0, count), width).map(({ name }) => name),
          ),
        })),
      ),
      fact('skiprows', skip, options.skiprows !== null, skip > 0 ? texts.skipped(skip, title) : null),
      fact('quotechar', quote, options.quotechar !== null, quote === "'" ? texts.singleQuotes : texts.quotes),
    ],
  }
}

export interface FoundComment {
  readonly mark: string
  readonly count: number
  readonly line: number
  readonly example: string
}

export const commentFact = (mark: string, isSet: boolean, found: FoundComment | null): OptionFact =>
  fact(
    'comment',
    mark,
    isSet,
    found && texts.comment(found.count, found.line, found.example),
    found ? [{ value: '', meaning: texts.commentAlternative }] : [],
  )

/** Single quotation marks are used only where no double one occurs and where they enclose whole cells. */
function findQuote(text: string): string {
  if (text.includes('"') || !text.includes("'")) return '"'
  const start = text.slice(0, 20_000)
  const enclosed = start.match(/(?<=^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)/gm)?.length ?? 0
  const marks = start.split("'").length - 1
  return enclosed * 2 >= marks * 0.9 ? "'" : '"'
}

/** The number of cells of most lines; in a table of few lines, that which the separator was chosen for. */
const widthOf = (records: readonly SampleRecord[], chosen: number | undefined): number =>
  chosen ?? usualWidth(records.slice(records.length > 20 ? 10 : 0))

/** A mark is one of comments if lines that start with it do not fit the table, and none below the first row does. */
function findComment(records: readonly SampleRecord[], width: number): FoundComment | null {
  for (const mark of COMMENT_MARKS) {
    const isMarked = ({ cells }: SampleRecord) => cells[0]!.startsWith(mark)
    const marked = records.filter(isMarked)
    const firstRow = records.findIndex((record) => !isMarked(record))
    const isFitting = ({ cells }: SampleRecord) => cells.length === width
    if (
      marked.every(isFitting) ||
      records.slice(firstRow).some((record) => isMarked(record) && isFitting(record))
    )
      continue
    const [{ line, cells }] = marked as [SampleRecord]
    return { mark, count: marked.length, line, example: cells.join(' ').trim() }
  }
  return null
}

/** Leaves out lines above the table: they have fewer cells. A header that is one cell too short or too long is a fault, not a title. */
function findTable(records: readonly SampleRecord[], width: number) {
  const start = records.findIndex(({ cells }) => cells.length === width)
  const above = records.slice(0, Math.max(0, start))
  const isHeader = above.length === 1 && above[0]!.cells.length > 1 && above[0]!.cells.length >= width - 1
  if (start <= 0 || isHeader) return { table: records, skip: 0, title: '' }
  return {
    table: records.slice(start),
    skip: records[start]!.line - 1,
    title: above[0]!.cells.join(' ').trim(),
  }
}

/** @throws RowError if the header has another number of cells than the rows */
function checkHeader(header: readonly SampleRecord[], width: number): void {
  const wrong = header.find(({ cells }) => cells.length !== width)
  if (wrong)
    throw new RowError({ kind: 'ragged', line: wrong.line, expected: width, found: wrong.cells.length })
}
