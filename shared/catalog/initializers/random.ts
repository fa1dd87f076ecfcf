/** Initializers with a fixed range or standard deviation. keras/src/initializers/random_initializers.py. */
import { float, seed } from '../../fields/index.ts'
import { defineInitializer, filled, sampleTruncatedNormal } from './initializer.ts'

const mean = () => float({ default: 0, help: { en: 'Mean.', ko: '평균.' } })
const stddev = () => float({ default: 0.05, min: 0, help: { en: 'Standard deviation.', ko: '표준편차.' } })

export const randomNormal = defineInitializer({
  type: 'random_normal',
  keras: 'initializers.RandomNormal',
  help: { en: 'Normal distribution.', ko: '정규분포.' },
  fields: { mean: mean(), stddev: stddev(), seed: seed() },
  sample: (stream, shape, p) => filled(shape, () => p.mean + p.stddev * stream.normal()),
})

export const randomUniform = defineInitializer({
  type: 'random_uniform',
  keras: 'initializers.RandomUniform',
  help: { en: 'Uniform distribution over a range.', ko: '범위 안의 균등 분포.' },
  fields: {
    minval: float({ default: -0.05, help: { en: 'Lower bound.', ko: '하한.' } }),
    maxval: float({ default: 0.05, help: { en: 'Upper bound.', ko: '상한.' } }),
    seed: seed(),
  },
  sample: (stream, shape, p) => filled(shape, () => p.minval + (p.maxval - p.minval) * stream.uniform()),
})

export const truncated = defineInitializer({
  type: 'truncated_normal',
  keras: 'initializers.TruncatedNormal',
  help: {
    en: 'Normal distribution without values beyond two standard deviations.',
    ko: '표준편차 두 배 밖을 버린 정규분포.',
  },
  fields: { mean: mean(), stddev: stddev(), seed: seed() },
  sample: (stream, shape, p) => filled(shape, () => p.mean + p.stddev * sampleTruncatedNormal(stream)),
})
