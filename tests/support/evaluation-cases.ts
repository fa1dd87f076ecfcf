/** Cases of tests/support/evaluation_cases.py: predictions with the figures that scikit-learn returns. */
import { expect } from 'vitest'
import { evaluateClasses } from '../../shared/evaluation/class-figures.ts'
import {
  type ClassOutput,
  type ClassPredictions,
  classCollector,
} from '../../shared/evaluation/class-predictions.ts'
import { evaluateLabels } from '../../shared/evaluation/label-figures.ts'
import { evaluateNumbers } from '../../shared/evaluation/number-figures.ts'
import { curveOf, rankRows } from '../../shared/evaluation/ranking.ts'
import type { Score } from '../../shared/evaluation/score.ts'

type Scores = Readonly<Record<string, number | null>>

interface ClassCase {
  readonly classes: number
  readonly truth: readonly number[]
  readonly probabilities: readonly (readonly number[])[]
  readonly train: readonly number[]
  readonly scores: Scores
  readonly trivial: Scores
  readonly confusion: readonly (readonly number[])[]
  readonly by_class: readonly (readonly [number, number, number, number])[]
  readonly calibration?: readonly [readonly number[], readonly number[]]
  readonly roc?: readonly [readonly number[], readonly number[], readonly number[]]
  readonly precision?: readonly number[]
}
interface NumberCase {
  readonly truth: readonly number[]
  readonly predicted: readonly number[]
  readonly mean: number
  readonly scores: Scores
  readonly trivial: Scores
  readonly quantiles: readonly number[]
}
interface LabelCase {
  readonly truth: readonly (readonly number[])[]
  readonly predicted: readonly (readonly number[])[]
  readonly scores_of: readonly (readonly number[])[]
  readonly train: readonly number[]
  readonly scores: Scores
  readonly trivial: Scores
  readonly by_label: readonly (readonly [number, number, number, number, number | null])[]
}
export interface EvaluationCases {
  readonly classes: readonly ClassCase[]
  readonly numbers: readonly NumberCase[]
  readonly labels: readonly LabelCase[]
}

/** scikit-learn computes the log loss of float32 probabilities in float32. */
const DIGITS = 5

function expectClose(received: number | null, expected: number | null, name: string): void {
  if (expected === null || !Number.isFinite(expected)) {
    expect(received, name).toBeNull()
    return
  }
  expect(received, name).not.toBeNull()
  expect(received! / Math.max(1, Math.abs(expected)), name).toBeCloseTo(
    expected / Math.max(1, Math.abs(expected)),
    DIGITS,
  )
}

function expectScores(scores: readonly Pick<Score, 'name' | 'value'>[], expected: Scores): void {
  const received = Object.fromEntries(scores.map(({ name, value }) => [name, value]))
  for (const [name, value] of Object.entries(expected)) expectClose(received[name] ?? null, value, name)
}
const trivialOf = (scores: readonly Score[]) => scores.map(({ name, trivial }) => ({ name, value: trivial }))

/** Predictions of all classes row by row. */
export function classPredictions(
  probabilities: readonly (readonly number[])[],
  truth: readonly number[],
  { classes, threshold }: ClassOutput,
): ClassPredictions {
  const columns = Array.from({ length: classes }, (_, c) =>
    Float32Array.from(probabilities, (row) => row[c]!),
  )
  const collector = classCollector({ classes, threshold }, truth.length, (group) => columns[group]!)
  const scores = threshold === null ? Float32Array.from(probabilities.flat()) : columns[1]!
  collector.add(0, scores, truth)
  return collector.end()
}

export function expectSameClasses(one: ClassCase): void {
  const output = { classes: one.classes, threshold: one.classes === 2 ? 0.5 : null }
  const predictions = classPredictions(one.probabilities, one.truth, output)
  const names = one.train.map((_, c) => `class ${c}`)
  const { figures } = evaluateClasses(predictions, output, names, one.train)
  expectScores(figures.scores, one.scores)
  expectScores(trivialOf(figures.scores), one.trivial)
  expect(figures.confusion).toEqual(one.confusion)
  for (const [c, [precision, recall, f1, support]] of one.by_class.entries()) {
    const report = figures.byClass[c]!
    expectClose(report.precision, precision, `precision of class ${c}`)
    expectClose(report.recall, recall, `recall of class ${c}`)
    expectClose(report.f1, f1, `F1 of class ${c}`)
    expect(report.support).toBe(support)
  }
  if (one.calibration) {
    const [actual, predicted] = one.calibration
    const { bins } = figures.calibration!
    expect(bins.length).toBe(actual.length)
    for (const [i, bin] of bins.entries()) {
      expectClose(bin.actual, actual[i]!, 'calibration: actual')
      expectClose(bin.predicted, predicted[i]!, 'calibration: predicted')
    }
  }
  if (!one.roc) return
  const curve = curveOf(rankRows(predictions.scoresOf(1), predictions.truth, 1))!
  expect(curve.falsePositiveRate).toEqual(one.roc[0])
  expect(curve.truePositiveRate).toEqual(one.roc[1])
  expect(curve.thresholds).toEqual(one.roc[2])
  // scikit-learn leaves out the thresholds below the last row of the class.
  expect(curve.precision.slice(0, one.precision!.length)).toEqual(one.precision)
}

export function expectSameNumbers(one: NumberCase): void {
  const { figures } = evaluateNumbers(
    { truth: Float64Array.from(one.truth), predicted: Float64Array.from(one.predicted) },
    one.mean,
  )
  expectScores(figures.scores, one.scores)
  expectScores(trivialOf(figures.scores), one.trivial)
  for (const [i, { error }] of figures.quantiles.entries())
    expectClose(error, one.quantiles[i]!, `quantile ${i}`)
}

export function expectSameLabels(one: LabelCase): void {
  const labels = one.truth[0]!.length
  const names = one.truth[0]!.map((_, i) => `label ${i}`)
  const predictions = {
    rows: one.truth.length,
    labels,
    truth: Int32Array.from(one.truth.flat()),
    predicted: Int32Array.from(one.predicted.flat()),
    scoresOf: (label: number) => Float32Array.from(one.scores_of, (row) => row[label]!),
  }
  const { figures } = evaluateLabels(predictions, names, one.train)
  expectScores(figures.scores, one.scores)
  expectScores(trivialOf(figures.scores), one.trivial)
  for (const [label, [precision, recall, f1, support, area]] of one.by_label.entries()) {
    const report = figures.byLabel[label]!
    expectClose(report.precision, precision, `precision of label ${label}`)
    expectClose(report.recall, recall, `recall of label ${label}`)
    expectClose(report.f1, f1, `F1 of label ${label}`)
    expect(report.support).toBe(support)
    expectClose(report.rocAuc, area, `ROC of label ${label}`)
  }
}
