/** True and predicted numbers of rows for plots, with the values of a column. */
import type { EvaluationPoints, PointsQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { sampleOf } from './sample.ts'
import { readPredictions } from './stored-predictions.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'
import { columnOf, isNumeric, numbersAt, tableOfRun, textsAt } from './table-of-run.ts'
import * as texts from './texts.ts'

/** Rows of one answer: as many as a plot draws at once. */
const MAX_POINTS = 5000

/** @throws ProblemError */
export async function evaluationPoints(
  folder: string,
  { evaluation: id, output, column, seed }: PointsQuery,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<EvaluationPoints> {
  const { kind, row, truth, predicted, evaluation } = await readPredictions(folder, id, output)
  if (kind !== 'number') throw new ProblemError([texts.onlyNumbers])
  const places = sampleOf(row.length, MAX_POINTS, seed)
  const pick = (values: ArrayLike<number>) => Float64Array.from(places, (place) => values[place]!)
  const rows = places.map((place) => row[place]!)
  const head = { total: row.length, truth: pick(truth), predicted: pick(predicted) }
  const run = openStoredRun(folder)
  const opened =
    evaluation.fingerprint === run.record.data.fingerprint ? await tableOfRun(run, permit, cache) : null
  if (!opened) return { ...head, columns: [], values: null }
  const { table } = opened
  const columns = table.info.columns.map(({ name }) => name)
  if (column === null) return { ...head, columns, values: null }
  const at = columnOf(table, column)
  if (!isNumeric(table, at))
    return { ...head, columns, values: { type: 'text', texts: await textsAt(table, at, rows) } }
  const type = table.info.columns[at]!.type === 'date' ? 'date' : 'number'
  return { ...head, columns, values: { type, numbers: await numbersAt(table, at, rows) } }
}
