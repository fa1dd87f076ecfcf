/** keras/src/layers/activations/leaky_relu.py: x above 0, negative_slope · x below. */
import { float } from '../../fields/index.ts'
import { leakyRelu as leakyReluActivation } from '../activations/rectifiers.ts'
import { defineLayer } from './layer.ts'

export const leakyRelu = defineLayer({
  type: 'LeakyReLU',
  category: 'activation',
  keras: 'layers.LeakyReLU',
  help: { en: 'Multiplies negative numbers by a small slope.', ko: '음수에 작은 기울기를 곱합니다.' },
  inputs: 1,
  outputs: 1,
  applies: leakyReluActivation,
  fields: {
    negative_slope: float({
      default: 0.3,
      min: 0,
      shownOnNode: true,
      help: { en: 'Slope below 0.', ko: '0 아래의 기울기.' },
    }),
  },
  build: (g, [x], p) => g.select(g.greater(x!, 0), x!, g.mul(x!, p.negative_slope)),
})
