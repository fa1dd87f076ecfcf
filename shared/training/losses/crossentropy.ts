/** Cross-entropies. keras/src/losses/losses.py, keras/src/backend/tensorflow/nn.py. */
import { bool } from '../../fields.ts'
import { clip, defineLoss, logitsOf } from './loss.ts'

const fromLogits = () =>
  bool({
    default: false,
    help: {
      en: 'The prediction is not yet a probability (no softmax or sigmoid).',
      ko: '예측이 아직 확률이 아닙니다(softmax·sigmoid 없음).',
    },
  })

export const sparseCategoricalCrossentropy = defineLoss({
  type: 'sparse_categorical_crossentropy',
  keras: 'losses.SparseCategoricalCrossentropy',
  help: { en: 'For classes given as numbers.', ko: '번호로 주어진 분류에 씁니다.' },
  target: 'class',
  fields: { from_logits: fromLogits() },
  perRow(m, target, prediction, p) {
    const logits = logitsOf(prediction, p.from_logits)
    // Without a softmax to fuse with, Keras clips the probabilities and treats their logarithm as logits.
    return m.sparseSoftmaxCrossEntropy(logits ?? m.log(clip(m, prediction)), target)
  },
})

export const categoricalCrossentropy = defineLoss({
  type: 'categorical_crossentropy',
  keras: 'losses.CategoricalCrossentropy',
  help: { en: 'For classes given as one-hot rows.', ko: '원-핫으로 주어진 분류에 씁니다.' },
  target: 'one-hot',
  fields: { from_logits: fromLogits() },
  perRow(m, target, prediction, p) {
    const logits = logitsOf(prediction, p.from_logits)
    const log = logits
      ? m.logSoftmax(logits)
      : m.log(clip(m, m.div(prediction, m.sum(prediction, [-1], true))))
    return m.neg(m.sum(m.mul(target, log), [-1]))
  },
})

export const binaryCrossentropy = defineLoss({
  type: 'binary_crossentropy',
  keras: 'losses.BinaryCrossentropy',
  help: { en: 'For yes or no.', ko: '예·아니오에 씁니다.' },
  target: 'number',
  fields: { from_logits: fromLogits() },
  perRow(m, target, prediction, p) {
    const logits = logitsOf(prediction, p.from_logits)
    if (!logits) {
      const y = clip(m, prediction)
      const log = m.add(m.mul(target, m.log(y)), m.mul(m.sub(1, target), m.log(m.sub(1, y))))
      return m.neg(m.meanRows(log))
    }
    // max(z, 0) − z·t + log(1 + e^−|z|): no overflow for any z.
    const softplus = m.softplus(m.neg(m.abs(logits)))
    return m.meanRows(m.add(m.sub(m.relu(logits), m.mul(logits, target)), softplus))
  },
})
