/** What the file says about rows whose label the run's document has corrected: the run itself knows the right label only. */
import { join } from 'node:path'
import { splitLabels } from '../../../shared/data/labels.ts'
import { isRelabelled, type RelabelledRow, type RightLabel } from '../../../shared/data/marks.ts'
import { labelNames, labelsTarget } from '../../../shared/data/roles.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import { labelSeparator } from '../../../shared/data/steps/multi-label.ts'
import type { FileLabel } from '../../../shared/ipc/contract/index.ts'
import { sourceRows } from '../data/index.ts'
import { readValues } from '../data/read-values.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import { dataOptions, preparationOf, type StoredRun } from './stored-run.ts'

/** Of the rows that have a right label, in the order of the marks. @throws ProblemError if the data are missing */
export async function fileLabels(
  run: StoredRun,
  rows: readonly number[],
  cache: string,
): Promise<readonly FileLabel[]> {
  const { marks = [], source } = run.document.data!
  const asked = new Set(rows)
  const marked = marks.filter(isRelabelled).filter(({ row }) => asked.has(row))
  if (marked.length === 0) return []
  const ownOf = isTableSource(source) ? await cellOf(run, cache) : await storedLabelOf(run, cache)
  const found: FileLabel[] = []
  for (const mark of marked) {
    const own = await ownOf(mark)
    if (own !== null) found.push({ row: mark.row, target: mark.target, own })
  }
  return found
}

type OwnLabel = (mark: RelabelledRow) => Promise<RightLabel | null>

async function cellOf(run: StoredRun, cache: string): Promise<OwnLabel> {
  const { table } = await openTable(run.document.data!, dataOptions(run, cache))
  const names = table.info.columns.map(({ name }) => name)
  const fits = preparationOf(run)
  return async ({ row, target }) => {
    if (row >= table.info.rows) return null
    const at = names.indexOf(target)
    if (at < 0) return target === labelsTarget(names) ? columnsWithLabel(run, table, names, row) : null
    const [text = null] = await table.texts(at, row, row + 1)
    const separator = labelSeparator(fits.find(({ column }) => column === target)?.steps)
    return separator === null ? text : splitLabels(text ?? '', separator)
  }
}

/** Columns of 0 and 1, which are one target together. */
async function columnsWithLabel(
  run: StoredRun,
  table: Table,
  names: readonly string[],
  row: number,
): Promise<readonly string[]> {
  const present: string[] = []
  for (const label of labelNames(run.document.data!.source))
    if (((await table.numbers(names.indexOf(label), row, row + 1))[0] ?? 0) !== 0) present.push(label)
  return present
}

/** Of rows that are no table, before the marks. */
async function storedLabelOf(run: StoredRun, cache: string): Promise<OwnLabel> {
  const { folder, rows } = await sourceRows(run.document.data!, dataOptions(run, cache))
  return async ({ row, target }) => {
    const at = rows.targets.findIndex(({ name }) => name === target)
    if (at < 0 || row >= rows.count) return null
    const { kind, classes } = rows.targets[at]!
    const values = kind === 'classes' ? new Int32Array(1) : new Float32Array(1)
    const [value] = await readValues(join(folder, 'targets'), values, at * rows.count + row)
    return kind === 'classes' ? (classes[value!] ?? String(value)) : String(value)
  }
}
