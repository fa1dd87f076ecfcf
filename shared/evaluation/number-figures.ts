/** All figures of predicted numbers: scores, the error by quantile and by the size of the true number, residuals. */
import {
  type BootstrapSettings,
  bootstrap,
  percentile,
  percentileInterval,
  type RowWeights,
} from './bootstrap.ts'
import { finite, type Score } from './score.ts'

export interface NumberPredictions {
  readonly truth: Float64Array
  readonly predicted: Float64Array
}

export interface NumberFigures {
  readonly kind: 'number'
  readonly rows: number
  readonly scores: readonly Score[]
  /** Quantiles of the absolute error. */
  readonly quantiles: readonly { readonly share: number; readonly error: number }[]
  /** Rows in groups of the same size by the true number. */
  readonly byTruth: readonly TruthGroup[]
  /** Counts of predicted − true number in bins of the same width. */
  readonly residuals: { readonly from: number; readonly to: number; readonly counts: readonly number[] }
  /** Evenly chosen rows, for a plot of predicted against true numbers; `row` is the place in the evaluated part. */
  readonly sample: readonly { readonly index: number; readonly truth: number; readonly predicted: number }[]
  /** The mean of the training rows. */
  readonly trivial: number
}

export interface TruthGroup {
  readonly from: number
  readonly to: number
  readonly rows: number
  readonly meanAbsoluteError: number
  /** Mean of predicted − true number. */
  readonly bias: number
}

/** What the scores are computed from. */
interface Errors extends NumberPredictions {
  readonly absolute: Float64Array
  /** Rows by ascending absolute error. */
  readonly order: Int32Array
}
interface NumberDraw {
  readonly errors: Errors
  /** How often each row counts; null: once. */
  readonly weights: RowWeights | null
}
interface NumberScore {
  readonly name: string
  of(draw: NumberDraw): number
}

/** numpy.finfo(numpy.float64).eps, below which scikit-learn takes no true number in a percentage. */
const FLOAT64_EPSILON = 2 ** -52

/** With the names of scikit-learn. A new one is a line of the array. */
export const numberScores: readonly NumberScore[] = [
  { name: 'mean_squared_error', of: (draw) => meanSquare(draw) },
  { name: 'root_mean_squared_error', of: (draw) => Math.sqrt(meanSquare(draw)) },
  { name: 'mean_absolute_error', of: (draw) => mean(draw, ({ absolute }, row) => absolute[row]!) },
  { name: 'median_absolute_error', of: medianError },
  {
    name: 'mean_absolute_percentage_error',
    of: (draw) =>
      mean(
        draw,
        ({ absolute, truth }, row) => absolute[row]! / Math.max(Math.abs(truth[row]!), FLOAT64_EPSILON),
      ),
  },
  { name: 'r2', of: determination },
]

function mean({ errors, weights }: NumberDraw, value: (errors: Errors, row: number) => number): number {
  const { length } = errors.truth
  let sum = 0
  for (let row = 0; row < length; row++) {
    const weight = weights === null ? 1 : weights[row]!
    if (weight > 0) sum += weight * value(errors, row)
  }
  return sum / length
}

const meanSquare = (draw: NumberDraw): number => mean(draw, ({ absolute }, row) => absolute[row]! ** 2)

/** 1 − the squared errors ÷ the squared distances from the mean; of equal numbers 1 or 0, as scikit-learn. */
function determination(draw: NumberDraw): number {
  if (draw.errors.truth.length < 2) return Number.NaN
  const center = mean(draw, ({ truth }, row) => truth[row]!)
  const spread = mean(draw, ({ truth }, row) => (truth[row]! - center) ** 2)
  const error = meanSquare(draw)
  if (spread === 0) return error === 0 ? 1 : 0
  return 1 - error / spread
}

function medianError({ errors: { absolute, order }, weights }: NumberDraw): number {
  const { length } = order
  const valueAt = (place: number): number => {
    if (weights === null) return absolute[order[place]!]!
    let count = 0
    for (let i = 0; i < length; i++) {
      count += weights[order[i]!]!
      if (count > place) return absolute[order[i]!]!
    }
    return Number.NaN
  }
  const upper = valueAt(length >> 1)
  return length % 2 === 1 ? upper : (valueAt((length >> 1) - 1) + upper) / 2
}

const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
const GROUPS = 10
const RESIDUAL_BINS = 40
const MAX_SAMPLE = 2000

export interface NumberEvaluation {
  /** Without intervals. */
  readonly figures: NumberFigures
  withIntervals(settings: BootstrapSettings, onDraw?: (done: number) => void): NumberFigures
}

/** @param trainMean mean of the target over the training rows */
export function evaluateNumbers(predictions: NumberPredictions, trainMean: number): NumberEvaluation {
  const { truth, predicted } = predictions
  const errors = errorsOf(predictions)
  const draw: NumberDraw = { errors, weights: null }
  const trivial: NumberDraw = {
    errors: errorsOf({ truth, predicted: new Float64Array(truth.length).fill(trainMean) }),
    weights: null,
  }
  const sorted = Float64Array.from(errors.order, (row) => errors.absolute[row]!)
  const figures: NumberFigures = {
    kind: 'number',
    rows: truth.length,
    scores: numberScores.map(({ name, of }) => ({
      name,
      value: finite(of(draw)),
      interval: null,
      trivial: finite(of(trivial)),
    })),
    quantiles: SHARES.map((share) => ({ share, error: percentile(sorted, share) })),
    byTruth: groupsOf(predictions),
    residuals: residualsOf(predictions),
    sample: sampleOf(truth.length).map((index) => ({
      index,
      truth: truth[index]!,
      predicted: predicted[index]!,
    })),
    trivial: trainMean,
  }
  return { figures, withIntervals: (settings, onDraw) => addIntervals(figures, errors, settings, onDraw) }
}

function addIntervals(
  figures: NumberFigures,
  errors: Errors,
  settings: BootstrapSettings,
  onDraw?: (done: number) => void,
): NumberFigures {
  const values = new Float64Array(numberScores.length)
  const draws = bootstrap(
    figures.rows,
    settings,
    values.length,
    (weights) => {
      for (const [i, { of }] of numberScores.entries()) values[i] = of({ errors, weights })
      return values
    },
    onDraw,
  )
  return {
    ...figures,
    scores: figures.scores.map((score, i) => ({ ...score, interval: percentileInterval(draws[i]!) })),
  }
}

export function errorsOf({ truth, predicted }: NumberPredictions): Errors {
  const absolute = Float64Array.from(truth, (value, row) => Math.abs(predicted[row]! - value))
  return { truth, predicted, absolute, order: ascendingOrder(absolute) }
}

const ascendingOrder = (values: Float64Array): Int32Array =>
  Int32Array.from(values, (_, row) => row).sort((a, b) => values[a]! - values[b]!)

function groupsOf({ truth, predicted }: NumberPredictions): TruthGroup[] {
  const order = ascendingOrder(truth)
  const { length } = order
  return Array.from({ length: Math.min(GROUPS, length) }, (_, g, groups = Math.min(GROUPS, length)) => {
    const rows = order.subarray(Math.floor((g * length) / groups), Math.floor(((g + 1) * length) / groups))
    let [absolute, bias] = [0, 0]
    for (const row of rows) {
      const residual = predicted[row]! - truth[row]!
      absolute += Math.abs(residual)
      bias += residual
    }
    return {
      from: truth[rows[0]!]!,
      to: truth[rows.at(-1)!]!,
      rows: rows.length,
      meanAbsoluteError: absolute / rows.length,
      bias: bias / rows.length,
    }
  })
}

function residualsOf({ truth, predicted }: NumberPredictions): NumberFigures['residuals'] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < truth.length; row++) {
    const residual = predicted[row]! - truth[row]!
    if (residual < from) from = residual
    if (residual > to) to = residual
  }
  const counts = new Array<number>(RESIDUAL_BINS).fill(0)
  if (!(to >= from)) return { from: 0, to: 0, counts }
  const width = (to - from) / RESIDUAL_BINS
  for (let row = 0; row < truth.length; row++) {
    const place = width === 0 ? 0 : Math.floor((predicted[row]! - truth[row]! - from) / width)
    counts[Math.min(place, RESIDUAL_BINS - 1)]!++
  }
  return { from, to, counts }
}

const sampleOf = (rows: number): number[] =>
  Array.from({ length: Math.min(rows, MAX_SAMPLE) }, (_, i) =>
    Math.floor((i * rows) / Math.min(rows, MAX_SAMPLE)),
  )
