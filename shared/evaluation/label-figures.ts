/** All figures of predicted labels, of which a row may have any: as scikit-learn's for multilabel predictions. */
import { type BootstrapSettings, bootstrap, percentileInterval, type RowWeights } from './bootstrap.ts'
import { type ClassReport, type ReportIntervals, reportFigures, reportIntervals } from './class-report.ts'
import { areasOf, type Curve, curveOf, rankRows } from './ranking.ts'
import { finite, type Score } from './score.ts'

/** Values row by row, one for each label side by side. */
export interface LabelPredictions {
  readonly rows: number
  readonly labels: number
  /** 1 where the row has the label. */
  readonly truth: Int32Array
  readonly predicted: Int32Array
  /** The scores of one label for each row. */
  scoresOf(label: number): Float32Array
}

export interface LabelFigures {
  readonly kind: 'labels'
  readonly rows: number
  readonly labels: readonly string[]
  readonly scores: readonly Score[]
  readonly byLabel: readonly ClassReport[]
  /** By label; null beyond 100 labels, and for a label that all rows have or none has. */
  readonly curves: readonly (Curve | null)[] | null
  /** For each label whether more than half of the training rows have it, which is the trivial answer. */
  readonly trivial: readonly boolean[]
}

/** Rows by label: those that have it, for which it is predicted, both; and rows of which all labels are right. */
interface LabelCounts {
  readonly rows: number
  readonly truth: Float64Array
  readonly predicted: Float64Array
  readonly right: Float64Array
  readonly allRight: number
}

export function countLabels(
  { rows, labels, truth, predicted }: Omit<LabelPredictions, 'scoresOf'>,
  weights: RowWeights | null,
): LabelCounts {
  const counts = {
    truth: new Float64Array(labels),
    predicted: new Float64Array(labels),
    right: new Float64Array(labels),
  }
  let allRight = 0
  for (let row = 0; row < rows; row++) {
    const weight = weights === null ? 1 : weights[row]!
    if (weight === 0) continue
    let wrong = 0
    for (let label = 0, at = row * labels; label < labels; label++, at++) {
      const own = truth[at]!
      const answer = predicted[at]!
      counts.truth[label]! += weight * own
      counts.predicted[label]! += weight * answer
      counts.right[label]! += weight * (own & answer)
      wrong += own ^ answer
    }
    if (wrong === 0) allRight += weight
  }
  return { rows, ...counts, allRight }
}

const [precision, recall, f1] = reportFigures
type Figure = typeof precision

const macro =
  (figure: Figure) =>
  (counts: LabelCounts): number => {
    let sum = 0
    for (let label = 0; label < counts.truth.length; label++) sum += figure(counts, label)
    return sum / counts.truth.length
  }
/** Of all labels together. */
const micro =
  (figure: Figure) =>
  ({ truth, predicted, right }: LabelCounts): number => {
    const sum = (values: Float64Array) => Float64Array.of(values.reduce((a, b) => a + b, 0))
    return figure({ truth: sum(truth), predicted: sum(predicted), right: sum(right) }, 0)
  }

/** Share of the labels of rows that are wrong. */
function hammingLoss({ rows, truth, predicted, right }: LabelCounts): number {
  let wrong = 0
  for (let label = 0; label < truth.length; label++)
    wrong += truth[label]! + predicted[label]! - 2 * right[label]!
  return wrong / (rows * truth.length)
}

/** The counts of an answer that is the same for every row. */
function countConstant(
  { rows, labels, truth }: LabelPredictions,
  answer: readonly boolean[],
  own: LabelCounts,
): LabelCounts {
  let allRight = 0
  for (let row = 0; row < rows; row++)
    if (answer.every((has, label) => truth[row * labels + label] === (has ? 1 : 0))) allRight++
  return {
    rows,
    truth: own.truth,
    predicted: own.truth.map((_, label) => (answer[label] ? rows : 0)),
    right: own.truth.map((count, label) => (answer[label] ? count : 0)),
    allRight,
  }
}

/** With the names of scikit-learn. A new one is a line of the array. */
export const labelScores: readonly { readonly name: string; of(counts: LabelCounts): number }[] = [
  { name: 'accuracy', of: ({ allRight, rows }) => allRight / rows },
  { name: 'hamming_loss', of: hammingLoss },
  { name: 'precision_micro', of: micro(precision) },
  { name: 'recall_micro', of: micro(recall) },
  { name: 'f1_micro', of: micro(f1) },
  { name: 'precision_macro', of: macro(precision) },
  { name: 'recall_macro', of: macro(recall) },
  { name: 'f1_macro', of: macro(f1) },
]

const MAX_CURVE_LABELS = 100
/** Rows × labels × draws above which there are no intervals: about 20 seconds. */
const MAX_DRAWN = 2e9

export interface LabelEvaluation {
  /** Without intervals. */
  readonly figures: LabelFigures
  withIntervals(settings: BootstrapSettings, onDraw?: (done: number) => void): LabelFigures
}

/** @param trainShares share of the training rows that have each label */
export function evaluateLabels(
  predictions: LabelPredictions,
  names: readonly string[],
  trainShares: readonly number[],
): LabelEvaluation {
  const { rows, labels, truth } = predictions
  const own = countLabels(predictions, null)
  const trivial = trainShares.map((share) => share > 0.5)
  const trivialCounts = countConstant(predictions, trivial, own)
  const ranked = names.map((_, label) => {
    const has = Int32Array.from({ length: rows }, (_, row) => truth[row * labels + label]!)
    const ranking = rankRows(predictions.scoresOf(label), has, 1)
    return {
      areas: areasOf(ranking, null),
      curve: labels <= MAX_CURVE_LABELS ? curveOf(ranking) : null,
    }
  })
  const figures: LabelFigures = {
    kind: 'labels',
    rows,
    labels: names,
    scores: labelScores.map(({ name, of }) => ({
      name,
      value: finite(of(own)),
      interval: null,
      trivial: finite(of(trivialCounts)),
    })),
    byLabel: ranked.map(({ areas }, label) => ({
      support: own.truth[label]!,
      predicted: own.predicted[label]!,
      precision: precision(own, label),
      recall: recall(own, label),
      f1: f1(own, label),
      rocAuc: finite(areas.rocAuc),
      averagePrecision: finite(areas.averagePrecision),
      intervals: null,
    })),
    curves: labels <= MAX_CURVE_LABELS ? ranked.map(({ curve }) => curve) : null,
    trivial,
  }
  return {
    figures,
    withIntervals: (settings, onDraw) => addIntervals(figures, predictions, settings, onDraw),
  }
}

function addIntervals(
  figures: LabelFigures,
  predictions: LabelPredictions,
  settings: BootstrapSettings,
  onDraw?: (done: number) => void,
): LabelFigures {
  const { rows, labels } = predictions
  if (rows * labels * settings.draws > MAX_DRAWN) return figures
  const values = new Float64Array(labelScores.length + reportFigures.length * labels)
  const draws = bootstrap(
    rows,
    settings,
    values.length,
    (weights) => {
      const counts = countLabels(predictions, weights)
      for (const [i, { of }] of labelScores.entries()) values[i] = of(counts)
      let at = labelScores.length
      for (let label = 0; label < labels; label++)
        for (const figure of reportFigures) values[at++] = figure(counts, label)
      return values
    },
    onDraw,
  )
  const intervals: ReportIntervals[] = reportIntervals(draws.slice(labelScores.length))
  return {
    ...figures,
    scores: figures.scores.map((score, i) => ({ ...score, interval: percentileInterval(draws[i]!) })),
    byLabel: figures.byLabel.map((report, label) => ({ ...report, intervals: intervals[label]! })),
  }
}
