/** Reads a text table into the cache: finds out how it is written from its first lines, reads all rows, and reads them again where the rest
 *  of the file shows something else. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import { codingBudget, NumberColumn, TextColumn } from '../csv/cell-columns.ts'
import { cutLines } from '../csv/fixed-width.ts'
import { type Facts, judge } from '../csv/judge-column.ts'
import { type ReaderOptions, readOptions } from '../csv/options.ts'
import { type ColumnPlan, planColumn, presentCells } from '../csv/plan-columns.ts'
import { readPass, rowProblem } from '../csv/read-pass.ts'
import { RowError } from '../csv/row-format.ts'
import { firstBytes, readSample } from '../csv/sample.ts'
import { type Dialect, sniff } from '../csv/sniff.ts'
import { type FoundMarks, findMarks, findUnit } from '../csv/sniff-numbers.ts'
import { COMMENT_MARKS } from '../csv/sniff-separator.ts'
import type { ResolvedFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { decoded, lineOfByte, NotInEncoding } from '../text/decode.ts'
import { detectEncoding, type FoundEncoding } from '../text/detect-encoding.ts'
import { texts as textTexts } from '../text/texts.ts'
import { unpack } from '../text/unpack.ts'
import { texts as dataTexts } from '../texts.ts'
import type { Progress } from '../types.ts'
import { dateParser } from './date-format.ts'
import { numberParser } from './number-format.ts'
import type { ReaderSettings } from './reader-settings.ts'
import type { Reader, ReadTable, State } from './reading-state.ts'
import { MAX_SET_CATEGORIES, storeReadTable } from './store-read-table.ts'
import { blockRowsFor, createTable, type TableWriter } from './write-table.ts'

/** Times that a file is read at most. */
const MAX_PASSES = 4
/** Bad cells of a column that are considered for other marks of numbers. */
const MAX_CONSIDERED = 1000

export async function readTextTable(
  file: ResolvedFile,
  settings: ReaderSettings,
  { folder }: { readonly folder: string },
  { report, signal }: Progress,
): Promise<void> {
  report(0, dataTexts.reading(file.path))
  const options = readOptions(settings.options)
  const unpacked = await unpack(file, signal)
  const first = await firstBytes(unpacked)
  if (first.every((byte) => byte <= 32))
    throw problemError('data_no_rows', dataTexts.csvEmpty(file.path), 'path')
  const encoding = detectEncoding(first, options.encoding)
  const reader = { file, options, unpacked, types: typesOf(settings), folder, report, signal }
  try {
    await readWith(reader, encoding)
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw rowProblem(error, file.path)
    // The first lines are plain ASCII, so the encoding shows later.
    const isOpen = options.encoding === null && first.every((byte) => byte < 0x80)
    if (!isOpen) throw await encodingProblem(error, encoding, reader)
    const other = detectEncoding(error.bytes, null)
    await readWith(reader, other).catch(async (next: unknown) => {
      throw next instanceof NotInEncoding
        ? await encodingProblem(next, other, reader)
        : rowProblem(next, file.path)
    })
  }
}

async function encodingProblem(
  error: NotInEncoding,
  { encoding }: FoundEncoding,
  { file, unpacked }: Reader,
) {
  const line = await lineOfByte(unpacked, error.position)
  return problemError(
    'csv_encoding',
    textTexts.notInEncoding(file.path, encoding.name, error.position + 1, line),
    'encoding',
  )
}

const typesOf = ({ types }: ReaderSettings): ReadonlyMap<string, ColumnType> =>
  new Map(types.flatMap(({ name, type }) => (type === 'auto' ? [] : [[name, type] as const])))

async function readWith(reader: Reader, encoding: FoundEncoding): Promise<void> {
  const { file, options, unpacked, types } = reader
  const sample = await readSample(file, unpacked, encoding)
  const dialect = sniff(file.path, sample, options)
  const cells = sampleCells(dialect)
  const marks = marksOf(cells, dialect, options, [])
  const typeOf = (column: number) => types.get(dialect.columns[column]!.name) ?? null
  let state: State = {
    dialect,
    marks,
    plans: cells.map((texts, i) => planColumn(texts, marks, typeOf(i), options.date_format)),
  }
  const tried = cells.map((): ColumnPlan[] => [])
  for (let pass = 1; ; pass++) {
    for (const [i, plan] of state.plans.entries()) tried[i]!.push(plan)
    const writer = await createTable(reader.folder)
    try {
      const read = await readRows(reader, encoding, state, writer)
      const isLast = pass === MAX_PASSES
      const other = isLast ? null : otherMarks(read, state, cells, options)
      if (other) {
        state = {
          ...state,
          marks: other,
          plans: cells.map((texts, i) => planColumn(texts, other, typeOf(i), options.date_format)),
        }
        continue
      }
      const verdicts = read.columns.map((column, i) =>
        judge(column, {
          plan: state.plans[i]!,
          type: typeOf(i) ?? (isLast ? fixedType(state.plans[i]!) : null),
          rows: read.parser.rowsBefore,
          marks: state.marks,
          setFormat: options.date_format,
          naValues: options.na_values,
          tried: tried[i]!,
        }),
      )
      if (verdicts.some((verdict) => 'plan' in verdict)) {
        const plans = verdicts.map((verdict, i) => ('plan' in verdict ? verdict.plan : state.plans[i]!))
        state = { ...state, plans }
        continue
      }
      const facts = verdicts.map((verdict) => (verdict as { readonly facts: Facts }).facts)
      await storeReadTable(reader, encoding, state, { ...read, facts, cells }, writer)
      return
    } finally {
      await writer.close()
    }
  }
}

/** After the last pass, what was planned stays. */
const fixedType = ({ kind }: ColumnPlan): ColumnType | null => (kind === 'text' ? null : kind)

/** Characters of a row, by the first rows. */
function meanLength({ rows }: Dialect): number {
  let length = 0
  for (const { cells } of rows) for (const cell of cells) length += cell.length
  return length / Math.max(1, rows.length)
}

/** The cells of each column in the first rows, without missing ones. */
const sampleCells = ({ columns, rows }: Dialect): string[][] =>
  columns.map((_, i) => presentCells(rows.map(({ cells }) => cells[i]!)))

function marksOf(
  cells: readonly (readonly string[])[],
  { sep }: Pick<Dialect, 'sep'>,
  options: ReaderOptions,
  more: readonly (readonly string[])[],
): FoundMarks {
  const columns = cells.map((texts, i) => {
    const all = [...texts, ...(more[i] ?? [])]
    const unit = findUnit(all)
    return unit === null ? all : all.map((text) => text.replace(unit, '').trim())
  })
  return findMarks(columns, options, sep === ',')
}

async function readRows(
  { file, options, unpacked, types, report }: Reader,
  encoding: FoundEncoding,
  { dialect, marks, plans }: State,
  writer: TableWriter,
): Promise<ReadTable> {
  const blockRows = blockRowsFor(plans.length, meanLength(dialect))
  const budget = codingBudget()
  const columns = plans.map((plan, i) => {
    const isSet = types.get(dialect.columns[i]!.name) === 'category'
    const naValues = options.na_values
    if (plan.kind === 'text')
      return new TextColumn(blockRows, { budget, naValues, maxCoded: isSet ? MAX_SET_CATEGORIES : undefined })
    const parse = plan.kind === 'date' ? dateParser(plan.format) : numberParser({ ...marks, unit: plan.unit })
    return new NumberColumn(parse, blockRows, {
      isDate: plan.kind === 'date',
      naValues,
      thousands: marks.thousands,
    })
  })
  const format = {
    sep: dialect.sep,
    quote: dialect.quote,
    comment: dialect.comment,
    skip: dialect.skip,
    header: dialect.header,
    decimal: marks.decimal,
    commentCandidates: dialect.isCommentSet || dialect.comment !== '' ? [] : COMMENT_MARKS,
  }
  const text = decoded(file, unpacked, encoding)
  const { widths, skip, comment } = dialect
  const chunks = widths ? cutLines(text, { path: file.path, ...widths, skip, comment }) : text
  const parser = await readPass(file, chunks, { format, columns, blockRows }, writer, report)
  if (parser.rowsBefore === 0) throw problemError('data_no_rows', dataTexts.csvEmpty(file.path), 'path')
  const { unfit } = parser
  // Some lines that start with the mark are rows, so the others are no comments either.
  if (unfit && parser.fitting > 0)
    throw new RowError({ kind: 'ragged', line: unfit.line, expected: columns.length, found: unfit.cells })
  return { columns, parser, blockRows }
}

/** Other marks of numbers that read the cells better that are bad so far; null if there are none. */
function otherMarks(
  { columns }: ReadTable,
  { dialect, marks }: State,
  cells: readonly (readonly string[])[],
  options: ReaderOptions,
): FoundMarks | null {
  const bad = columns.map((column) =>
    column instanceof NumberColumn ? column.badTexts.slice(0, MAX_CONSIDERED) : [],
  )
  if (bad.every((texts) => texts.length === 0)) return null
  const found = marksOf(cells, dialect, options, bad)
  return found.decimal === marks.decimal && found.thousands === marks.thousands ? null : found
}
