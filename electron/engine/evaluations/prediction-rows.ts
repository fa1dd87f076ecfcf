/** Pages of the rows behind the figures of an evaluation: filtered, sorted, with their predictions. */
import { orderingDescending } from '../../../shared/evaluation/ranking.ts'
import type {
  PredictionRow,
  PredictionRows,
  RowFilter,
  RowQuery,
} from '../../../shared/ipc/contract/index.ts'
import { inSlices, type Slices } from '../../../shared/random/slices.ts'
import { paused } from '../data/blocks.ts'
import { digest } from '../data/cache-files.ts'
import { tensorsOf } from '../run-folder/predictions-file.ts'
import type { TensorFile } from '../run-folder/tensor-file.ts'
import { sliceColumns } from './slice-columns.ts'
import { type Predictions, readPredictions, withTensors } from './stored-predictions.ts'
import { openStoredRun, type StoredRun } from './stored-run.ts'

export interface PredictionPages {
  /** @param permit asks whether the data of the run may be read, which slices need
   *  @throws ProblemError if the predictions are missing or damaged */
  rows(folder: string, query: RowQuery, permit: (run: StoredRun) => Promise<void>): Promise<PredictionRows>
}

interface KeyedPredictions extends Predictions {
  readonly key: string
}

/** A window looks at one evaluation and one order at a time. */
export function predictionPages(cache: string): PredictionPages {
  let latest: KeyedPredictions | null = null
  let sorted: { readonly key: string; readonly order: Int32Array } | null = null

  async function predictionsFor(folder: string, { evaluation, output }: RowQuery): Promise<KeyedPredictions> {
    const key = digest([folder, evaluation, output])
    if (latest?.key !== key) latest = { key, ...(await readPredictions(folder, evaluation, output)) }
    return latest
  }

  return {
    async rows(folder, query, permit) {
      const predictions = await predictionsFor(folder, query)
      const { filter, sort, descending, from, count } = query
      const key = digest([predictions.key, filter, sort, descending])
      if (sorted?.key !== key) {
        const inSlice = await sliceOf(folder, predictions, filter, permit, cache)
        const inScores = await paused(scoreFilter(predictions, filter))
        const isLeft = (place: number) => (inSlice?.(place) ?? true) && (inScores?.(place) ?? true)
        sorted = { key, order: await paused(ordering(predictions, query, isLeft)) }
      }
      const { order } = sorted
      return { total: order.length, rows: pageOf(predictions, order.subarray(from, from + count)) }
    },
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
      isBetween(truth[i]!, filter.truthRange) &&
      isBetween(predicted[i]!, filter.predictedRange) &&
      isBetween(predicted[i]! - truth[i]!, filter.residual),
}

function wrongLabels({ truth, predicted, width }: Predictions, place: number): number {
  let wrong = 0
  for (let at = place * width; at < (place + 1) * width; at++) if (truth[at] !== predicted[at]) wrong++
  return wrong
}

/** Places in the part of the rows that the filter leaves, sorted, in slices of work. Rows are sorted as float64: float32 has one number for
 *  16,777,216 and 16,777,217. */
export function* ordering(
  predictions: Predictions,
  { filter, sort, descending }: Pick<RowQuery, 'filter' | 'sort' | 'descending'>,
  alsoLeft: (place: number) => boolean = () => true,
): Slices<Int32Array> {
  const { truth, predicted, confidence, loss, row, kind } = predictions
  const isLeft = FILTERS[kind](predictions, filter)
  const places = new Int32Array(row.length)
  let count = 0
  yield* inSlices(row.length, (from, to) => {
    for (let i = from; i < to; i++) if (isLeft(i) && alsoLeft(i)) places[count++] = i
  })
  const scoreOf = {
    loss: (i: number) => loss[i]!,
    confidence: (i: number) => confidence?.[i] ?? 0,
    error: (i: number) =>
      kind === 'number' ? Math.abs(predicted[i]! - truth[i]!) : wrongLabels(predictions, i),
    row: (i: number) => row[i]!,
  }[sort]
  const sign = descending ? 1 : -1
  const isFloat32 = sort === 'loss' || sort === 'confidence'
  const values = isFloat32 ? new Float32Array(count) : new Float64Array(count)
  yield* inSlices(count, (from, to) => {
    for (let i = from; i < to; i++) values[i] = sign * scoreOf(places[i]!)
  })
  const order = yield* orderingDescending(values)
  yield* inSlices(count, (from, to) => {
    for (let i = from; i < to; i++) order[i] = places[order[i]!]!
  })
  return order
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

/** Values that are read at a time: some milliseconds. */
const READ_VALUES = 2 ** 18

/** Whether the score of a class or label is in the bounds, by place; null without them. */
function* scoreFilter(
  { path, output, kind, row }: Predictions,
  { score }: RowFilter,
): Slices<((place: number) => boolean) | null> {
  if (score === undefined || kind === 'number') return null
  const name = tensorsOf(output).probability
  const width = withTensors(path, ({ specs }) => specs.find((spec) => spec.name === name)?.shape[1] ?? 1)
  // Of two classes with one value it is that of the second class.
  const column = Math.min(score.of, width - 1)
  const scores = new Float32Array(row.length)
  const together = Math.max(1, Math.floor(READ_VALUES / width))
  for (let from = 0; from < row.length; from += together) {
    const count = Math.min(together, row.length - from)
    const values = withTensors(path, (file) => file.read(name, from * width, count * width))
    for (let i = 0; i < count; i++) scores[from + i] = values[i * width + column]!
    yield
  }
  return (place) => isBetween(scores[place]!, score.range)
}

/** Whether a row is in the slice, by place; null without one. */
async function sliceOf(
  folder: string,
  { evaluation, row }: Predictions,
  { slice }: RowFilter,
  permit: (run: StoredRun) => Promise<void>,
  cache: string,
): Promise<((place: number) => boolean) | null> {
  if (slice === undefined) return null
  const run = openStoredRun(folder)
  const found =
    evaluation.fingerprint === run.record.data.fingerprint ? await sliceColumns(run, permit, cache) : null
  if (!found) return () => false
  const values = await found.valuesAt(slice.column, row)
  const { values: texts = [], isOther = false, range } = slice
  if (range) return 'numbers' in values ? (place) => isBetween(values.numbers[place]!, range) : () => false
  const wanted = new Set(texts)
  // The only number that is asked for by its text is the missing one.
  return 'numbers' in values
    ? (place) => Number.isNaN(values.numbers[place]) && wanted.has(null) !== isOther
    : (place) => wanted.has(values.texts[place]!) !== isOther
}
