/** keras/src/layers/regularization/dropout.py: in training, sets a share of the numbers to 0 and scales the rest by 1 ÷ (1 − rate).
 *  Srivastava et al. 2014. */
import { float, seed } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

export const dropout = defineLayer({
  type: 'Dropout',
  category: 'regularization',
  keras: 'layers.Dropout',
  help: {
    en: 'Sets a random fraction of its inputs to 0 during training.',
    ko: '학습하는 동안 입력의 일부를 무작위로 0으로 만듭니다.',
  },
  inputs: 1,
  outputs: 1,
  glyph:
    'M3 1.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M9 1.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M3 7.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M7.5 7.5l3 3M10.5 7.5l-3 3',
  noise: 'zero',
  isDropout: true,
  fields: {
    rate: float({
      default: 0.2,
      min: 0,
      max: 1,
      shownOnNode: true,
      required: true,
      help: { en: 'Fraction of the inputs to drop.', ko: '드롭할 입력의 비율.' },
    }),
    seed: seed(),
  },
  build(g, [x], p) {
    if (!g.training || p.rate === 0) return x!
    if (p.rate === 1) return g.mul(x!, 0)
    const keep = g.greaterEqual(g.uniform(x!.shape, p.seed), p.rate)
    return g.select(keep, g.mul(x!, 1 / (1 - p.rate)), 0)
  },
})
