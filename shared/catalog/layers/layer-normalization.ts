/** keras/src/layers/normalization/layer_normalization.py: normalizes the features of each row to mean 0 and variance 1, then
 *  applies gamma and beta. Ba, Kiros and Hinton 2016. */
import { bool, float, numbers, toArray } from '../../fields/index.ts'
import { broadcastableShape, featureAxes } from './axes.ts'
import { defineLayer } from './layer.ts'
import { constraint, initializer, regularizer } from './shared-fields.ts'

const beta = { en: 'offset beta', ko: '이동값 beta' }
const gamma = { en: 'scale gamma', ko: '배율 gamma' }

export const layerNormalization = defineLayer({
  type: 'LayerNormalization',
  category: 'normalization',
  keras: 'layers.LayerNormalization',
  help: {
    en: 'Normalizes the features of each row to mean 0 and variance 1.',
    ko: '행마다 특징을 평균 0, 분산 1로 정규화합니다.',
  },
  inputs: 1,
  outputs: 1,
  normalizes: 'row',
  float32: 'exact inputs',
  fields: {
    axis: numbers({
      default: -1,
      integer: true,
      allowsSingle: true,
      min: -8,
      max: 8,
      help: { en: 'Feature axis or axes.', ko: '특징 축. 여러 개도 됩니다.' },
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
    beta_regularizer: regularizer(beta),
    gamma_regularizer: regularizer(gamma),
    beta_constraint: constraint(beta),
    gamma_constraint: constraint(gamma),
  },
  build(g, [x], p) {
    // Keras sorts the axes before it resolves negative ones, so negative axes come first in the shape of gamma and beta.
    const sortedAxes = [...toArray(p.axis)].sort((a, b) => a - b)
    const axes = featureAxes(x!, sortedAxes, 'axis')
    const shape = axes.map((axis) => x!.shape[axis]!)
    const broadcastShape = broadcastableShape(x!, axes)
    const scale =
      p.scale &&
      g.weight('gamma', shape, {
        initializer: p.gamma_initializer,
        regularizer: p.gamma_regularizer,
        constraint: p.gamma_constraint,
      })
    const offset =
      p.center &&
      g.weight('beta', shape, {
        initializer: p.beta_initializer,
        regularizer: p.beta_regularizer,
        constraint: p.beta_constraint,
      })
    const centred = g.sub(x!, g.mean(x!, axes, true))
    const inverse = g.rsqrt(g.add(g.mean(g.square(centred), axes, true), p.epsilon))
    const normalized = g.mul(centred, inverse)
    const scaled = scale ? g.mul(normalized, g.reshape(scale, broadcastShape)) : normalized
    return offset ? g.add(scaled, g.reshape(offset, broadcastShape)) : scaled
  },
})
