/** The feature columns of a table as stored numbers: steps fitted on the training rows, applied to all rows. */
import type { ColumnInfo } from '../../../../shared/data/column-info.ts'
import { type ColumnSettings, settingsFinder } from '../../../../shared/data/columns.ts'
import type { ColumnFits } from '../../../../shared/data/fitted-steps.ts'
import { steps } from '../../../../shared/data/steps/index.ts'
import { standardize } from '../../../../shared/data/steps/standardize.ts'
import { takeRows, type Values } from '../../../../shared/data/steps/step.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import { type ProblemData, ProblemError } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import { pause } from '../blocks.ts'
import { reportsDamage } from '../checked-file.ts'
import type { Table } from '../table/table.ts'
import { texts as sharedTexts } from '../texts.ts'
import type { Progress } from '../types.ts'
import { columnValues, noNumbers } from './column-values.ts'
import { prepareColumn, withLines } from './fit-column.ts'
import { texts } from './texts.ts'

export interface Features {
  readonly columns: readonly ColumnInfo[]
  /** The values of each column, row by row. */
  readonly values: readonly Float32Array[]
  /** Rows that a step leaves out; null: none. */
  readonly dropped: ((row: number) => boolean) | null
  /** Columns whose steps leave rows out. */
  readonly droppingColumns: readonly string[]
  readonly fits: readonly ColumnFits[]
  readonly notes: readonly Text[]
}

/** The first cell of a column that is missing or not a 32-bit number, and how many are missing. */
export interface InvalidCell {
  readonly column: string
  readonly row: number
  readonly value: number
  readonly missing: number
}

interface FeatureOptions {
  /** Columns of the table. */
  readonly indices: readonly number[]
  readonly settings: readonly ColumnSettings[]
  /** A number column without steps of its own is standardized. */
  readonly isStandardized: boolean
  /** Rows of the table that are kept; null: all. */
  readonly rows: Int32Array | null
  /** Training rows among them. */
  readonly train: Int32Array
}

/** The number of columns whose problems are reported. */
const MAX_REPORTED = 5

/** @throws ProblemError with the problems of the first columns that cannot become numbers */
export async function readFeatures(
  table: Table,
  options: FeatureOptions,
  { report, signal }: Progress,
): Promise<Features> {
  const { indices } = options
  const settings = settingsFinder(options.settings)
  const features: ColumnFeatures[] = []
  const problems: ProblemData[] = []
  let failed = 0
  for (const [i, index] of indices.entries()) {
    report(i / indices.length, texts.preparing(table.info.columns[index]!.name, i + 1, indices.length))
    await pause(signal)
    try {
      const column = await readFeature(table, index, options, settings)
      // After the first problem only the others are looked for.
      if (failed === 0) features.push(column)
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problems.some(reportsDamage)) throw error
      problems.push(...error.problems)
      if (++failed === MAX_REPORTED) break
    }
  }
  if (failed > 0) throw new ProblemError(problems)
  const drops = features.flatMap(({ dropped }) => dropped ?? [])
  return {
    columns: features.flatMap(({ columns }) => columns),
    values: features.flatMap(({ values }) => values),
    fits: features.map(({ fits }) => fits),
    dropped: drops.length > 0 ? (row) => drops.some((isDropped) => isDropped(row)) : null,
    droppingColumns: features.flatMap(({ fits, dropped }) => (dropped ? [fits.column] : [])),
    notes: features.flatMap(({ notes }) => notes),
  }
}

interface ColumnFeatures {
  readonly columns: readonly ColumnInfo[]
  readonly values: readonly Float32Array[]
  readonly fits: ColumnFits
  readonly dropped: ((row: number) => boolean) | null
  readonly notes: readonly Text[]
}

async function readFeature(
  table: Table,
  index: number,
  { isStandardized, rows, train }: FeatureOptions,
  settings: (name: string) => ColumnSettings,
): Promise<ColumnFeatures> {
  const { name, type } = table.info.columns[index]!
  const own = settings(name)
  const all = await columnValues(table, index, own, 'features')
  const chain = own.steps ?? (isStandardized && all.kind === 'number' ? STANDARDIZE : [])
  const values = rows ? takeRows(all, rows) : all
  const { parts, fits, dropped } = await withLines(table, rows, () =>
    prepareColumn(name, values, chain, train),
  )
  const isPrepared = chain.some((config) => !getMember(steps, config).keepsValues)
  const stored: Float32Array[] = []
  for (const part of parts) stored.push(await storedValues(part.values, table, index))
  return {
    columns: parts.map(({ suffix, values: part }) => ({
      name: name + suffix,
      type: type === 'category' || type === 'text' ? 'category' : 'number',
      ...(suffix !== '' && { source: name }),
      ...('codes' in part && part.kind !== 'category' && { code: { kind: part.kind, size: part.size } }),
      ...(isPrepared && { isPrepared }),
    })),
    values: stored,
    fits: { column: name, steps: chain, fits },
    dropped,
    notes: parts.some(({ values: part }) => !isPrepared && part.kind === 'number' && losesDetail(part.values))
      ? [sharedTexts.notePrecision(name)]
      : [],
  }
}

const STANDARDIZE: readonly Config[] = [{ type: standardize.type }]

/** @throws ProblemError for values that are no numbers yet */
async function storedValues(values: Values, table: Table, column: number): Promise<Float32Array> {
  if (values.kind === 'number') return new Float32Array(values.values)
  if (values.kind === 'one-hot' || values.kind === 'index') return new Float32Array(values.codes)
  throw await noNumbers(table, column, 'features')
}

/** A loop, as a callback for each row takes several times as long. */
function firstInvalid(values: Float32Array, isLeftOut: (row: number) => boolean): number {
  for (let row = 0; row < values.length; row++) {
    const x = values[row]!
    // A difference of 0 only for finite numbers.
    if (x - x !== 0 && !isLeftOut(row)) return row
  }
  return -1
}

/** The first invalid cell of each column that has one, of MAX_REPORTED columns.
 *  @param isLeftOut rows that are in no part */
export function invalidCells(
  { columns, values }: Pick<Features, 'columns' | 'values'>,
  isLeftOut: (row: number) => boolean,
): InvalidCell[] {
  const cells: InvalidCell[] = []
  for (const [c, column] of values.entries()) {
    const row = firstInvalid(column, isLeftOut)
    if (row < 0) continue
    const missing = column.reduce((sum, x, r) => sum + (Number.isNaN(x) && !isLeftOut(r) ? 1 : 0), 0)
    const { name, source } = columns[c]!
    cells.push({ column: source ?? name, row, value: column[row]!, missing })
    if (cells.length === MAX_REPORTED) break
  }
  return cells
}

/** float32 has 24 bits: beyond this ratio the values take fewer than 16 steps. */
export function losesDetail(values: Float64Array): boolean {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const x of values) {
    if (x < least) least = x
    if (x > greatest) greatest = x
  }
  return greatest > least && Math.max(Math.abs(least), Math.abs(greatest)) / (greatest - least) > 2 ** 20
}
