/** Pages of the rows behind the figures of an evaluation: filtered, sorted, with their predictions. */
import { descendingOrder } from '../../../shared/evaluation/ranking.ts'
import type {
  Evaluation,
  PredictionRow,
  PredictionRows,
  RowFilter,
  RowQuery,
} from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { digest } from '../data/cache-files.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import { predictionsOf } from '../run-folder/evaluation-files.ts'
import { ROW, tensorsOf } from '../run-folder/predictions-file.ts'
import { openTensors, type TensorFile } from '../run-folder/tensor-file.ts'
import { badEvaluation } from '../run-folder/texts.ts'
import { columnReader } from '../worker/evaluation/column-reader.ts'
import { dataOfRun, openStoredRun, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

export interface PredictionPages {
  /** @param permit asks whether the data of the run may be read, which slices need
   *  @throws ProblemError if the predictions are missing or damaged */
  rows(folder: string, query: RowQuery, permit: (run: StoredRun) => Promise<void>): Promise<PredictionRows>
}

/** What is kept in memory of the predictions of an Output: a few numbers per row. */
interface Predictions {
  readonly key: string
  readonly path: string
  readonly evaluation: Evaluation
  readonly output: string
  readonly kind: 'classes' | 'labels' | 'number'
  /** Values of a row in `truth` and `predicted`: one for each label. */
  readonly width: number
  readonly row: Int32Array
  readonly truth: Int32Array | Float64Array
  readonly predicted: Int32Array | Float64Array
  readonly confidence: Float32Array | null
  readonly loss: Float32Array
}

/** A window looks at one evaluation and one order at a time. */
export function predictionPages(cache: string): PredictionPages {
  let latest: Predictions | null = null
  let sorted: { readonly key: string; readonly order: Int32Array } | null = null

  async function predictionsFor(folder: string, { evaluation, output }: RowQuery): Promise<Predictions> {
    const key = digest([folder, evaluation, output])
    if (latest?.key !== key) latest = readPredictions(key, folder, evaluation, output)
    return latest
  }

  return {
    async rows(folder, query, permit) {
      const predictions = await predictionsFor(folder, query)
      const { filter, sort, descending, from, count } = query
      const key = digest([predictions.key, filter, sort, descending])
      if (sorted?.key !== key) {
        const inSlice = await sliceOf(folder, predictions, filter, permit, cache)
        const inScores = scoreFilter(predictions, filter)
        const isLeft = (place: number) =>
          (inSlice?.(predictions.row[place]!) ?? true) && (inScores?.(place) ?? true)
        sorted = { key, order: orderOf(predictions, query, isLeft) }
      }
      const { order } = sorted
      return { total: order.length, rows: pageOf(predictions, order.subarray(from, from + count)) }
    },
  }
}

function readPredictions(key: string, folder: string, id: string, output: string | null): Predictions {
  const { evaluation, path } = predictionsOf(folder, id)
  const { outputs } = evaluation.figures
  const found = output === null ? outputs[0] : outputs.find((each) => each.output === output)
  if (!found)
    throw new ProblemError([
      texts.noOutput(
        String(output),
        outputs.map((each) => each.output),
      ),
    ])
  return withTensors(path, (file) => {
    if (file.digest('file') !== evaluation.predictions.sha256)
      throw new Error('it is not the file of this evaluation')
    const names = tensorsOf(found.output)
    const { figures } = found
    const hasProbabilities = figures.kind !== 'number'
    const width = figures.kind === 'labels' ? figures.labels.length : 1
    const read = (name: string, valuesPerRow = 1) => {
      const values = file.read(name)
      if (values.length !== evaluation.rows * valuesPerRow)
        throw new Error(`${name} has ${values.length} rows`)
      return values
    }
    return {
      key,
      path,
      evaluation,
      output: found.output,
      kind: figures.kind,
      width,
      row: read(ROW) as Int32Array,
      truth: read(names.truth, width) as Int32Array | Float64Array,
      predicted: read(hasProbabilities ? names.predicted : names.prediction, width) as
        | Int32Array
        | Float64Array,
      confidence: hasProbabilities ? (read(names.confidence) as Float32Array) : null,
      loss: read(names.loss) as Float32Array,
    }
  })
}

function withTensors<T>(path: string, use: (file: TensorFile) => T): T {
  try {
    const file = openTensors(path)
    try {
      return use(file)
    } finally {
      file.close()
    }
  } catch (error) {
    throw new ProblemError([badEvaluation(path, (error as Error).message)])
  }
}

const isBetween = (value: number, bounds: readonly [number, number] | undefined) =>
  bounds === undefined || (value >= bounds[0] && value <= bounds[1])
const isAsked = (value: boolean, asked: boolean | undefined) => asked === undefined || value === asked

/** Whether the filter leaves the row at a place of the part, by kind of target. */
const FILTERS: {
  readonly [kind in Predictions['kind']]: (p: Predictions, filter: RowFilter) => (place: number) => boolean
} = {
  classes:
    ({ truth, predicted, confidence }, filter) =>
    (i) =>
      (filter.truth === undefined || truth[i] === filter.truth) &&
      (filter.predicted === undefined || predicted[i] === filter.predicted) &&
      (filter.without === undefined || truth[i] !== filter.without) &&
      isAsked(truth[i] !== predicted[i], filter.isWrong) &&
      isBetween(confidence![i]!, filter.confidence),
  labels: (predictions, filter) => {
    const { truth, predicted, confidence, width } = predictions
    const has = (values: Predictions['truth'], i: number, label: number | undefined) =>
      label === undefined || values[i * width + label] === 1
    return (i) =>
      has(truth, i, filter.truth) &&
      has(predicted, i, filter.predicted) &&
      (filter.without === undefined || truth[i * width + filter.without] === 0) &&
      (filter.notPredicted === undefined || predicted[i * width + filter.notPredicted] === 0) &&
      isAsked(wrongLabels(predictions, i) > 0, filter.isWrong) &&
      isBetween(confidence![i]!, filter.confidence)
  },
  number:
    ({ truth, predicted }, filter) =>
    (i) =>
      isBetween(truth[i]!, filter.truthRange) && isBetween(predicted[i]! - truth[i]!, filter.residual),
}

function wrongLabels({ truth, predicted, width }: Predictions, place: number): number {
  let wrong = 0
  for (let at = place * width; at < (place + 1) * width; at++) if (truth[at] !== predicted[at]) wrong++
  return wrong
}

/** Places in the part of the rows that the filter leaves, sorted as float64: float32 has one number for rows 16,777,216 and 16,777,217. */
export function orderOf(
  predictions: Predictions,
  { filter, sort, descending }: Pick<RowQuery, 'filter' | 'sort' | 'descending'>,
  alsoLeft: (place: number) => boolean = () => true,
): Int32Array {
  const { truth, predicted, confidence, loss, row, kind } = predictions
  const isLeft = FILTERS[kind](predictions, filter)
  const left: number[] = []
  for (let i = 0; i < row.length; i++) if (isLeft(i) && alsoLeft(i)) left.push(i)
  const values = {
    loss: (i: number) => loss[i]!,
    confidence: (i: number) => confidence?.[i] ?? 0,
    error: (i: number) =>
      kind === 'number' ? Math.abs(predicted[i]! - truth[i]!) : wrongLabels(predictions, i),
    row: (i: number) => row[i]!,
  }[sort]
  const sign = descending ? 1 : -1
  const order = descendingOrder(Float64Array.from(left, (i) => sign * values(i)))
  return order.map((place) => left[place]!)
}

function pageOf(predictions: Predictions, places: Int32Array): PredictionRow[] {
  const { path, output, kind, width, row, truth, predicted, confidence, loss } = predictions
  const probabilities =
    kind === 'number' ? null : withTensors(path, (file) => probabilitiesOf(file, output, places))
  const answerOf = (values: Predictions['truth'], index: number) =>
    kind === 'labels'
      ? Array.from({ length: width }, (_, label) => label).filter(
          (label) => values[index * width + label] === 1,
        )
      : values[index]!
  return Array.from(places, (index, i) => ({
    row: row[index]!,
    index,
    truth: answerOf(truth, index),
    predicted: answerOf(predicted, index),
    confidence: confidence ? confidence[index]! : null,
    loss: loss[index]!,
    probabilities: probabilities ? probabilities[i]! : null,
  }))
}

function probabilitiesOf(file: TensorFile, output: string, places: Int32Array): Float32Array[] {
  const name = tensorsOf(output).probability
  const width = file.specs.find((spec) => spec.name === name)?.shape[1] ?? 1
  return Array.from(places, (place) => file.read(name, place * width, width) as Float32Array)
}

/** Whether the score of a class or label is in the bounds, by place; null without them. */
function scoreFilter(
  { path, output, kind, row }: Predictions,
  { score }: RowFilter,
): ((place: number) => boolean) | null {
  if (score === undefined || kind === 'number') return null
  return withTensors(path, (file) => {
    const name = tensorsOf(output).probability
    const width = file.specs.find((spec) => spec.name === name)?.shape[1] ?? 1
    // Of two classes with one value it is that of the second class.
    const scores = columnReader(file, name, row.length, width)(Math.min(score.of, width - 1))
    return (place) => isBetween(scores[place]!, score.range)
  })
}

/** Whether a row of the table is in the slice; null without one. */
async function sliceOf(
  folder: string,
  { evaluation }: Predictions,
  { slice }: RowFilter,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<((row: number) => boolean) | null> {
  if (slice === undefined) return null
  const run = openStoredRun(folder)
  await permit(run)
  // The rows of other data would be wrong ones.
  await dataOfRun(run, cache)
  const { folder: base = null, path } = run.record.data
  const { table } = await openTable(run.document.data!, { folder: base, override: path, cache })
  const column = table.info.columns.findIndex(({ name }) => name === slice.column)
  if (column < 0)
    throw new ProblemError([
      texts.noColumn(
        slice.column,
        table.info.columns.map(({ name }) => name),
      ),
    ])
  if (evaluation.fingerprint !== run.record.data.fingerprint) return () => false
  return slice.range ? inRange(table, column, slice.range) : withText(table, column, slice)
}

async function inRange(table: Table, column: number, [low, high]: readonly [number, number]) {
  const { type } = table.info.columns[column]!
  if (type === 'category' || type === 'text') return () => false
  const numbers = await table.numbers(column)
  return (row: number) => numbers[row]! >= low && numbers[row]! <= high
}

async function withText(
  table: Table,
  column: number,
  { values = [], isOther = false }: NonNullable<RowFilter['slice']>,
) {
  const wanted = new Set(values)
  const cells = await table.texts(column, 0, table.info.rows)
  return (row: number) => wanted.has(cells[row] ?? null) !== isOther
}
