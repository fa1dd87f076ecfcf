/** Cases of every metric on every target that it accepts, with every argument. The padding of the last batch has weight 0. */
import type { Json } from '../../../shared/json.ts'
import type { KerasCase } from '../keras-cases.ts'

const tried = (
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
const yesNo = (...metrics: readonly Json[]) =>
  tried('yes or no', metrics, [1, 'sigmoid', 'binary_crossentropy', 2])
const logits = (...metrics: readonly Json[]) =>
  tried('logits', metrics, [1, 'linear', { type: 'binary_crossentropy', from_logits: true }, 2])
const oneHot = (...metrics: readonly Json[]) =>
  tried('one-hot rows', metrics, [4, 'softmax', 'categorical_crossentropy', 4])
const sparse = (...metrics: readonly Json[]) =>
  tried('class numbers', metrics, [7, 'softmax', 'sparse_categorical_crossentropy', 7])
const numbers = (...metrics: readonly Json[]) =>
  tried('numbers', metrics, [1, 'linear', 'mean_squared_error', 0])

const COUNTS = ['true_positives', 'false_positives', 'true_negatives', 'false_negatives']
const at = (type: string, more: { readonly [field: string]: Json }): Json => ({ type, ...more })
const curves = ['ROC', 'PR', 'PRGAIN'].flatMap((curve) =>
  ['interpolation', 'majoring', 'minoring'].map((summation_method) => at('auc', { curve, summation_method })),
)
const fScores = ['micro', 'macro', 'weighted'].flatMap((average) => [
  at('f1_score', { average }),
  at('f1_score', { average, threshold: 0.3 }),
  at('fbeta_score', { average, beta: 1.5, threshold: 0.4 }),
])

export const METRIC_CASES: readonly KerasCase[] = [
  yesNo('accuracy', 'binary_accuracy', at('binary_accuracy', { threshold: 0.7 })),
  yesNo(...COUNTS),
  yesNo(...COUNTS.map((type) => at(type, { thresholds: 0.3 }))),
  yesNo('precision', 'recall', at('precision', { thresholds: 0.7 }), at('recall', { thresholds: 0.7 })),
  yesNo('auc', ...curves),
  yesNo(
    at('auc', { num_thresholds: 2 }),
    at('auc', { num_thresholds: 11 }),
    at('auc', { num_thresholds: 50 }),
  ),
  yesNo(...fScores),
  yesNo('binary_crossentropy', at('binary_crossentropy', { label_smoothing: 0.2 }), 'hinge', 'squared_hinge'),
  logits(at('auc', { from_logits: true }), at('binary_crossentropy', { from_logits: true }), 'auc', 'auc'),
  oneHot('accuracy', 'categorical_accuracy', 'binary_accuracy', at('top_k_categorical_accuracy', { k: 2 })),
  oneHot('top_k_categorical_accuracy', at('top_k_categorical_accuracy', { k: 3 })),
  oneHot(
    'precision',
    'recall',
    at('precision', { class_id: 2 }),
    at('recall', { class_id: 0, thresholds: 0.2 }),
  ),
  oneHot(...COUNTS, 'auc', at('auc', { curve: 'PR' })),
  oneHot(...fScores),
  oneHot('categorical_crossentropy', at('categorical_crossentropy', { label_smoothing: 0.1 })),
  oneHot('kl_divergence', 'cosine_similarity', 'categorical_hinge', 'poisson'),
  oneHot('mean_squared_error', 'root_mean_squared_error', 'r2_score'),
  oneHot(at('r2_score', { class_aggregation: 'variance_weighted_average' })),
  sparse('accuracy', 'sparse_categorical_accuracy', 'sparse_categorical_crossentropy'),
  sparse('sparse_top_k_categorical_accuracy', at('sparse_top_k_categorical_accuracy', { k: 2 })),
  numbers('mean_absolute_error', 'mean_squared_error', 'root_mean_squared_error', 'log_cosh_error'),
  numbers('mean_absolute_percentage_error', 'mean_squared_logarithmic_error'),
  numbers('r2_score', 'accuracy'),
]
