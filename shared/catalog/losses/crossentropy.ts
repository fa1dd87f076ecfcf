/** Cross-entropies and their focal forms. keras/src/losses/losses.py, keras/src/backend/tensorflow/nn.py. */
import { bool, float } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { clip, defineLoss, logitsOf } from './loss.ts'

const fromLogits = () =>
  bool({
    default: false,
    help: {
      en: 'The prediction is not yet a probability (no softmax or sigmoid).',
      ko: '예측이 아직 확률이 아닙니다(softmax·sigmoid 없음).',
    },
  })
const labelSmoothing = () =>
  float({
    default: 0,
    min: 0,
    max: 1,
    help: {
      en: 'How far targets are moved from 0 and 1 towards equal probabilities.',
      ko: '목표를 0과 1에서 균등한 확률 쪽으로 옮기는 정도.',
    },
  })
const gamma = () =>
  float({
    default: 2,
    min: 0,
    help: {
      en: 'How much less rows count that are already predicted well; 0 is plain cross-entropy.',
      ko: '이미 잘 예측한 행의 비중을 줄이는 정도. 0이면 보통의 교차 엔트로피입니다.',
    },
  })
const alpha = (en: string, ko: string) => float({ default: 0.25, min: 0, max: 1, help: { en, ko } })

/** Label smoothing: moves the target by `share` towards 1 ÷ `of`. */
const smoothLabels = (m: Ops, target: Tensor, share: number, of: number): Tensor =>
  share === 0 ? target : m.add(m.mul(target, 1 - share), share / of)

/** x to the power of a constant. The exponents 1 and 2 avoid the problems of `pow` at 0. */
const power = (m: Ops, x: Tensor, exponent: number): Tensor =>
  exponent === 1 ? x : exponent === 2 ? m.square(x) : m.pow(x, exponent)

export const sparseCategoricalCrossentropy = defineLoss({
  type: 'sparse_categorical_crossentropy',
  keras: 'losses.SparseCategoricalCrossentropy',
  help: { en: 'For classes given as numbers.', ko: '번호로 주어진 클래스에 씁니다.' },
  target: 'class',
  probabilities: 'softmax',
  alwaysUsesLogits: true,
  fields: { from_logits: fromLogits() },
  perRow(m, target, prediction, p) {
    const logits = logitsOf(prediction, p.from_logits)
    // Without a softmax to fuse with, Keras clips the probabilities and uses their logarithm as logits.
    return m.sparseSoftmaxCrossEntropy(logits ?? m.log(clip(m, prediction)), target)
  },
})

export const categoricalCrossentropy = defineLoss({
  type: 'categorical_crossentropy',
  keras: 'losses.CategoricalCrossentropy',
  help: { en: 'For classes given as one-hot rows.', ko: '원-핫으로 주어진 클래스에 씁니다.' },
  target: 'one-hot',
  probabilities: 'softmax',
  alwaysUsesLogits: true,
  fields: { from_logits: fromLogits(), label_smoothing: labelSmoothing() },
  perRow(m, target, prediction, p) {
    const logits = logitsOf(prediction, p.from_logits)
    const log = logits
      ? m.logSoftmax(logits)
      : m.log(clip(m, m.div(prediction, m.sum(prediction, [-1], true))))
    return m.neg(m.sum(m.mul(smoothLabels(m, target, p.label_smoothing, classes(prediction)), log), [-1]))
  },
})

const classes = (prediction: Tensor): number => prediction.shape.at(-1)!

/** Binary cross-entropy of each number, in the shape of the prediction. */
function binary(m: Ops, target: Tensor, prediction: Tensor, fromLogits: boolean): Tensor {
  const logits = logitsOf(prediction, fromLogits)
  if (!logits) {
    const y = clip(m, prediction)
    return m.neg(m.add(m.mul(target, m.log(y)), m.mul(m.sub(1, target), m.log(m.sub(1, y)))))
  }
  // max(z, 0) − z·t + log(1 + e^−|z|): no overflow for any z.
  const softplus = m.softplus(m.neg(m.abs(logits)))
  return m.add(m.sub(m.relu(logits), m.mul(logits, target)), softplus)
}

export const binaryCrossentropy = defineLoss({
  type: 'binary_crossentropy',
  keras: 'losses.BinaryCrossentropy',
  help: { en: 'For yes or no.', ko: '예·아니요에 씁니다.' },
  target: 'number',
  probabilities: 'sigmoid',
  alwaysUsesLogits: true,
  twoClasses: true,
  fields: { from_logits: fromLogits(), label_smoothing: labelSmoothing() },
  perRow: (m, target, prediction, p) =>
    m.meanRows(binary(m, smoothLabels(m, target, p.label_smoothing, 2), prediction, p.from_logits)),
})

/** Lin et al. 2017. */
export const binaryFocalCrossentropy = defineLoss({
  type: 'binary_focal_crossentropy',
  keras: 'losses.BinaryFocalCrossentropy',
  help: {
    en: 'For yes or no; rows that are already predicted well count less.',
    ko: '예·아니요에 씁니다. 이미 잘 예측한 행의 비중을 줄입니다.',
  },
  target: 'number',
  probabilities: 'sigmoid',
  twoClasses: true,
  fields: {
    apply_class_balancing: bool({
      default: false,
      help: { en: 'Weights the two classes by alpha.', ko: '두 클래스에 alpha로 가중치를 줍니다.' },
    }),
    alpha: alpha(
      'Weight of class 1; class 0 has 1 − alpha. Only with apply_class_balancing.',
      '클래스 1의 가중치. 클래스 0은 1 − alpha. apply_class_balancing일 때만 씁니다.',
    ),
    gamma: gamma(),
    from_logits: fromLogits(),
    label_smoothing: labelSmoothing(),
  },
  perRow(m, target, prediction, p) {
    const t = smoothLabels(m, target, p.label_smoothing, 2)
    const y = p.from_logits ? m.sigmoid(prediction) : prediction
    const probability = m.add(m.mul(t, y), m.mul(m.sub(1, t), m.sub(1, y)))
    const plain = binary(m, t, y, false)
    const focal = p.gamma === 0 ? plain : m.mul(power(m, m.sub(1, probability), p.gamma), plain)
    const weight = m.add(m.mul(t, p.alpha), m.mul(m.sub(1, t), 1 - p.alpha))
    return m.meanRows(p.apply_class_balancing ? m.mul(weight, focal) : focal)
  },
})

export const categoricalFocalCrossentropy = defineLoss({
  type: 'categorical_focal_crossentropy',
  keras: 'losses.CategoricalFocalCrossentropy',
  help: {
    en: 'For one-hot classes; rows that are already predicted well count less.',
    ko: '원-핫 클래스에 씁니다. 이미 잘 예측한 행의 비중을 줄입니다.',
  },
  target: 'one-hot',
  probabilities: 'softmax',
  fields: {
    alpha: alpha('Factor on the whole loss.', '손실 전체에 곱하는 수.'),
    gamma: gamma(),
    from_logits: fromLogits(),
    label_smoothing: labelSmoothing(),
  },
  perRow(m, target, prediction, p) {
    const t = smoothLabels(m, target, p.label_smoothing, classes(prediction))
    const y = p.from_logits ? m.softmax(prediction) : prediction
    const share = clip(m, m.div(y, m.sum(y, [-1], true)))
    const plain = m.neg(m.mul(t, m.log(share)))
    const focal = p.gamma === 0 ? plain : m.mul(power(m, m.sub(1, share), p.gamma), plain)
    return m.sum(m.mul(focal, p.alpha), [-1])
  },
})
