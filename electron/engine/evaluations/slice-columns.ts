/** The columns by whose values the rows of a run are divided: those of its table, or of pictures the label and the brightness. */
import type { ColumnType } from '../../../shared/data/columns.ts'
import { pictureSize } from '../../../shared/data/pictures.ts'
import { labelNames } from '../../../shared/data/roles.ts'
import { BRIGHTNESS } from '../../../shared/evaluation/brightness.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { pause } from '../data/blocks.ts'
import type { PreparedData } from '../data/index.ts'
import { FEATURE_ARRAYS, readFeatures, readValues } from '../data/read-values.ts'
import { dataOfRun, type StoredRun } from './stored-run.ts'
import { columnOf, isNumeric, numbersAt, tableOfRun, textsAt } from './table-of-run.ts'
import * as texts from './texts.ts'

export interface SliceColumns {
  readonly of: 'table' | 'pictures'
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[]
  /** Those that are looked at together: of a table all but the targets, whose slices are the figures of its classes. */
  readonly together: readonly string[]
  /** The values of a column in some rows. @throws ProblemError if there is no such column */
  valuesAt(column: string, rows: Int32Array): Promise<SliceValues>
}

/** Numbers are NaN and texts null where missing. */
export type SliceValues =
  | { readonly type: 'number' | 'date'; readonly numbers: Float64Array }
  | { readonly type: Exclude<ColumnType, 'number' | 'date'>; readonly texts: readonly (string | null)[] }

/** @param permit asks whether the data of the run may be read
 *  @returns null if the data are numbers that are no pictures
 *  @throws ProblemError if they are missing or not those of the run: their rows would be wrong ones */
export async function sliceColumns(
  run: StoredRun,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<SliceColumns | null> {
  const opened = await tableOfRun(run, permit, cache)
  if (!opened) return pictureColumns(run, permit, cache)
  const { table } = opened
  const targets = new Set([
    ...run.record.data.targets.map(({ name }) => name),
    ...labelNames(run.document.data!.source),
  ])
  return {
    of: 'table',
    columns: table.info.columns,
    together: table.info.columns.map(({ name }) => name).filter((name) => !targets.has(name)),
    async valuesAt(name, rows) {
      const column = columnOf(table, name)
      const { type } = table.info.columns[column]!
      return isNumeric(table, column)
        ? { type: type as 'number' | 'date', numbers: await numbersAt(table, column, rows) }
        : {
            type: type as Exclude<ColumnType, 'number' | 'date'>,
            texts: await textsAt(table, column, rows),
          }
    },
  }
}

async function pictureColumns(
  run: StoredRun,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<SliceColumns | null> {
  if (!pictureSize(run.record.data.shape)) return null
  await permit(run)
  const prepared = await dataOfRun(run, cache)
  const { name, classes } = prepared.info.targets[0]!
  const columns = [
    { name, type: 'category' as const },
    { name: BRIGHTNESS, type: 'number' as const },
  ]
  return {
    of: 'pictures',
    columns,
    together: columns.map((each) => each.name),
    async valuesAt(column, rows) {
      if (column === BRIGHTNESS) return { type: 'number', numbers: await brightnessOf(prepared, rows) }
      if (column !== name) throw new ProblemError([texts.noColumn(column, [name, BRIGHTNESS])])
      const { train, validation, test } = prepared.info.drawn?.rows ?? prepared.info.rows
      const labels = await readValues(prepared.files.targets, new Int32Array(train + validation + test), 0)
      return { type: 'category', texts: Array.from(rows, (row) => classes[labels[row]!] ?? null) }
    },
  }
}

/** Bytes that are read at a time. */
const READ_BYTES = 4 * 2 ** 20

/** The mean of the values of each picture as the network receives them. */
async function brightnessOf(prepared: PreparedData, rows: Int32Array): Promise<Float64Array> {
  const { info, featureSize } = prepared
  const rowBytes = featureSize * FEATURE_ARRAYS[info.dtype].BYTES_PER_ELEMENT
  const together = Math.max(1, Math.floor(READ_BYTES / rowBytes))
  const [offset, scale] = [info.preparation.offset[0]!, info.preparation.scale[0]!]
  const means = new Float64Array(rows.length)
  // Neighbouring rows are read together.
  const order = Int32Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!)
  for (let at = 0; at < order.length; ) {
    const first = rows[order[at]!]!
    let end = at
    while (end < order.length && rows[order[end]!]! < first + together) end++
    const values = await readFeatures(prepared, first, rows[order[end - 1]!]! - first + 1)
    for (; at < end; at++) {
      const from = (rows[order[at]!]! - first) * featureSize
      let sum = 0
      for (let i = from; i < from + featureSize; i++) sum += values[i]!
      means[order[at]!] = (sum / featureSize - offset) * scale
    }
    await pause()
  }
  return means
}
