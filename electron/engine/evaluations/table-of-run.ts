/** The table that a run was trained on. */
import { isTableSource } from '../../../shared/data/sources/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { forBlocks } from '../data/blocks.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import { dataOfRun, dataOptions, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

export interface RunTable {
  readonly table: Table
  /** Folder in the cache. */
  readonly folder: string
}

/** @param permit asks whether the data of the run may be read
 *  @returns null if the data are no table
 *  @throws ProblemError if they are missing or not those of the run: their rows would be wrong ones */
export async function tableOfRun(
  run: StoredRun,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<RunTable | null> {
  const { data } = run.document
  if (!data || !isTableSource(data.source)) return null
  await permit(run)
  await dataOfRun(run, cache)
  return openTable(data, dataOptions(run, cache))
}

/** @throws ProblemError if the table has no such column */
export function columnOf({ info: { columns } }: Table, name: string): number {
  const column = columns.findIndex((each) => each.name === name)
  if (column >= 0) return column
  throw new ProblemError([
    texts.noColumn(
      name,
      columns.map((each) => each.name),
    ),
  ])
}

/** Whether the values of a column are numbers: also dates, but not booleans, whose words tell more. */
export const isNumeric = ({ info }: Table, column: number): boolean =>
  info.columns[column]!.type === 'number' || info.columns[column]!.type === 'date'

/** The numbers of a column in some rows. */
export async function numbersAt(table: Table, column: number, rows: Int32Array): Promise<Float64Array> {
  const all = await table.numbers(column)
  return Float64Array.from(rows, (row) => all[row]!)
}

/** The texts of a column in some rows; null where missing. */
export async function textsAt(
  table: Table,
  column: number,
  rows: Int32Array,
): Promise<readonly (string | null)[]> {
  const all = await table.texts(column, 0, table.info.rows)
  const found: (string | null)[] = []
  await forBlocks(rows.length, undefined, (from, to) => {
    for (const row of rows.subarray(from, to)) found.push(all[row] ?? null)
  })
  return found
}
