/** keras/src/layers/regularization/alpha_dropout.py: dropout that preserves mean and variance of selu activations.
 *  Klambauer et al. 2017. */
import { float, seed } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

/** The limit of selu(x) for x → −∞: −scale · alpha. */
const SELU_LIMIT = -1.0507009873554805 * 1.6732632423543772

export const alphaDropout = defineLayer({
  type: 'AlphaDropout',
  category: 'regularization',
  keras: 'layers.AlphaDropout',
  help: {
    en: 'Dropout for selu that preserves mean and variance.',
    ko: 'selu를 위한 드롭아웃. 평균과 분산을 유지합니다.',
  },
  inputs: 1,
  outputs: 1,
  noise: 'selu minimum',
  isDropout: true,
  fields: {
    rate: float({
      default: 0.1,
      min: 0,
      max: 1,
      exclusiveMax: true,
      shownOnNode: true,
      required: true,
      help: { en: 'Fraction of the inputs to drop.', ko: '드롭할 입력의 비율.' },
    }),
    seed: seed(),
  },
  build(g, [x], p) {
    if (!g.training || p.rate === 0) return x!
    const a = ((1 - p.rate) * (1 + p.rate * SELU_LIMIT ** 2)) ** -0.5
    const keep = g.greaterEqual(g.uniform(x!.shape, p.seed), p.rate)
    return g.add(g.mul(g.select(keep, x!, SELU_LIMIT), a), -a * SELU_LIMIT * p.rate)
  },
})
