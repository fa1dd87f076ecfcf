/** keras/src/layers/normalization/batch_normalization.py: normalizes each feature over the batch to mean 0 and variance 1, then
 *  applies gamma and beta. Inference uses moving averages. Ioffe and Szegedy 2015. */
import { bool, float, int } from '../../fields/index.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer } from './layer.ts'
import { constraint, initializer, regularizer } from './shared-fields.ts'

const beta = { en: 'offset beta', ko: '이동값 beta' }
const gamma = { en: 'scale gamma', ko: '배율 gamma' }

export const batchNormalization = defineLayer({
  type: 'BatchNormalization',
  category: 'normalization',
  keras: 'layers.BatchNormalization',
  help: {
    en: 'Normalizes each feature to mean 0 and variance 1 during training.',
    ko: '학습하는 동안 특징마다 평균 0, 분산 1로 정규화합니다.',
  },
  inputs: 1,
  outputs: 1,
  normalizes: 'batch',
  float32: 'rounded inputs',
  fields: {
    axis: int({ default: -1, min: -8, max: 8, help: { en: 'Feature axis.', ko: '특징 축.' } }),
    momentum: float({
      default: 0.99,
      min: 0,
      max: 1,
      help: { en: 'Momentum of the moving averages.', ko: '이동 평균의 모멘텀.' },
    }),
    epsilon: float({
      default: 1e-3,
      min: 0,
      exclusiveMin: true,
      help: {
        en: 'Added to the variance to avoid division by 0.',
        ko: '0으로 나누지 않도록 분산에 더하는 수.',
      },
    }),
    center: bool({ default: true, help: { en: 'Adds beta.', ko: 'beta를 더합니다.' } }),
    scale: bool({ default: true, help: { en: 'Multiplies by gamma.', ko: 'gamma를 곱합니다.' } }),
    beta_initializer: initializer('zeros', beta),
    gamma_initializer: initializer('ones', gamma),
    moving_mean_initializer: initializer('zeros', { en: 'moving mean', ko: '이동 평균' }),
    moving_variance_initializer: initializer('ones', { en: 'moving variance', ko: '이동 분산' }),
    beta_regularizer: regularizer(beta),
    gamma_regularizer: regularizer(gamma),
    beta_constraint: constraint(beta),
    gamma_constraint: constraint(gamma),
  },
  build(g, [x], p) {
    const rank = x!.shape.length
    const axis = p.axis < 0 ? p.axis + rank : p.axis
    const size = x!.shape[axis]
    if (axis < 1 || axis >= rank || size == null)
      throw new LayerError(
        {
          en: `axis ${p.axis} is not a feature axis of an input with ${rank} axes; -1 is the last one.`,
          ko: `축이 ${rank}개인 입력에서 axis ${p.axis}은(는) 특징 축이 아닙니다. -1이 마지막 축입니다.`,
        },
        'axis',
      )
    const reductionAxes = x!.shape.map((_, i) => i).filter((i) => i !== axis)
    const toBroadcastable = (v: typeof x) =>
      g.reshape(
        v!,
        x!.shape.map((_, i) => (i === axis ? size : 1)),
      )
    const scale = p.scale
      ? g.weight('gamma', [size], {
          initializer: p.gamma_initializer,
          regularizer: p.gamma_regularizer,
          constraint: p.gamma_constraint,
        })
      : null
    const offset = p.center
      ? g.weight('beta', [size], {
          initializer: p.beta_initializer,
          regularizer: p.beta_regularizer,
          constraint: p.beta_constraint,
        })
      : null
    const movingMean = g.state('moving_mean', [size], p.moving_mean_initializer)
    const movingVariance = g.state('moving_variance', [size], p.moving_variance_initializer)
    // A frozen BatchNormalization uses its moving averages in training too (in Keras, trainable=False means inference mode).
    const useBatchStatistics = g.training && !g.frozen
    const mean = useBatchStatistics ? g.mean(x!, reductionAxes) : movingMean
    const centred = g.sub(x!, toBroadcastable(mean))
    const variance = useBatchStatistics ? g.mean(g.square(centred), reductionAxes) : movingVariance
    if (useBatchStatistics) {
      const movingAverage = (previous: typeof mean, current: typeof mean) =>
        g.add(g.mul(previous, p.momentum), g.mul(current, 1 - p.momentum))
      g.update(movingMean, movingAverage(movingMean, mean))
      g.update(movingVariance, movingAverage(movingVariance, variance))
    }
    const inverse = g.rsqrt(g.add(variance, p.epsilon))
    const scaled = g.mul(centred, toBroadcastable(scale ? g.mul(inverse, scale) : inverse))
    return offset ? g.add(scaled, toBroadcastable(offset)) : scaled
  },
})
