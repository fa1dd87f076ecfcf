/** Initializers whose variance depends on the size of the layer, so that signals neither vanish nor explode.
 *  VarianceScaling and its named special cases: Glorot and Bengio 2010, He et al. 2015, LeCun et al. 1998.
 *  keras/src/initializers/random_initializers.py. */
import { choice, float, seed } from '../../fields/index.ts'
import type { Stream } from '../../random/stream.ts'
import type { Text } from '../../text.ts'
import { computeFans, defineInitializer, filled, sampleTruncatedNormal } from './initializer.ts'

type Mode = 'fan_in' | 'fan_out' | 'fan_avg'
type Distribution = 'truncated_normal' | 'untruncated_normal' | 'uniform'

/** Standard deviation of a standard normal distribution truncated at ±2. Keras divides by it to compensate for the truncation. */
const TRUNCATED_STDDEV = 0.87962566103423978

function sample(
  stream: Stream,
  shape: readonly number[],
  scale: number,
  mode: Mode,
  distribution: Distribution,
): Float32Array {
  const { fanIn, fanOut } = computeFans(shape)
  const variance =
    scale / Math.max(1, mode === 'fan_in' ? fanIn : mode === 'fan_out' ? fanOut : (fanIn + fanOut) / 2)
  if (distribution === 'truncated_normal') {
    const stddev = Math.sqrt(variance) / TRUNCATED_STDDEV
    return filled(shape, () => stddev * sampleTruncatedNormal(stream))
  }
  if (distribution === 'untruncated_normal') return filled(shape, () => Math.sqrt(variance) * stream.normal())
  const limit = Math.sqrt(3 * variance)
  return filled(shape, () => limit * (2 * stream.uniform() - 1))
}

export const varianceScaling = defineInitializer({
  type: 'variance_scaling',
  keras: 'initializers.VarianceScaling',
  help: {
    en: 'Variance = scale ÷ fan; Glorot, He and LeCun are special cases.',
    ko: '분산 = scale ÷ fan. Glorot, He, LeCun은 이것의 특수한 경우입니다.',
  },
  fields: {
    scale: float({
      default: 1,
      min: 0,
      exclusiveMin: true,
      help: { en: 'Factor on the variance.', ko: '분산에 곱하는 수.' },
    }),
    mode: choice({
      choices: ['fan_in', 'fan_out', 'fan_avg'],
      default: 'fan_in',
      help: {
        en: 'What fan is: the number of inputs, of outputs, or their average.',
        ko: 'fan의 뜻: 입력의 수, 출력의 수 또는 둘의 평균.',
      },
    }),
    distribution: choice({
      choices: ['truncated_normal', 'untruncated_normal', 'uniform'],
      default: 'truncated_normal',
      help: { en: 'Shape of the distribution.', ko: '분포의 모양.' },
    }),
    seed: seed(),
  },
  sample: (stream, shape, p) => sample(stream, shape, p.scale, p.mode, p.distribution),
})

const defineVarianceScaling = (
  type: string,
  keras: string,
  help: Text,
  scale: number,
  mode: Mode,
  distribution: Distribution,
) =>
  defineInitializer({
    type,
    keras: `initializers.${keras}`,
    help,
    fields: { seed: seed() },
    sample: (stream, shape) => sample(stream, shape, scale, mode, distribution),
  })

const glorot: Text = {
  en: 'For linear, tanh, sigmoid and softmax.',
  ko: 'linear, tanh, sigmoid, softmax에 알맞습니다.',
}
const he: Text = { en: 'For ReLU and similar activations.', ko: 'ReLU 계열에 알맞습니다.' }
const lecun: Text = { en: 'For SELU.', ko: 'SELU에 알맞습니다.' }

export const glorotUniform = defineVarianceScaling(
  'glorot_uniform',
  'GlorotUniform',
  glorot,
  1,
  'fan_avg',
  'uniform',
)
export const glorotNormal = defineVarianceScaling(
  'glorot_normal',
  'GlorotNormal',
  glorot,
  1,
  'fan_avg',
  'truncated_normal',
)
export const heUniform = defineVarianceScaling('he_uniform', 'HeUniform', he, 2, 'fan_in', 'uniform')
export const heNormal = defineVarianceScaling('he_normal', 'HeNormal', he, 2, 'fan_in', 'truncated_normal')
export const lecunUniform = defineVarianceScaling(
  'lecun_uniform',
  'LecunUniform',
  lecun,
  1,
  'fan_in',
  'uniform',
)
export const lecunNormal = defineVarianceScaling(
  'lecun_normal',
  'LecunNormal',
  lecun,
  1,
  'fan_in',
  'truncated_normal',
)
