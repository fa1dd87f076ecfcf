/** The scores of predicted classes, with the names of scikit-learn. A new one is a line of the array. */
import type { RowWeights } from './bootstrap.ts'
import type { ClassOutput, ClassPredictions } from './class-predictions.ts'
import {
  accuracyOf,
  balancedAccuracyOf,
  type ClassCounts,
  countClasses,
  f1Of,
  macroAverage,
  precisionOf,
  recallOf,
  weightedAverage,
} from './counts.ts'
import { type Areas, areasOf, type Ranking } from './ranking.ts'

/** The rows of one draw, counted once for all scores; `weights` is null for the rows themselves. */
export interface Draw {
  readonly predictions: ClassPredictions
  readonly weights: RowWeights | null
  readonly counts: ClassCounts
  /** Areas of each ranked class. */
  readonly areas: readonly Areas[]
}

/** @param rankings of the classes; of two classes of the second one alone */
export const drawOf = (
  predictions: ClassPredictions,
  rankings: readonly Ranking[],
  weights: RowWeights | null,
): Draw => ({
  predictions,
  weights,
  counts: countClasses(predictions, weights),
  areas: rankings.map((ranking) => areasOf(ranking, weights)),
})

export interface ClassScore {
  readonly name: string
  /** Whether it exists for an output; absent: always. */
  readonly applies?: (output: ClassOutput) => boolean
  /** It needs probabilities, not any scores. */
  readonly needsProbabilities?: boolean
  /** It needs the rankings of the classes. */
  readonly needsRankings?: boolean
  of(draw: Draw): number
}

const isBinary = ({ classes }: ClassOutput): boolean => classes === 2
const hasSeveral = ({ classes }: ClassOutput): boolean => classes > 2
const hasMoreThan = (count: number) => (output: ClassOutput) => output.classes > count

export const classScores: readonly ClassScore[] = [
  { name: 'accuracy', of: ({ counts }) => accuracyOf(counts) },
  { name: 'balanced_accuracy', of: ({ counts }) => balancedAccuracyOf(counts) },
  { name: 'precision', applies: isBinary, of: ({ counts }) => precisionOf(counts, 1) },
  { name: 'recall', applies: isBinary, of: ({ counts }) => recallOf(counts, 1) },
  { name: 'f1', applies: isBinary, of: ({ counts }) => f1Of(counts, 1) },
  { name: 'precision_macro', of: ({ counts }) => macroAverage(counts, precisionOf) },
  { name: 'recall_macro', of: ({ counts }) => macroAverage(counts, recallOf) },
  { name: 'f1_macro', of: ({ counts }) => macroAverage(counts, f1Of) },
  { name: 'precision_weighted', of: ({ counts }) => weightedAverage(counts, precisionOf) },
  { name: 'recall_weighted', of: ({ counts }) => weightedAverage(counts, recallOf) },
  { name: 'f1_weighted', of: ({ counts }) => weightedAverage(counts, f1Of) },
  { name: 'log_loss', needsProbabilities: true, of: (draw) => mean(draw, draw.predictions.logLoss) },
  { name: 'top_2_accuracy', applies: hasSeveral, of: (draw) => topAccuracy(draw, 2) },
  { name: 'top_3_accuracy', applies: hasMoreThan(3), of: (draw) => topAccuracy(draw, 3) },
  { name: 'top_5_accuracy', applies: hasMoreThan(5), of: (draw) => topAccuracy(draw, 5) },
  { name: 'roc_auc', applies: isBinary, needsRankings: true, of: ({ areas }) => areas[0]!.rocAuc },
  {
    name: 'roc_auc_ovr',
    applies: hasSeveral,
    needsRankings: true,
    of: ({ areas }) => definedMean(areas.map(({ rocAuc }) => rocAuc)),
  },
  {
    name: 'average_precision',
    applies: isBinary,
    needsRankings: true,
    of: ({ areas }) => areas[0]!.averagePrecision,
  },
  {
    name: 'average_precision_macro',
    applies: hasSeveral,
    needsRankings: true,
    of: ({ areas }) => definedMean(areas.map(({ averagePrecision }) => averagePrecision)),
  },
]

function mean({ predictions: { rows }, weights }: Draw, values: Float64Array): number {
  let sum = 0
  if (weights === null) for (let row = 0; row < rows; row++) sum += values[row]!
  else for (let row = 0; row < rows; row++) sum += weights[row]! * values[row]!
  return sum / rows
}

function topAccuracy({ predictions: { rows, rank }, weights }: Draw, k: number): number {
  let right = 0
  for (let row = 0; row < rows; row++) if (rank[row]! < k) right += weights === null ? 1 : weights[row]!
  return right / rows
}

/** Mean over the classes for which the figure is defined: those with rows of the class and with others. */
function definedMean(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value))
  return defined.reduce((a, b) => a + b, 0) / defined.length
}
