/** Finds out how a table is written, from its first lines. What the document sets is not questioned. */
import type { OptionFact } from '../../../../shared/data/table-profile.ts'
import type { Json } from '../../../../shared/json.ts'
import type { Text } from '../../../../shared/text.ts'
import { MAX_COLUMNS } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../table/texts.ts'
import { texts as dataTexts } from '../texts.ts'
import { CELL_END, cutText, type FixedWidths, type FoundWidths, findWidths } from './fixed-width.ts'
import { type ColumnName, nameColumns } from './names.ts'
import type { ReaderOptions } from './options.ts'
import { RowError } from './row-format.ts'
import { findHeader } from './sniff-header.ts'
import { COMMENT_MARKS, rankSeparators, type SeparatorCandidate, usualWidth } from './sniff-separator.ts'
import { type SampleRecord, splitRecords } from './split-records.ts'

export interface Dialect {
  readonly sep: string
  /** The cells stand at fixed places, where the lines are cut before; null: only the separator divides them. */
  readonly widths: FixedWidths | null
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
  const cells = findCells(text, options)
  const { sep, quote, widths } = cells
  const fixedComment = widths?.isFound && options.comment === null ? commentAcross(text, cells) : null
  const given = { sep, quote, comment: fixedComment?.mark ?? setComment, skip: cells.skip }
  const cut = widths && { path, ...widths, skip: given.skip, comment: given.comment }
  const records = splitRecords(cut ? cutText(text, cut) : text, given, MAX_RECORDS)
  const width = widths?.widths.length ?? widthOf(records, cells.ranked[0]?.width)
  if (width > MAX_COLUMNS)
    throw problemError('csv_columns', dataTexts.csvColumns(path, width, MAX_COLUMNS), 'path')
  const comment = options.comment === null && widths === null ? findComment(records, width) : fixedComment
  const mark = comment?.mark ?? setComment
  const lines = mark === '' ? records : records.filter(({ cells: [first] }) => !first!.startsWith(mark))
  const isOpen = options.skiprows === null && widths === null
  const { table, skip, title } = isOpen ? findTable(lines, width) : { ...cells, table: lines }
  if (table.length === 0) throw problemError('data_no_rows', dataTexts.csvEmpty(path), 'path')
  const fitting = table.filter((record) => record.cells.length === width)
  const rows = fitting.map((record) => record.cells)
  const found = options.header === null ? findHeader(rows) : null
  const header = options.header ?? found!.lines
  checkHeader(table.slice(0, header), width)
  const columns = nameColumns(rows.slice(0, header), width)
  return {
    sep,
    widths,
    quote,
    comment: mark,
    isCommentSet: options.comment !== null,
    foundComment: comment,
    skip,
    header,
    columns,
    rows: fitting.slice(header),
    facts: [
      ...separationFacts(cells, options, width),
      fact(
        'header',
        header,
        options.header !== null,
        found && texts.header[found.reason],
        found?.alternatives.map((count) => ({
          value: count,
          meaning: texts.headerAlternative(
            count,
            nameColumns(rows.slice(0, count), width).map(({ name }) => name),
          ),
        })),
      ),
      fact('skiprows', skip, options.skiprows !== null, skip > 0 ? texts.skipped(skip, title) : null),
      ...(widths
        ? []
        : [
            fact(
              'quotechar',
              quote,
              options.quotechar !== null,
              quote === "'" ? texts.singleQuotes : texts.quotes,
            ),
          ]),
    ],
  }
}

// ── what divides the cells ───────────────────────────────────────────────────────────────────────────────────────

interface Cells {
  readonly sep: string
  readonly quote: string
  readonly widths: FixedWidths | null
  /** Lines above the table, as far as they are known, and the first of them. */
  readonly skip: number
  readonly title: string
  /** Separators that fit, the best first. */
  readonly ranked: readonly SeparatorCandidate[]
  /** Fixed places that fit too. */
  readonly otherWidths: readonly number[] | null
}

const isCommentLine = (line: string): boolean => COMMENT_MARKS.some((mark) => line.startsWith(mark))

function findCells(text: string, options: ReaderOptions): Cells {
  const skip = options.skiprows ?? 0
  const comment = options.comment ?? ''
  const fixed = { sep: CELL_END, quote: '', skip, title: '', ranked: [], otherWidths: null }
  if (options.widths) return { ...fixed, widths: { widths: options.widths, isFound: false } }
  const quote = options.quotechar ?? findQuote(text)
  const ranked = options.sep === null ? rankSeparators(text, quote, skip, comment) : []
  const separated = { ...fixed, quote, sep: options.sep ?? ranked[0]?.sep ?? ',', ranked, widths: null }
  if (options.sep !== null) return separated
  const isLeftOut = comment === '' ? isCommentLine : (line: string) => line.startsWith(comment)
  const found = findWidths(text, options.skiprows, options.comment === '' ? () => false : isLeftOut)
  if (found === null) return separated
  if (isBetter(found, ranked[0]))
    return { ...fixed, ...found, ranked, widths: { widths: found.widths, isFound: true } }
  return found.widths.length > ranked[0]!.width ? { ...separated, otherWidths: found.widths } : separated
}

/** Marks that times and dates have. */
const IN_VALUES: readonly string[] = [':', '/']

/** Whether the lines have fixed places rather than a separator: blanks do not divide them alike, or not where a cell is empty. */
function isBetter({ widths }: FoundWidths, best: SeparatorCandidate | undefined): boolean {
  if (!best || IN_VALUES.includes(best.sep)) return true
  const isBlanks = best.sep.trim() === '' && best.sep !== '\t'
  return isBlanks ? best.consistency < 1 || widths.length > best.width : best.consistency < 0.9
}

/** Lines that start with the mark of a comment and have a text across the limits of the columns. */
function commentAcross(text: string, { widths, skip }: Cells): FoundComment | null {
  let [limit, count] = [0, 0]
  const limits = widths!.widths.slice(0, -1).map((width) => {
    limit += width
    return limit
  })
  let first: FoundComment | null = null
  for (const [i, content] of text.split('\n').entries()) {
    const mark = COMMENT_MARKS.find((each) => content.startsWith(each))
    if (i < skip || mark === undefined || (first && first.mark !== mark)) continue
    count++
    const characters = [...content]
    if (limits.some((at) => /^\S\S$/.test(`${characters[at - 1] ?? ' '}${characters[at] ?? ' '}`)))
      first ??= { mark, count, line: i + 1, example: content.trim() }
  }
  return first && { ...first, count }
}

function separationFacts(
  { sep, widths, ranked, otherWidths }: Cells,
  options: ReaderOptions,
  width: number,
): OptionFact[] {
  const others = ranked
    .slice(widths ? 0 : 1)
    .filter(({ consistency, cleanliness }) => consistency >= 0.9 && cleanliness >= 0.9)
    .map((other) => ({ value: other.sep, meaning: texts.sepAlternative(other.width) }))
  if (widths)
    return [
      fact('widths', [...widths.widths], !widths.isFound, texts.widths(width)),
      ...(widths.isFound ? [fact('sep', null, false, texts.widths(width), others)] : []),
    ]
  const reason = width > 1 ? texts.sep(sep, width) : texts.oneColumn
  return [
    fact('sep', sep, options.sep !== null, reason, others),
    ...(otherWidths
      ? [
          fact('widths', null, false, reason, [
            { value: [...otherWidths], meaning: texts.widthsAlternative(otherWidths.length) },
          ]),
        ]
      : []),
  ]
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
