/** Fractions of correct answers. keras/src/metrics/accuracy_metrics.py. */
import { float, int } from '../../fields/index.ts'
import type { Tensor } from '../../graph/op.ts'
import { defineMean, isProbabilityThreshold, type MetricBatch } from './metric.ts'

const binary = ({ m, target, prediction }: MetricBatch, threshold: number): Tensor =>
  m.meanRows(m.cast(m.equal(m.cast(m.greater(prediction, threshold), 'float32'), target), 'float32'))

/** Index of the true class, [n]. */
const trueClass = ({ m, target, form }: MetricBatch): Tensor => (form === 'class' ? target : m.argMax(target))
const isCorrect = (batch: MetricBatch): Tensor => {
  const { m, prediction } = batch
  return m.cast(m.equal(trueClass(batch), m.argMax(prediction)), 'float32')
}

/** "accuracy" becomes the sparse, categorical or binary accuracy by the target's form and the number of outputs, as in Keras's
 *  compile_utils: several numbers are compared by the highest one. */
export const accuracy = defineMean({
  type: 'accuracy',
  keras: 'metrics.Accuracy',
  bounded: true,
  help: { en: 'Fraction of correct predictions.', ko: '맞힌 예측의 비율.' },
  fields: {},
  forms: ['class', 'one-hot', 'number'],
  ofClasses: true,
  expectsProbabilities: (_, form) => form === 'number',
  usesArgmax: (_, outputs) => outputs > 1,
  direction: 'up',
  perRow: (batch) =>
    batch.form === 'number' && batch.prediction.shape.at(-1) === 1 ? binary(batch, 0.5) : isCorrect(batch),
})

export const binaryAccuracy = defineMean({
  type: 'binary_accuracy',
  keras: 'metrics.BinaryAccuracy',
  bounded: true,
  help: {
    en: 'Fraction of correct yes-or-no predictions, each number separately.',
    ko: '수마다 예·아니요로 보아 맞힌 비율.',
  },
  fields: {
    threshold: float({
      default: 0.5,
      help: { en: 'Values above it count as yes.', ko: '이보다 크면 예로 봅니다.' },
    }),
  },
  forms: ['number', 'one-hot'],
  ofClasses: true,
  expectsProbabilities: (p) => isProbabilityThreshold(p.threshold),
  direction: 'up',
  perRow: (batch, p) => binary(batch, p.threshold),
})

export const categoricalAccuracy = defineMean({
  type: 'categorical_accuracy',
  keras: 'metrics.CategoricalAccuracy',
  bounded: true,
  help: {
    en: 'Fraction of correct predictions, for one-hot classes.',
    ko: '원-핫으로 주어진 클래스를 맞힌 비율.',
  },
  fields: {},
  forms: ['one-hot'],
  ofClasses: true,
  direction: 'up',
  perRow: isCorrect,
})

export const sparseCategoricalAccuracy = defineMean({
  type: 'sparse_categorical_accuracy',
  keras: 'metrics.SparseCategoricalAccuracy',
  bounded: true,
  help: {
    en: 'Fraction of correct predictions, for classes given as numbers.',
    ko: '번호로 주어진 클래스를 맞힌 비율.',
  },
  fields: {},
  forms: ['class'],
  ofClasses: true,
  direction: 'up',
  perRow: isCorrect,
})

const k = () =>
  int({
    default: 5,
    min: 1,
    help: { en: 'How many of the highest predictions count.', ko: '상위 몇 개의 예측까지 볼지.' },
  })

/** Correct if fewer than k classes have a higher value than the true one; a tie is correct, as in TensorFlow's in_top_k. */
function inTopK(batch: MetricBatch, topK: number): Tensor {
  const { m, prediction } = batch
  const oneHot = m.oneHot(trueClass(batch), prediction.shape.at(-1)!)
  const right = m.sum(m.mul(oneHot, prediction), [-1], true)
  const above = m.sum(m.cast(m.greater(prediction, right), 'float32'), [-1])
  return m.cast(m.less(above, topK), 'float32')
}

export const topKCategoricalAccuracy = defineMean({
  type: 'top_k_categorical_accuracy',
  keras: 'metrics.TopKCategoricalAccuracy',
  bounded: true,
  help: {
    en: 'Fraction of rows whose correct class (one-hot) is among the k highest.',
    ko: '맞는 클래스(원-핫)가 상위 k개 안에 든 행의 비율.',
  },
  fields: { k: k() },
  forms: ['one-hot'],
  ofClasses: true,
  direction: 'up',
  perRow: (batch, p) => inTopK(batch, p.k),
})

export const sparseTopKCategoricalAccuracy = defineMean({
  type: 'sparse_top_k_categorical_accuracy',
  keras: 'metrics.SparseTopKCategoricalAccuracy',
  bounded: true,
  help: {
    en: 'Fraction of rows whose correct class (a number) is among the k highest.',
    ko: '맞는 클래스(번호)가 상위 k개 안에 든 행의 비율.',
  },
  fields: { k: k() },
  forms: ['class'],
  ofClasses: true,
  direction: 'up',
  perRow: (batch, p) => inTopK(batch, p.k),
})
