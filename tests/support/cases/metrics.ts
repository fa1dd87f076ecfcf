/** Cases of every metric on every target that it accepts, with every argument. The padding of the last batch has weight 0. */
import type { Json } from '../../../shared/json.ts'
import type { KerasCase } from './types.ts'

const metricCase = (
  target: string,
  metrics: readonly Json[],
  [units, activation, loss, classes]: readonly [number, string, Json, number],
): KerasCase => ({
  name: `metrics of ${target}: ${metrics.map((m) => (typeof m === 'string' ? m : JSON.stringify(m))).join(' ')}`,
  input: [5],
  layers: [
    { type: 'Dense', props: { units: 4, activation: 'tanh' } },
    { type: 'Dense', props: { units, activation } },
  ],
  loss,
  metrics,
  classes,
  scale: 2,
})
const binary = (...metrics: readonly Json[]) =>
  metricCase('yes or no', metrics, [1, 'sigmoid', 'binary_crossentropy', 2])
const logits = (...metrics: readonly Json[]) =>
  metricCase('logits', metrics, [1, 'linear', { type: 'binary_crossentropy', from_logits: true }, 2])
const oneHot = (...metrics: readonly Json[]) =>
  metricCase('one-hot rows', metrics, [4, 'softmax', 'categorical_crossentropy', 4])
const sparse = (...metrics: readonly Json[]) =>
  metricCase('class numbers', metrics, [7, 'softmax', 'sparse_categorical_crossentropy', 7])
const numbers = (...metrics: readonly Json[]) =>
  metricCase('numbers', metrics, [1, 'linear', 'mean_squared_error', 0])

const COUNTS = ['true_positives', 'false_positives', 'true_negatives', 'false_negatives']
const configured = (type: string, fields: { readonly [field: string]: Json }): Json => ({ type, ...fields })
const curves = ['ROC', 'PR', 'PRGAIN'].flatMap((curve) =>
  ['interpolation', 'majoring', 'minoring'].map((summation_method) =>
    configured('auc', { curve, summation_method }),
  ),
)
const fScores = ['micro', 'macro', 'weighted'].flatMap((average) => [
  configured('f1_score', { average }),
  configured('f1_score', { average, threshold: 0.3 }),
  configured('fbeta_score', { average, beta: 1.5, threshold: 0.4 }),
])

export const METRIC_CASES: readonly KerasCase[] = [
  binary('accuracy', 'binary_accuracy', configured('binary_accuracy', { threshold: 0.7 })),
  binary(...COUNTS),
  binary(...COUNTS.map((type) => configured(type, { thresholds: 0.3 }))),
  binary(
    'precision',
    'recall',
    configured('precision', { thresholds: 0.7 }),
    configured('recall', { thresholds: 0.7 }),
  ),
  binary('auc', ...curves),
  binary(
    configured('auc', { num_thresholds: 2 }),
    configured('auc', { num_thresholds: 11 }),
    configured('auc', { num_thresholds: 50 }),
  ),
  binary(...fScores),
  binary(
    'binary_crossentropy',
    configured('binary_crossentropy', { label_smoothing: 0.2 }),
    'hinge',
    'squared_hinge',
  ),
  logits(
    configured('auc', { from_logits: true }),
    configured('binary_crossentropy', { from_logits: true }),
    'auc',
    'auc',
  ),
  oneHot(
    'accuracy',
    'categorical_accuracy',
    'binary_accuracy',
    configured('top_k_categorical_accuracy', { k: 2 }),
  ),
  oneHot('top_k_categorical_accuracy', configured('top_k_categorical_accuracy', { k: 3 })),
  oneHot(
    'precision',
    'recall',
    configured('precision', { class_id: 2 }),
    configured('recall', { class_id: 0, thresholds: 0.2 }),
  ),
  oneHot(...COUNTS, 'auc', configured('auc', { curve: 'PR' })),
  oneHot(...fScores),
  oneHot('categorical_crossentropy', configured('categorical_crossentropy', { label_smoothing: 0.1 })),
  oneHot('kl_divergence', 'cosine_similarity', 'categorical_hinge', 'poisson'),
  oneHot('mean_squared_error', 'root_mean_squared_error', 'r2_score'),
  oneHot(configured('r2_score', { class_aggregation: 'variance_weighted_average' })),
  sparse('accuracy', 'sparse_categorical_accuracy', 'sparse_categorical_crossentropy'),
  sparse('sparse_top_k_categorical_accuracy', configured('sparse_top_k_categorical_accuracy', { k: 2 })),
  numbers('mean_absolute_error', 'mean_squared_error', 'root_mean_squared_error', 'log_cosh_error'),
  numbers('mean_absolute_percentage_error', 'mean_squared_logarithmic_error'),
  numbers('r2_score', 'accuracy'),
]
