/** Reads a text table into the cache: finds out how it is written from its first lines, reads all rows, and reads them again where the rest
 *  of the file shows something else. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { OptionFact } from '../../../../shared/data/table-profile.ts'
import { type ProblemData, problem } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import { codingBudget, NumberColumn, TextColumn } from '../csv/cell-columns.ts'
import { type Facts, judge } from '../csv/judge-column.ts'
import { type ReaderOptions, readOptions } from '../csv/options.ts'
import { ambiguousFormat, type ColumnPlan, planColumn, presentCells } from '../csv/plan-columns.ts'
import { readPass, rowProblem } from '../csv/read-pass.ts'
import { RowError, type RowParser } from '../csv/row-parser.ts'
import { firstBytes, readSample, type Sample } from '../csv/sample.ts'
import { commentFact, type Dialect, type FoundComment, fact, sniff } from '../csv/sniff.ts'
import { type FoundMarks, findMarks, findUnit } from '../csv/sniff-numbers.ts'
import { COMMENT_MARKS } from '../csv/sniff-separator.ts'
import { findFile, type ResolvedFile } from '../find-file.ts'
import { problemError } from '../problem-error.ts'
import { decoded, lineOfByte, NotInEncoding } from '../text/decode.ts'
import { detectEncoding, type FoundEncoding } from '../text/detect-encoding.ts'
import { texts as textTexts } from '../text/texts.ts'
import { type Unpacked, unpack } from '../text/unpack.ts'
import { texts as dataTexts } from '../texts.ts'
import type { Report } from '../types.ts'
import { dateParser } from './date-format.ts'
import { numberParser } from './number-format.ts'
import type { ReaderSettings } from './reader-settings.ts'
import type { StoredColumn } from './stored-table.ts'
import { texts } from './texts.ts'
import { blockRowsFor, createTable, type TableWriter, textSegment } from './write-table.ts'

/** Times that a file is read at most. */
const MAX_PASSES = 4
/** Distinct texts of a column whose type is set to category. */
const MAX_SET_CATEGORIES = 100_000
/** Bad cells of a column that are considered for other marks of numbers. */
const MAX_CONSIDERED = 1000

export async function readTextTable(
  file: ResolvedFile,
  settings: ReaderSettings,
  { folder }: { readonly folder: string },
  report: Report,
): Promise<void> {
  report(0, dataTexts.reading(file.path))
  const options = readOptions(settings.options)
  const unpacked = await unpack(file)
  const first = await firstBytes(unpacked)
  if (first.every((byte) => byte <= 32))
    throw problemError('data_no_rows', dataTexts.csvEmpty(file.path), 'path')
  const encoding = detectEncoding(first, options.encoding)
  const reader = { file, options, unpacked, types: typesOf(settings), folder, report }
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

interface Reader {
  readonly file: ResolvedFile
  readonly options: ReaderOptions
  readonly unpacked: Unpacked
  /** The types that the document sets. */
  readonly types: ReadonlyMap<string, ColumnType>
  readonly folder: string
  readonly report: Report
}

const typesOf = ({ types }: ReaderSettings): ReadonlyMap<string, ColumnType> =>
  new Map(types.flatMap(({ name, type }) => (type === 'auto' ? [] : [[name, type] as const])))

/** What is known before a pass over the rows. */
interface State {
  readonly dialect: Dialect
  readonly marks: FoundMarks
  readonly plans: readonly ColumnPlan[]
}

async function readWith(reader: Reader, encoding: FoundEncoding): Promise<void> {
  const { file, options, unpacked, types } = reader
  const sample = await readSample(file, unpacked, encoding)
  const dialect = sniff(file.path, sample, options)
  const cells = sampleCells(dialect)
  const marks = marksOf(cells, dialect, options, [])
  const typeOf = (column: number) => types.get(dialect.columns[column]!.name) ?? null
  let state: State = { dialect, marks, plans: cells.map((texts, i) => planColumn(texts, marks, typeOf(i))) }
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
          plans: cells.map((texts, i) => planColumn(texts, other, typeOf(i))),
        }
        continue
      }
      const verdicts = read.columns.map((column, i) =>
        judge(column, {
          plan: state.plans[i]!,
          type: typeOf(i) ?? (isLast ? fixedType(state.plans[i]!) : null),
          rows: read.parser.rowsBefore,
          marks: state.marks,
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
      await finish(reader, encoding, state, { ...read, facts, cells, sample }, writer)
      return
    } finally {
      await writer.close()
    }
  }
}

/** After the last pass, what was planned stays. */
const fixedType = ({ kind }: ColumnPlan): ColumnType | null => (kind === 'text' ? null : kind)

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

interface ReadTable {
  readonly columns: readonly (NumberColumn | TextColumn)[]
  readonly parser: RowParser
  readonly blockRows: number
}

async function readRows(
  { file, options, unpacked, types, report }: Reader,
  encoding: FoundEncoding,
  { dialect, marks, plans }: State,
  writer: TableWriter,
): Promise<ReadTable> {
  const blockRows = blockRowsFor(plans.length)
  const budget = codingBudget()
  const columns = plans.map((plan, i) => {
    const isSet = types.get(dialect.columns[i]!.name) === 'category'
    const naValues = options.na_values
    if (plan.kind === 'text')
      return new TextColumn(blockRows, { budget, naValues, maxCoded: isSet ? MAX_SET_CATEGORIES : undefined })
    const parse = plan.kind === 'date' ? dateParser(plan.format) : numberParser({ ...marks, unit: plan.unit })
    return new NumberColumn(parse, blockRows, { isDate: plan.kind === 'date', naValues })
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
  const chunks = decoded(file, unpacked, encoding)
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

interface Finished extends ReadTable {
  readonly facts: readonly Facts[]
  readonly cells: readonly (readonly string[])[]
  readonly sample: Sample
}

async function finish(
  { file, options, unpacked, types }: Reader,
  encoding: FoundEncoding,
  { dialect, marks, plans }: State,
  { columns, facts, parser, blockRows, cells }: Finished,
  writer: TableWriter,
): Promise<void> {
  const after = await findFile(file.path, null, 'path')
  if (JSON.stringify(after.identity) !== JSON.stringify(file.identity))
    throw problemError('data_changed', texts.changed(file.path), 'path')
  const lines = Int32Array.from(parser.lines)
  const stored: StoredColumn[] = []
  for (const [i, column] of columns.entries()) {
    const { name, header } = dialect.columns[i]!
    if (facts[i]!.type === 'category' && facts[i]!.textsFrom !== null)
      throw problemError('csv_categories', texts.tooManyCategories(name, MAX_SET_CATEGORIES), 'columns')
    const badSegment =
      column instanceof NumberColumn && column.badRows.length > 0
        ? await writer.writeSegment(badCells(column))
        : null
    stored.push({ name, header, ...withLines(facts[i]!, lines), badSegment })
  }
  const found = foundComment(dialect, parser)
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
      markerFact(stored, options),
    ],
    columns: stored,
    problems: [
      ...nameProblems(dialect),
      ...(parser.fittingComments > 0 && !dialect.isCommentSet
        ? [
            warning(
              'csv_comment',
              texts.fittingComments(comment, parser.fittingComments, parser.firstFittingComment),
            ),
          ]
        : []),
      ...plans.flatMap((plan, i) =>
        columnProblems(stored[i]!, plan, columns[i]!, cells[i]!, types.has(stored[i]!.name)),
      ),
    ],
    hasCommentMarkInCells:
      comment !== '' && (await occursInCells(comment, decoded(file, unpacked, encoding))),
    areMarkersSet: options.na_values !== null,
    linesSegment: await writer.writeSegment(lines),
  })
}

function foundComment(
  { foundComment: found }: Dialect,
  { unfit, unfitCount, comments }: RowParser,
): FoundComment | null {
  if (found) return { ...found, count: comments }
  return unfit && { mark: unfit.mark, count: unfitCount, line: unfit.line, example: unfit.text }
}

const badCells = (column: NumberColumn): Uint8Array =>
  Buffer.concat([new Uint8Array(Int32Array.from(column.badRows).buffer), textSegment(column.badTexts)])

/** Adds the lines of bad cells of which only the row is known. */
function withLines(facts: Facts, lines: Int32Array): Facts {
  const lineOf = (row: number) => {
    let delta = 1
    for (let i = 0; i < lines.length && lines[i]! <= row; i += 2) delta = lines[i + 1]!
    return row + delta
  }
  const first = facts.badCells.first.map((cell) => ({ ...cell, line: cell.line ?? lineOf(cell.row) }))
  return { ...facts, badCells: { ...facts.badCells, first } }
}

function markFacts(
  { decimal, thousands, example, alternatives }: FoundMarks,
  options: ReaderOptions,
): OptionFact[] {
  const parse = numberParser({ decimal, thousands, unit: null })
  const reason = example === null ? null : texts.marks(example, parse(example))
  const others = (
    value: (marks: { readonly decimal: string; readonly thousands: string }) => string,
    own: string,
  ) =>
    alternatives
      .filter((other) => value(other) !== own)
      .map((other) => ({ value: value(other), meaning: texts.marks(other.example, other.value) }))
  return [
    fact(
      'decimal',
      decimal,
      options.decimal !== null,
      reason,
      others((marks) => marks.decimal, decimal),
    ),
    fact(
      'thousands',
      thousands,
      options.thousands !== null,
      reason,
      others((marks) => marks.thousands, thousands),
    ),
  ]
}

function markerFact(columns: readonly StoredColumn[], options: ReaderOptions): OptionFact {
  if (options.na_values !== null) return fact('na_values', [...options.na_values], true, null)
  const markers = columns.flatMap((column) => column.markers.filter(({ text }) => text !== ''))
  const count = markers.reduce((sum, marker) => sum + marker.count, 0)
  const found = [...new Set(markers.map(({ text }) => text))]
  return fact('na_values', found, false, count > 0 ? texts.markers(count) : null)
}

const warning = (code: string, message: Text, field: string | null = null): ProblemData =>
  problem(code, message, { severity: 'warning', field })

function nameProblems({ columns }: Dialect): ProblemData[] {
  const repeated = columns
    .filter(({ isRepeated }) => isRepeated)
    .map(({ header, name }) => header?.trim() ?? name)
  const byCase = new Map<string, string[]>()
  for (const { name } of columns) {
    const key = name.toLowerCase()
    byCase.set(key, [...(byCase.get(key) ?? []), name])
  }
  const same = [...byCase.values()].filter((names) => names.length > 1).flat()
  return [
    ...(repeated.length > 0 ? [warning('csv_names', texts.renamed([...new Set(repeated)]))] : []),
    ...(same.length > 0 ? [warning('csv_names', texts.sameButCase(same))] : []),
  ]
}

function columnProblems(
  { name, dateFormat, badCells, unit }: StoredColumn,
  plan: ColumnPlan,
  column: NumberColumn | TextColumn,
  cells: readonly string[],
  isTypeSet: boolean,
): ProblemData[] {
  const problems: ProblemData[] = []
  if (!isTypeSet && plan.kind === 'text' && plan.reason === 'codes') {
    const example = cells.find((cell) => cell.startsWith('0')) ?? ''
    problems.push(warning('csv_codes', texts.codes(name, example)))
  }
  if (!isTypeSet && plan.kind === 'text' && plan.reason === 'inexact')
    problems.push(warning('csv_inexact', texts.inexact(name, longest(cells))))
  const other = dateFormat === null ? null : ambiguousFormat(dateFormat, cells)
  if (other !== null && badCells.count === 0)
    problems.push(warning('csv_dates', texts.ambiguousDates(name, cells[0] ?? '', dateFormat!, other)))
  if (unit !== null && column instanceof NumberColumn) {
    const without = cells.filter((cell) => !cell.includes(unit)).length
    if (without > 0) problems.push(warning('csv_units', texts.units(name, unit, without)))
  }
  return problems
}

const longest = (cells: readonly string[]): string =>
  cells.reduce((a, b) => (b.length > a.length ? b : a), '')

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
