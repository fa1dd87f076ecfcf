/** The scores of some of the rows, beside which those of a slice are looked at: the main one, a second one and the mean loss, with their
 *  percentile bootstrap intervals. */
import { atOnce, type Slices } from '../random/slices.ts'
import { type BootstrapSettings, bootstrapping, percentileInterval, type RowWeights } from './bootstrap.ts'
import { accuracyOf, type ClassCounts, countClasses, f1Of, macroAverage } from './counts.ts'
import { countLabels, labelScores } from './label-figures.ts'
import { errorsOf, numberScores } from './number-figures.ts'
import { finite, type Interval } from './score.ts'

/** Stored predictions of an Output, one value for each row; of labels `width` values side by side. */
export interface StoredPredictions {
  readonly kind: 'classes' | 'labels' | 'number'
  readonly width: number
  /** Number of classes; 0 for others. */
  readonly classes: number
  readonly truth: Int32Array | Float64Array
  readonly predicted: Int32Array | Float64Array
  readonly loss: Float32Array
}

export interface SliceScoreName {
  /** The name of scikit-learn, or `loss`. */
  readonly name: string
  /** Greater values are worse. */
  readonly isError: boolean
}
export interface SliceScore {
  readonly value: number | null
  readonly interval: Interval | null
}

/** Computes the scores of rows that count as often as the weights say; null: once. */
type Scores = (weights: RowWeights | null) => readonly number[]

const score = (name: string): SliceScoreName => ({ name, isError: false })
const error = (name: string): SliceScoreName => ({ name, isError: true })

/** The main score is the first one. */
export const SLICE_SCORES: { readonly [kind in StoredPredictions['kind']]: readonly SliceScoreName[] } = {
  classes: [score('accuracy'), score('f1_macro'), error('loss')],
  labels: [score('accuracy'), score('f1_micro'), error('loss')],
  number: [error('mean_absolute_error'), score('r2'), error('loss')],
}

/** Rows × draws above which a slice has no intervals: about three seconds. */
const MAX_DRAWN = 3e8

/** The scores of the rows at these places, without intervals. */
export const sliceScores = (predictions: StoredPredictions, places: Int32Array): readonly SliceScore[] =>
  atOnce(scoringSlice(predictions, places, null))

/** The same in slices of work. @param settings of the intervals; null: without them */
export function* scoringSlice(
  predictions: StoredPredictions,
  places: Int32Array,
  settings: BootstrapSettings | null,
): Slices<readonly SliceScore[]> {
  const rows = rowsAt(predictions, places)
  yield
  const scoresOf = SCORES[predictions.kind](rows)
  yield
  const values = scoresOf(null)
  yield
  const isDrawn = settings !== null && places.length * settings.draws <= MAX_DRAWN
  const draws = isDrawn ? yield* bootstrapping(places.length, settings, values.length, scoresOf) : []
  return values.map((value, i) => ({
    value: finite(value),
    interval: draws[i] ? percentileInterval(draws[i]) : null,
  }))
}

const SCORES: { readonly [kind in StoredPredictions['kind']]: (rows: StoredPredictions) => Scores } = {
  classes({ truth, predicted, classes, loss }) {
    const answers = {
      rows: loss.length,
      classes,
      truth: truth as Int32Array,
      predicted: predicted as Int32Array,
    }
    return (weights) => {
      const counts: ClassCounts = countClasses(answers, weights)
      return [accuracyOf(counts), macroAverage(counts, f1Of), mean(loss, weights)]
    }
  },
  labels({ truth, predicted, width, loss }) {
    const answers = {
      rows: loss.length,
      labels: width,
      truth: truth as Int32Array,
      predicted: predicted as Int32Array,
    }
    const named = scoresNamed(labelScores, SLICE_SCORES.labels)
    return (weights) => {
      const counts = countLabels(answers, weights)
      return [...named.map(({ of }) => of(counts)), mean(loss, weights)]
    }
  },
  number({ truth, predicted, loss }) {
    const errors = errorsOf({ truth: truth as Float64Array, predicted: predicted as Float64Array })
    const named = scoresNamed(numberScores, SLICE_SCORES.number)
    return (weights) => [...named.map(({ of }) => of({ errors, weights })), mean(loss, weights)]
  },
}

const scoresNamed = <T extends { readonly name: string }>(
  all: readonly T[],
  wanted: readonly SliceScoreName[],
): T[] => wanted.flatMap(({ name }) => all.find((each) => each.name === name) ?? [])

function mean(values: Float32Array, weights: RowWeights | null): number {
  let sum = 0
  for (let row = 0; row < values.length; row++) sum += (weights === null ? 1 : weights[row]!) * values[row]!
  return sum / values.length
}

function rowsAt(predictions: StoredPredictions, places: Int32Array): StoredPredictions {
  const { width, truth, predicted, loss } = predictions
  const pick = <T extends Int32Array | Float64Array | Float32Array>(values: T, count: number): T => {
    const picked = new (values.constructor as new (length: number) => T)(places.length * count)
    let at = 0
    for (const place of places)
      for (let from = place * count, to = from + count; from < to; from++) picked[at++] = values[from]!
    return picked
  }
  return { ...predictions, truth: pick(truth, width), predicted: pick(predicted, width), loss: pick(loss, 1) }
}
