/** Divides the rows of a table by the rule of the document. */
import { byCodePoint } from '../../../../shared/data/code-points.ts'
import { stratifiedTarget } from '../../../../shared/data/data-info.ts'
import type { DataReference, SplitMethod } from '../../../../shared/data/data-reference.ts'
import { type ClassCounts, countingParts, type Split } from '../../../../shared/data/parts.ts'
import { splitRows } from '../../../../shared/data/split.ts'
import { groupShuffleSplit, PART_WORDS, partsOf, timeSplit } from '../../../../shared/data/split-by-column.ts'
import type { ProblemError, problem } from '../../../../shared/problem.ts'
import { paused } from '../blocks.ts'
import { problemError } from '../problem-error.ts'
import { partSizes, randomSplitMethod, refusalNotes } from '../split-parts.ts'
import type { Table } from '../table/table.ts'
import { recode } from './categories.ts'
import type { KeptTargets } from './kept-targets.ts'
import { codesOf } from './table-target.ts'
import { texts } from './texts.ts'
import type { DrawnSplit } from './write-prepared.ts'

type SplitSettings = DataReference['split']

/** @throws ProblemError if no row is left for training, or for a column that cannot divide rows */
export async function drawSplit(
  { targets, rows }: KeptTargets,
  table: Table,
  settings: SplitSettings,
  excluded: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<DrawnSplit> {
  const count = rows?.length ?? table.info.rows
  const infos = targets.map(({ info }) => info)
  const stratified = stratifiedTarget(infos, settings)
  const codes = targets.map(codesOf)
  const split = await (BY_COLUMN[settings.method] ?? atRandom)({
    table,
    rows,
    count,
    settings,
    excluded,
    signal,
    codes: inFileOrder(codes[stratified] ?? null, infos[stratified]?.ranks),
  })
  if (split.train.length === 0) throw problemError('data_split', texts.noTrainingRows, 'method')
  const counts: (ClassCounts | null)[] = []
  for (const [i, each] of codes.entries())
    counts.push(each && (await paused(countingParts(each, split, infos[i]!.classes.length), signal)))
  return { split, counts, notes: refusalNotes(settings, infos, stratified, counts) }
}

const inFileOrder = (codes: Int32Array | null, ranks: readonly number[] | undefined): Int32Array | null =>
  codes && ranks ? codes.map((code) => ranks[code]!) : codes

interface Rows {
  readonly table: Table
  /** Rows of the table that are kept; null: all. */
  readonly rows: Int32Array | null
  readonly count: number
  readonly settings: SplitSettings
  /** Rows of the table that a mark leaves out of their part. */
  readonly excluded: ReadonlySet<number>
  readonly signal: AbortSignal
  /** Classes to stratify by. */
  readonly codes: Int32Array | null
}

const atRandom = ({ count, settings, codes, signal }: Rows): Promise<Split> =>
  paused(
    splitRows(
      { ...settings, method: randomSplitMethod(settings.method) },
      codes,
      count,
      partSizes(settings, count),
    ),
    signal,
  )

const BY_COLUMN: { readonly [method in SplitMethod]?: (rows: Rows) => Promise<Split> } = {
  async group_shuffle_split(all) {
    const groups = await groupsOf(all)
    const split = await paused(groupShuffleSplit(groups, all.settings, all.settings.seed), all.signal)
    if (split) return split
    throw problemError(
      'data_split',
      texts.fewGroups(all.settings.column!, new Set(groups).size),
      'validation',
    )
  },
  async time(all) {
    const { table, rows, count, settings } = all
    const column = findColumn(all)
    const { type } = table.info.columns[column]!
    if (type !== 'number' && type !== 'date') throw refuse(texts.noTime(settings.column!))
    const times = keptNumbers(await table.numbers(column), rows)
    await refuseMissing(all, times.findIndex(Number.isNaN))
    return paused(timeSplit(times, partSizes(settings, count)), all.signal)
  },
  async column(all) {
    const { table, rows, count, settings, excluded } = all
    const column = findColumn(all)
    const cells = await table.texts(column, 0, table.info.rows)
    const words = Array.from({ length: count }, (_, row) => cells[rows ? rows[row]! : row] ?? null)
    const isExcluded = (row: number) => excluded.has(rows ? rows[row]! : row)
    await refuseMissing(
      all,
      words.findIndex((word, row) => word === null && !isExcluded(row)),
    )
    const partOf = (word: string | null | undefined) => PART_WORDS.get((word ?? '').trim().toLowerCase())
    const unknown = words.findIndex((word, row) => !partOf(word) && !isExcluded(row))
    if (unknown >= 0) {
      const line = await table.lineOf(rows ? rows[unknown]! : unknown)
      throw refuse(texts.noPart(settings.column!, words[unknown]!, line, [...PART_WORDS.keys()]))
    }
    return paused(
      partsOf(count, (row) => partOf(words[row])),
      all.signal,
    )
  },
}

/** Excluded rows that have no value in the column of the split: no part can be theirs. A row whose value names no part just is in none. */
export async function unplacedRows(
  table: Table,
  { method, column }: SplitSettings,
  excluded: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const index = table.info.columns.findIndex(({ name }) => name === column)
  const unplaced = new Set<number>()
  if (index < 0 || !(method === 'time' || method === 'group_shuffle_split')) return unplaced
  const { type, categories } = table.info.columns[index]!
  if (type === 'text') return unplaced
  for (const row of excluded) {
    if (row >= table.info.rows) continue
    const [value] = categories
      ? await table.codes(index, row, row + 1)
      : await table.numbers(index, row, row + 1)
    if (categories ? value === -1 : Number.isNaN(value)) unplaced.add(row)
  }
  return unplaced
}

const refuse = (message: Parameters<typeof problem>[1]): ProblemError =>
  problemError('data_split', message, 'column')

/** @throws ProblemError if the document names no column, or one that the table does not have */
function findColumn({ table, settings }: Rows): number {
  const name = settings.column ?? ''
  const index = table.info.columns.findIndex((column) => column.name === name)
  if (index >= 0) return index
  const known = table.info.columns.map((column) => column.name)
  // Its fix is an edit of the document (shared/model/data-fixes.ts).
  throw problemError('data_split_column', texts.noSplitColumn(settings.method, name, known), 'column')
}

/** The group of each row, numbered as numpy.unique does: numbers by value, texts by code point. */
async function groupsOf(all: Rows): Promise<Int32Array> {
  const { table, rows, settings } = all
  const column = findColumn(all)
  const { type, categories } = table.info.columns[column]!
  if (categories !== null) {
    const codes = recode(await table.codes(column), categories, categories.toSorted(byCodePoint))
    const own = rows ? rows.map((row) => codes[row]!) : codes
    await refuseMissing(all, own.indexOf(-1))
    return renumber(own)
  }
  if (type === 'text') throw refuse(texts.textGroups(settings.column!))
  const numbers = keptNumbers(await table.numbers(column), rows)
  await refuseMissing(all, numbers.findIndex(Number.isNaN))
  return renumber(numbers)
}

/** Numbers the distinct values that occur in ascending order. */
function renumber(values: Int32Array | Float64Array): Int32Array {
  const distinct = [...new Set<number>(values)].sort((a, b) => a - b)
  const place = new Map(distinct.map((value, i) => [value, i]))
  return Int32Array.from(values, (value) => place.get(value)!)
}

const keptNumbers = (values: Float64Array, rows: Int32Array | null): Float64Array =>
  rows ? Float64Array.from(rows, (row) => values[row]!) : values

/** @param row the first kept row without a value, or −1 */
async function refuseMissing({ table, rows, settings }: Rows, row: number): Promise<void> {
  if (row < 0) return
  throw refuse(texts.splitMissing(settings.column!, await table.lineOf(rows ? rows[row]! : row)))
}
