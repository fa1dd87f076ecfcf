/** The confusion matrix and what is counted of it. */
import type { RowWeights } from './bootstrap.ts'
import type { ClassPredictions } from './class-predictions.ts'

type Answers = Pick<ClassPredictions, 'rows' | 'classes' | 'truth' | 'predicted'>

/** Rows by true and predicted class, row by row: scikit-learn's confusion_matrix. */
export function confusionMatrix({ rows, classes, truth, predicted }: Answers): Int32Array {
  const matrix = new Int32Array(classes * classes)
  for (let row = 0; row < rows; row++) matrix[truth[row]! * classes + predicted[row]!]!++
  return matrix
}

/** Rows of each class: true ones, predicted ones, and both. */
export interface ClassCounts {
  readonly rows: number
  readonly truth: Float64Array
  readonly predicted: Float64Array
  readonly right: Float64Array
}

/** @param weights how often each row counts; null: once */
export function countClasses(
  { rows, classes, truth, predicted }: Answers,
  weights: RowWeights | null,
): ClassCounts {
  const trueRows = new Float64Array(classes)
  const predictedRows = new Float64Array(classes)
  const right = new Float64Array(classes)
  for (let row = 0; row < rows; row++) {
    const weight = weights === null ? 1 : weights[row]!
    const own = truth[row]!
    const answer = predicted[row]!
    trueRows[own]! += weight
    predictedRows[answer]! += weight
    right[own]! += own === answer ? weight : 0
  }
  return { rows, truth: trueRows, predicted: predictedRows, right }
}

/** What precision, recall and F1 are computed from. */
type Counts = Pick<ClassCounts, 'truth' | 'predicted' | 'right'>

/** 0 ÷ 0 is 0, as scikit-learn's zero_division by default. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

export const precisionOf = ({ right, predicted }: Counts, group: number): number =>
  ratio(right[group]!, predicted[group]!)
export const recallOf = ({ right, truth }: Counts, group: number): number =>
  ratio(right[group]!, truth[group]!)
export const f1Of = ({ right, truth, predicted }: Counts, group: number): number =>
  ratio(2 * right[group]!, truth[group]! + predicted[group]!)

/** Mean over the classes that occur among the true or predicted ones, as scikit-learn does where no labels are given. */
export function macroAverage(
  counts: ClassCounts,
  figure: (counts: ClassCounts, group: number) => number,
): number {
  let [sum, classes] = [0, 0]
  for (let c = 0; c < counts.truth.length; c++) {
    if (counts.truth[c] === 0 && counts.predicted[c] === 0) continue
    sum += figure(counts, c)
    classes++
  }
  return sum / classes
}

/** Mean over the classes, each counting as often as it is true. */
export function weightedAverage(
  counts: ClassCounts,
  figure: (counts: ClassCounts, group: number) => number,
): number {
  let sum = 0
  for (let c = 0; c < counts.truth.length; c++)
    if (counts.truth[c]! > 0) sum += counts.truth[c]! * figure(counts, c)
  return sum / counts.rows
}

export const accuracyOf = ({ right, rows }: ClassCounts): number => right.reduce((a, b) => a + b, 0) / rows

/** Mean of the recalls of the classes that are true for some row. */
export function balancedAccuracyOf(counts: ClassCounts): number {
  let [sum, classes] = [0, 0]
  for (let c = 0; c < counts.truth.length; c++) {
    if (counts.truth[c] === 0) continue
    sum += recallOf(counts, c)
    classes++
  }
  return sum / classes
}
