/** The rows of a table that have a value in every target; the others leave before the split. */
import { type ColumnSettings, settingsOf } from '../../../../shared/data/columns.ts'
import type { Text } from '../../../../shared/text.ts'
import { forBlocks } from '../blocks.ts'
import { problemError } from '../problem-error.ts'
import type { Table } from '../table/table.ts'
import type { Columns, TableSource } from './choose-columns.ts'
import { readLabelColumns } from './label-targets.ts'
import { missingIn, type TableTarget, takeTargetRows } from './table-target.ts'
import { readTarget, readWeights } from './targets.ts'
import { texts } from './texts.ts'

export interface KeptTargets {
  readonly targets: readonly TableTarget[]
  readonly weights: Float64Array | null
  /** Rows of the table; null: all. */
  readonly rows: Int32Array | null
  readonly notes: readonly Text[]
}

/** Targets and weights of the rows that have a value in every target; the others leave before the split.
 *  @param excluded rows of the table whose labels and weights may be wrong
 *  @param unplaced those of them that the split cannot place: they leave before it as well */
export async function keptTargets(
  table: Table,
  columns: Columns,
  settings: readonly ColumnSettings[],
  source: TableSource,
  excluded: ReadonlySet<number>,
  unplaced: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<KeptTargets> {
  const names = table.info.columns.map(({ name }) => name)
  const targets: TableTarget[] = []
  for (const column of columns.targets)
    targets.push(await readTarget(table, column, settingsOf(settings, names[column]!), source.task, excluded))
  if (columns.labels.length > 0)
    targets.push(await readLabelColumns(table, columns.labels, settings, excluded))
  const missing = targets.map(missingIn)
  const isMissing = (row: number) => missing.some((isMissingIn) => isMissingIn(row))
  const rows = new Int32Array(table.info.rows)
  let count = 0
  let incompleteRows = 0
  await forBlocks(rows.length, signal, (from, to) => {
    for (let row = from; row < to; row++)
      if (isMissing(row)) incompleteRows++
      else if (!unplaced.has(row)) rows[count++] = row
  })
  const weights =
    columns.weights === null
      ? null
      : await readWeights(
          table,
          columns.weights,
          settingsOf(settings, names[columns.weights]!),
          rows.subarray(0, count),
          excluded,
        )
  if (count === rows.length) return { targets, weights, rows: null, notes: [] }
  const kept = rows.slice(0, count)
  if (count === 0) throw problemError('data_no_target', texts.noTarget(targets[0]!.info.name), 'target')
  const incomplete = targets.filter((_, i) => {
    for (let row = 0; row < rows.length; row++) if (missing[i]!(row)) return true
    return false
  })
  return {
    targets: targets.map((target) => takeTargetRows(target, kept)),
    weights,
    rows: kept,
    notes: [
      ...(incompleteRows > 0
        ? [
            texts.targetRowsDropped(
              incompleteRows,
              incomplete.map(({ info }) => info.name),
            ),
          ]
        : []),
      ...(count + incompleteRows < rows.length
        ? [texts.unplacedRows(rows.length - count - incompleteRows)]
        : []),
    ],
  }
}
