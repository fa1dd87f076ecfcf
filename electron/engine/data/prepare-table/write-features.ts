/** Applies the fitted steps to all rows, block by block, and writes them row by row: memory holds one block, however many rows there are. */
import { takeRows, type Values } from '../../../../shared/data/steps/step.ts'
import { type ProblemData, ProblemError } from '../../../../shared/problem.ts'
import { pause } from '../blocks.ts'
import { checkedWriter, reportsDamage } from '../checked-file.ts'
import type { Table } from '../table/table.ts'
import type { Progress } from '../types.ts'
import { bytesOf } from '../write-rows.ts'
import { type Feature, MAX_REPORTED } from './features.ts'
import { type AppliedColumn, applyColumn, type IsExcluded, withLines } from './fit-column.ts'
import { type InvalidCell, invalidCells } from './invalid-cells.ts'
import { type Range, widen } from './precision.ts'
import { texts } from './texts.ts'

/** Bytes of a block, so that it stays in the cache of the processor while its columns are written one after the other. */
const BLOCK_BYTES = 2 ** 20
/** Rows of a block at least: less would cost more for each column than for its values. */
const MIN_ROWS = 256

export interface WrittenFeatures {
  /** Whether a step leaves a row out; null: none does. */
  readonly isDropped: ((row: number) => boolean) | null
  /** The first cells that are missing or no 32-bit numbers, of rows that are not left out. */
  readonly invalid: readonly InvalidCell[]
  /** Least and greatest number of each stored column that is not prepared, before it is rounded. */
  readonly ranges: readonly Range[]
}

/** @param rows rows of the table that are kept; null: all @param isExcluded such a row is never refused
 *  @throws ProblemError with the problems of the first columns whose steps refuse a value; the reason of the signal */
export async function writeFeatures(
  path: string,
  table: Table,
  features: readonly Feature[],
  rows: Int32Array | null,
  isExcluded: IsExcluded,
  { report, signal }: Progress,
): Promise<WrittenFeatures> {
  const columns = features.flatMap((feature) => feature.columns)
  const width = columns.length
  const count = rows?.length ?? table.info.rows
  const size = Math.max(MIN_ROWS, Math.floor(BLOCK_BYTES / 4 / width))
  const block = new Float32Array(Math.min(size, table.blockRows, table.info.rows) * width)
  const dropped = features.some(({ drops }) => drops) ? new Uint8Array(count) : null
  const isDropped = dropped && ((row: number) => dropped[row] === 1)
  const invalid = invalidCells(columns, (row) => (isExcluded?.(row) ?? false) || (isDropped?.(row) ?? false))
  const ranges = columns.map((): Range => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  const failed = new Map<Feature, readonly ProblemData[]>()
  const writer = await checkedWriter(path)
  let done = 0
  try {
    for (const [from, to] of blocksOf(table, size)) {
      const kept = keptIn(rows, done, from, to)
      const length = kept?.length ?? to - from
      const before = done
      const isExcludedHere = isExcluded && ((row: number) => isExcluded(before + row))
      // Excluded rows may get no value.
      if (isExcluded) block.fill(0)
      const suspects: number[] = []
      let at = 0
      for (const feature of features) {
        const values = await feature.reader.read(from, to)
        const own = kept ? takeRows(values, kept) : values
        const applied = await attempt(feature, failed, () =>
          withLines(table, rows, () => applyColumn(feature.fits, own, isExcludedHere), done),
        )
        for (const [i, part] of (applied?.parts ?? []).entries())
          if (!place(part.values, block, at + i, width, feature.isPrepared ? null : ranges[at + i]!))
            suspects.push(at + i)
        if (applied?.dropped)
          for (let row = 0; row < length; row++) if (applied.dropped(row)) dropped![done + row] = 1
        at += feature.columns.length
      }
      for (const column of suspects) invalid.look(block, column, length, done)
      if (failed.size === 0) await writer.write(bytesOf(block.subarray(0, length * width)))
      done += length
      report(to / table.info.rows, texts.writing)
      await pause(signal)
    }
  } finally {
    await writer.close()
  }
  const problems = features.flatMap((feature) => failed.get(feature) ?? [])
  if (problems.length > 0) throw new ProblemError(problems.slice(0, MAX_REPORTED))
  return { isDropped, invalid: invalid.first(MAX_REPORTED), ranges }
}

/** Stretches of at most `size` rows, none of which goes beyond a block of the table. */
function* blocksOf(
  { info: { rows }, blockRows }: Table,
  size: number,
): Generator<[from: number, to: number]> {
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(start + blockRows, rows)
    for (let from = start; from < end; from += size) yield [from, Math.min(from + size, end)]
  }
}

/** The kept rows of a stretch, counted from its start. @param done number of kept rows before it */
function keptIn(rows: Int32Array | null, done: number, from: number, to: number): Int32Array | null {
  if (rows === null) return null
  let end = done
  while (end < rows.length && rows[end]! < to) end++
  return rows.subarray(done, end).map((row) => row - from)
}

/** Null for a column whose steps refuse a value, here or earlier. */
async function attempt(
  feature: Feature,
  failed: Map<Feature, readonly ProblemData[]>,
  apply: () => Promise<AppliedColumn>,
): Promise<AppliedColumn | null> {
  if (failed.has(feature)) return null
  try {
    return await apply()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(reportsDamage)) throw error
    failed.set(feature, error.problems)
    return null
  }
}

/** Writes the values of a column into the rows of a block. @returns whether all are finite 32-bit numbers */
function place(
  values: Values,
  block: Float32Array,
  column: number,
  width: number,
  range: Range | null,
): boolean {
  if ('codes' in values) {
    const { codes } = values
    for (let row = 0, at = column; row < codes.length; row++, at += width) block[at] = codes[row]!
    return true
  }
  const numbers = values.values
  // A difference is 0 for finite numbers only; the sum of differences is NaN otherwise.
  let differences = 0
  for (let row = 0, at = column; row < numbers.length; row++, at += width) {
    const x = Math.fround(numbers[row]!)
    block[at] = x
    differences += x - x
  }
  if (range) widen(range, numbers)
  return differences === 0
}
