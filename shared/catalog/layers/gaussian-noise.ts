/** keras/src/layers/regularization/gaussian_noise.py: in training, adds normal numbers with mean 0. */
import { float, seed } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

export const gaussianNoise = defineLayer({
  type: 'GaussianNoise',
  category: 'regularization',
  keras: 'layers.GaussianNoise',
  help: { en: 'Adds random noise during training.', ko: '학습하는 동안 무작위 잡음을 더합니다.' },
  inputs: 1,
  outputs: 1,
  noise: 'normal',
  fields: {
    stddev: float({
      default: 0.1,
      min: 0,
      max: 1,
      shownOnNode: true,
      required: true,
      help: { en: 'Standard deviation of the noise.', ko: '잡음의 표준편차.' },
    }),
    seed: seed(),
  },
  build: (g, [x], p) =>
    g.training && p.stddev > 0 ? g.add(x!, g.mul(g.normal(x!.shape, p.seed), p.stddev)) : x!,
})
