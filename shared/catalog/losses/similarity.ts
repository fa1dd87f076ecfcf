/** Losses that compare the direction or distribution of whole rows. keras/src/losses/losses.py, keras/src/ops/nn.py normalize. */
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import { clip, defineLoss, EPSILON } from './loss.ts'

export const klDivergence = defineLoss({
  type: 'kl_divergence',
  keras: 'losses.KLDivergence',
  help: {
    en: 'How far the predicted distribution is from the target distribution.',
    ko: '예측한 분포와 목표 분포의 차이.',
  },
  target: 'one-hot',
  probabilities: 'softmax',
  fields: {},
  perRow(m, target, prediction) {
    const t = clip(m, target, EPSILON, 1)
    return m.sum(m.mul(t, m.log(m.div(t, clip(m, prediction, EPSILON, 1)))), [-1])
  },
})

/** Cosine of the angle between the rows, [n]. */
export function cosine(m: Ops, a: Tensor, b: Tensor): Tensor {
  const unit = (x: Tensor) => m.mul(x, m.minimum(m.rsqrt(m.sum(m.square(x), [-1], true)), 1 / EPSILON))
  return m.sum(m.mul(unit(a), unit(b)), [-1])
}

export const cosineSimilarity = defineLoss({
  type: 'cosine_similarity',
  keras: 'losses.CosineSimilarity',
  help: {
    en: 'Minus the cosine between prediction and one-hot target: only the direction counts.',
    ko: '예측과 원-핫 목표 사이 코사인의 음수. 방향만 비교합니다.',
  },
  target: 'one-hot',
  fields: {},
  perRow: (m, target, prediction) => m.neg(cosine(m, target, prediction)),
})
