/** All figures of predicted classes: scores, confusion matrix, each class, curves, calibration, coverage. */
import { type BootstrapSettings, bootstrap, percentileInterval } from './bootstrap.ts'
import { type Calibration, calibrationOf } from './calibration.ts'
import { type ClassOutput, type ClassPredictions, trivialClasses } from './class-predictions.ts'
import { type ClassReport, reportFigures, reportIntervals } from './class-report.ts'
import { type ClassScore, classScores, type Draw, drawOf } from './class-scores.ts'
import { type ConfusedPair, confusedPairs } from './confused-pairs.ts'
import { type ClassCounts, confusionMatrix, f1Of, precisionOf, recallOf } from './counts.ts'
import { type CoveragePoint, coverageOf } from './coverage.ts'
import { areasOf, type Curve, curveOf, type Ranking, rankRows } from './ranking.ts'
import { finite, type Score } from './score.ts'

export interface ClassFigures {
  readonly kind: 'classes'
  readonly rows: number
  readonly classes: readonly string[]
  /** Of two classes with one score: the second class is predicted above it. */
  readonly threshold: number | null
  /** The outputs are probabilities; otherwise log loss, calibration and coverage are absent. */
  readonly isProbability: boolean
  readonly scores: readonly Score[]
  /** Rows by true class, then by predicted class; null beyond 1,000 classes. */
  readonly confusion: readonly (readonly number[])[] | null
  readonly byClass: readonly ClassReport[]
  readonly pairs: readonly ConfusedPair[]
  /** By class, of two classes of the second one alone; null beyond 100 classes, and for a class without rows or without others. */
  readonly curves: readonly (Curve | null)[] | null
  readonly calibration: Calibration | null
  readonly coverage: readonly CoveragePoint[] | null
  /** The most frequent class of the training rows. */
  readonly trivial: number
}

export const MAX_MATRIX_CLASSES = 1000
const MAX_CURVE_CLASSES = 100
/** Steps of the draws' rankings above which their intervals are left out: about ten seconds. */
const MAX_RANKING_STEPS = 5e9
/** Rows times classes whose rankings are kept for the draws. */
const MAX_RANKED = 2e7

export interface ClassEvaluation {
  /** Without intervals. */
  readonly figures: ClassFigures
  /** The figures with intervals. */
  withIntervals(settings: BootstrapSettings, onDraw?: (done: number) => void): ClassFigures
}

/** @param names of the classes
 *  @param trainCounts training rows of each class */
export function evaluateClasses(
  predictions: ClassPredictions,
  output: ClassOutput,
  names: readonly string[],
  trainCounts: readonly number[],
): ClassEvaluation {
  const { classes, rows, isProbability } = predictions
  const trivial = trivialClasses(predictions, output, trainCounts)
  const isKept = rows * classes <= MAX_RANKED
  const kept: Ranking[] = []
  const byRanking = rankedClasses(classes).map((group) => {
    const ranking = rankRows(predictions.scoresOf(group), predictions.truth, group)
    if (isKept) kept.push(ranking)
    return {
      ranks: areasOf(ranking, null),
      curve: classes <= MAX_CURVE_CLASSES ? curveOf(ranking) : null,
    }
  })
  const areas = byRanking.map(({ ranks }) => ranks)
  const draw: Draw = { ...drawOf(predictions, [], null), areas }
  const trivialDraw: Draw = { ...drawOf(trivial, [], null), areas: trivialAreas(draw.counts, areas.length) }
  const scores = classScores.filter(
    ({ applies, needsProbabilities }) =>
      (applies?.(output) ?? true) && (isProbability || !needsProbabilities),
  )
  const matrix = classes <= MAX_MATRIX_CLASSES ? confusionMatrix(predictions) : null
  const figures: ClassFigures = {
    kind: 'classes',
    rows,
    classes: names,
    threshold: output.threshold,
    isProbability,
    scores: scores.map((score) => ({
      name: score.name,
      value: finite(score.of(draw)),
      interval: null,
      trivial: finite(score.of(trivialDraw)),
    })),
    confusion:
      matrix &&
      Array.from({ length: classes }, (_, c) => [...matrix.subarray(c * classes, (c + 1) * classes)]),
    byClass: names.map((_, c) => reportOf(draw.counts, c, areas[areas.length === 1 ? c - 1 : c])),
    pairs: matrix ? confusedPairs(matrix, classes) : [],
    curves: classes <= MAX_CURVE_CLASSES ? byRanking.map(({ curve }) => curve) : null,
    calibration: isProbability ? calibrationOf(predictions, output) : null,
    coverage: isProbability ? coverageOf(predictions) : null,
    trivial: trivial.predicted[0] ?? 0,
  }
  return {
    figures,
    withIntervals: (settings, onDraw) =>
      addIntervals(figures, predictions, scores, isKept ? kept : [], settings, onDraw),
  }
}

/** The classes whose scores are ranked: of two the second one, whose ranking is the reverse of the first one's. */
const rankedClasses = (classes: number): number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c)

/** One score for all rows: half of the ROC curve, and the share of the class. */
const trivialAreas = ({ truth, rows }: ClassCounts, ranked: number) =>
  Array.from({ length: ranked }, (_, i) => {
    const count = truth[ranked === 1 ? 1 : i]!
    const isDefined = count > 0 && count < rows
    return {
      rocAuc: isDefined ? 0.5 : Number.NaN,
      averagePrecision: isDefined ? count / rows : Number.NaN,
    }
  })

const reportOf = (
  counts: ClassCounts,
  group: number,
  areas: { readonly rocAuc: number; readonly averagePrecision: number } | undefined,
): ClassReport => ({
  support: counts.truth[group]!,
  predicted: counts.predicted[group]!,
  precision: precisionOf(counts, group),
  recall: recallOf(counts, group),
  f1: f1Of(counts, group),
  rocAuc: areas ? finite(areas.rocAuc) : null,
  averagePrecision: areas ? finite(areas.averagePrecision) : null,
  intervals: null,
})

function addIntervals(
  figures: ClassFigures,
  predictions: ClassPredictions,
  scores: readonly ClassScore[],
  rankings: readonly Ranking[],
  settings: BootstrapSettings,
  onDraw?: (done: number) => void,
): ClassFigures {
  const { rows, classes } = predictions
  const steps = rows * rankings.length * settings.draws
  const ranked = steps > 0 && steps <= MAX_RANKING_STEPS ? rankings : []
  const drawn = scores.map((score) => (score.needsRankings && ranked.length === 0 ? null : score))
  const values = new Float64Array(scores.length + reportFigures.length * classes)
  const draws = bootstrap(
    rows,
    settings,
    values.length,
    (weights) => {
      const draw = drawOf(predictions, ranked, weights)
      for (const [i, score] of drawn.entries()) values[i] = score?.of(draw) ?? Number.NaN
      let at = scores.length
      for (let c = 0; c < classes; c++)
        for (const figure of reportFigures) values[at++] = figure(draw.counts, c)
      return values
    },
    onDraw,
  )
  const intervals = reportIntervals(draws.slice(scores.length))
  return {
    ...figures,
    scores: figures.scores.map((score, i) => ({ ...score, interval: percentileInterval(draws[i]!) })),
    byClass: figures.byClass.map((report, c) => ({ ...report, intervals: intervals[c]! })),
  }
}
