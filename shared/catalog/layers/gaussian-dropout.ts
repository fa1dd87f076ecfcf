/** keras/src/layers/regularization/gaussian_dropout.py: in training, multiplies by normal numbers with mean 1 and the standard
 *  deviation of a dropout with the same rate. Srivastava et al. 2014, section 10. */
import { float, seed } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

export const gaussianDropout = defineLayer({
  type: 'GaussianDropout',
  category: 'regularization',
  keras: 'layers.GaussianDropout',
  help: {
    en: 'Multiplies by random numbers around 1 during training.',
    ko: '학습하는 동안 평균이 1인 난수를 곱합니다.',
  },
  inputs: 1,
  outputs: 1,
  noise: 'normal',
  isDropout: true,
  fields: {
    rate: float({
      default: 0.2,
      min: 0,
      max: 1,
      exclusiveMax: true,
      shownOnNode: true,
      required: true,
      help: {
        en: 'As in Dropout; the standard deviation is √(rate ÷ (1 − rate)).',
        ko: 'Dropout과 같은 뜻. 표준편차는 √(rate ÷ (1 − rate))입니다.',
      },
    }),
    seed: seed(),
  },
  build(g, [x], p) {
    if (!g.training || p.rate === 0) return x!
    const stddev = Math.sqrt(p.rate / (1 - p.rate))
    return g.mul(x!, g.add(g.mul(g.normal(x!.shape, p.seed), stddev), 1))
  },
})
