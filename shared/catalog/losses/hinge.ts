/** Margin losses for classes. keras/src/losses/losses.py. */
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { defineLoss } from './loss.ts'

/** Converts targets of 0 and 1 to −1 and 1 if the whole batch has no other values, as Keras does. */
function signed(m: Ops, target: Tensor): Tensor {
  const isZeroOrOne = m.add(m.cast(m.equal(target, 0), 'float32'), m.cast(m.equal(target, 1), 'float32'))
  return m.select(m.greater(m.min(isZeroOrOne), 0), m.sub(m.mul(target, 2), 1), target)
}
const margin = (m: Ops, target: Tensor, prediction: Tensor): Tensor =>
  m.maximum(m.sub(1, m.mul(signed(m, target), prediction)), 0)

export const hinge = defineLoss({
  type: 'hinge',
  keras: 'losses.Hinge',
  help: {
    en: 'For two classes, −1 and 1: how far the prediction is from a margin of 1 (activation linear or tanh).',
    ko: '두 클래스 −1과 1에 씁니다. 예측이 마진 1에 모자라는 정도(활성화 함수 linear·tanh).',
  },
  target: 'number',
  twoClasses: true,
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(margin(m, target, prediction)),
})

export const squaredHinge = defineLoss({
  type: 'squared_hinge',
  keras: 'losses.SquaredHinge',
  help: { en: 'Square of the hinge loss.', ko: 'hinge 손실의 제곱.' },
  target: 'number',
  twoClasses: true,
  fields: {},
  perRow: (m, target, prediction) => m.meanRows(m.square(margin(m, target, prediction))),
})

export const categoricalHinge = defineLoss({
  type: 'categorical_hinge',
  keras: 'losses.CategoricalHinge',
  help: {
    en: 'For one-hot classes: the correct one should be 1 above the highest wrong one.',
    ko: '원-핫 클래스에 씁니다. 맞는 클래스가 가장 높은 틀린 클래스보다 1 높아야 합니다.',
  },
  target: 'one-hot',
  fields: {},
  perRow(m, target, prediction) {
    const right = m.sum(m.mul(target, prediction), [-1])
    const wrong = m.max(m.mul(m.sub(1, target), prediction), [-1])
    return m.maximum(m.add(m.sub(wrong, right), 1), 0)
  },
})
