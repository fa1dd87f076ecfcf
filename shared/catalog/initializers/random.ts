/** Initializers with a fixed range or standard deviation. keras/src/initializers/random_initializers.py. */
import { float, seed } from '../../fields/index.ts'
import { defineInitializer, filled, sampleTruncatedNormal } from './initializer.ts'

const mean = () => float({ default: 0, help: { en: 'Centre.', ko: '평균.' } })
const stddev = () => float({ default: 0.05, min: 0, help: { en: 'Standard deviation.', ko: '표준편차.' } })

export const randomNormal = defineInitializer({
  type: 'random_normal',
  keras: 'initializers.RandomNormal',
  help: { en: 'Normal distribution of a fixed width.', ko: '폭이 고정된 정규분포.' },
  fields: { mean: mean(), stddev: stddev(), seed: seed() },
  sample: (stream, shape, p) => filled(shape, () => p.mean + p.stddev * stream.normal()),
})

export const randomUniform = defineInitializer({
  type: 'random_uniform',
  keras: 'initializers.RandomUniform',
  help: { en: 'Every number of a range equally likely.', ko: '범위 안의 수가 모두 같은 확률.' },
  fields: {
    minval: float({ default: -0.05, help: { en: 'Lower end.', ko: '아래 끝.' } }),
    maxval: float({ default: 0.05, help: { en: 'Upper end.', ko: '위 끝.' } }),
    seed: seed(),
  },
  sample: (stream, shape, p) => filled(shape, () => p.minval + (p.maxval - p.minval) * stream.uniform()),
})

export const truncated = defineInitializer({
  type: 'truncated_normal',
  keras: 'initializers.TruncatedNormal',
  help: {
    en: 'Normal, without what lies beyond two standard deviations.',
    ko: '표준편차 두 배 밖을 버린 정규분포.',
  },
  fields: { mean: mean(), stddev: stddev(), seed: seed() },
  sample: (stream, shape, p) => filled(shape, () => p.mean + p.stddev * sampleTruncatedNormal(stream)),
})
