/** All metrics: one line each. */
import { type Config, type Family, getMember } from '../../fields/index.ts'
import * as crossentropy from '../losses/crossentropy.ts'
import * as hinge from '../losses/hinge.ts'
import * as regression from '../losses/regression.ts'
import { klDivergence } from '../losses/similarity.ts'
import * as accuracies from './accuracy.ts'
import { auc } from './auc.ts'
import * as confusion from './confusion.ts'
import { type MetricDefinition, ofLoss } from './metric.ts'
import { cosineSimilarity, r2Score, rootMeanSquaredError } from './regression.ts'

export const metrics: Family<MetricDefinition> = {
  name: { en: 'metric', ko: '지표' },
  members: [
    accuracies.accuracy,
    accuracies.binaryAccuracy,
    accuracies.categoricalAccuracy,
    accuracies.sparseCategoricalAccuracy,
    accuracies.topKCategoricalAccuracy,
    accuracies.sparseTopKCategoricalAccuracy,
    confusion.precision,
    confusion.recall,
    confusion.f1Score,
    confusion.fbetaScore,
    auc,
    confusion.truePositives,
    confusion.falsePositives,
    confusion.trueNegatives,
    confusion.falseNegatives,
    ofLoss(regression.meanAbsoluteError, 'MeanAbsoluteError'),
    ofLoss(regression.meanSquaredError, 'MeanSquaredError'),
    rootMeanSquaredError,
    r2Score,
    ofLoss(regression.meanAbsolutePercentageError, 'MeanAbsolutePercentageError'),
    ofLoss(regression.meanSquaredLogarithmicError, 'MeanSquaredLogarithmicError'),
    ofLoss(regression.logCosh, 'LogCoshError', { type: 'log_cosh_error' }),
    cosineSimilarity,
    ofLoss(regression.poisson, 'Poisson', { column: true }),
    ofLoss(klDivergence, 'KLDivergence'),
    ofLoss(crossentropy.binaryCrossentropy, 'BinaryCrossentropy', { column: true }),
    ofLoss(crossentropy.categoricalCrossentropy, 'CategoricalCrossentropy'),
    ofLoss(crossentropy.sparseCategoricalCrossentropy, 'SparseCategoricalCrossentropy'),
    ofLoss(hinge.hinge, 'Hinge', { column: true }),
    ofLoss(hinge.squaredHinge, 'SquaredHinge', { column: true }),
    ofLoss(hinge.categoricalHinge, 'CategoricalHinge'),
  ],
}

/** Names of an Output's metrics. Several of one type are numbered as in Keras: auc, auc_1, auc_2. */
export function metricNames(configs: readonly Config[]): string[] {
  return configs.map((c, i) => {
    const precedingCount = configs.slice(0, i).filter((other) => other.type === c.type).length
    return precedingCount === 0 ? c.type : `${c.type}_${precedingCount}`
  })
}

/** Whether a figure of a run (`accuracy`, `auc_1`, `species_weighted_recall`) is always between 0 and 1. */
export function isBounded(series: string): boolean {
  const name = series.replace(/_\d+$/, '')
  return metrics.members.some(({ type, bounded }) => bounded && (name === type || name.endsWith(`_${type}`)))
}

/** Whether Keras needs the target's numbers as a column for one of these metrics. */
export const needColumn = (configs: readonly Config[]): boolean =>
  configs.some((c) => getMember(metrics, c).column === true)
