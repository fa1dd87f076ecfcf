/** keras/src/layers/activations/prelu.py: x above 0, x times a learned slope below. He et al. 2015. */
import { optionalNumbers, toArray } from '../../fields/index.ts'
import { featureAxes } from './axes.ts'
import { defineLayer } from './layer.ts'
import { constraint, initializer, regularizer } from './shared-fields.ts'

const alpha = { en: 'slope alpha', ko: '기울기 alpha' }

export const prelu = defineLayer({
  type: 'PReLU',
  category: 'activation',
  keras: 'layers.PReLU',
  help: { en: 'Learns the slope for negative numbers.', ko: '음수에 곱할 기울기를 학습합니다.' },
  inputs: 1,
  outputs: 1,
  // Keras has it as a layer only.
  applies: { type: 'PReLU', suitableInitializer: 'he' },
  fields: {
    alpha_initializer: initializer('zeros', alpha),
    alpha_regularizer: regularizer(alpha),
    alpha_constraint: constraint(alpha),
    shared_axes: optionalNumbers({
      integer: true,
      min: 1,
      max: 8,
      help: {
        en: 'Axes that share one slope; empty: one slope for each number.',
        ko: '기울기 하나를 함께 쓰는 축. 비우면 수마다 하나씩입니다.',
      },
    }),
  },
  build(g, [x], p) {
    const sharedAxes = p.shared_axes === null ? [] : featureAxes(x!, toArray(p.shared_axes), 'shared_axes')
    const shape = x!.shape.slice(1).map((d, i) => (sharedAxes.includes(i + 1) ? 1 : d!))
    const slope = g.weight('alpha', shape, {
      initializer: p.alpha_initializer,
      regularizer: p.alpha_regularizer,
      constraint: p.alpha_constraint,
    })
    return g.sub(g.relu(x!), g.mul(slope, g.relu(g.neg(x!))))
  },
})
