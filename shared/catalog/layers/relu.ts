/** keras/src/layers/activations/relu.py: x above the threshold, limited to max_value; below it, negative_slope · (x − threshold). */
import { float, optionalFloat } from '../../fields/index.ts'
import { relu as reluActivation } from '../activations/rectifiers.ts'
import { defineLayer } from './layer.ts'

export const relu = defineLayer({
  type: 'ReLU',
  category: 'activation',
  keras: 'layers.ReLU',
  help: { en: 'Sets negative numbers to 0.', ko: '음수를 0으로 만듭니다.' },
  inputs: 1,
  outputs: 1,
  applies: reluActivation,
  fields: {
    max_value: optionalFloat({
      min: 0,
      shownOnNode: true,
      help: { en: 'Largest output; empty for no limit.', ko: '출력의 최댓값. 비우면 제한이 없습니다.' },
    }),
    negative_slope: float({
      default: 0,
      min: 0,
      help: { en: 'Slope below the threshold.', ko: 'threshold 아래의 기울기.' },
    }),
    threshold: float({
      default: 0,
      min: 0,
      help: { en: 'Values above it pass unchanged.', ko: '이보다 큰 값은 그대로 통과합니다.' },
    }),
  },
  build(g, [x], p) {
    const rectified = p.threshold === 0 ? g.relu(x!) : g.select(g.greater(x!, p.threshold), x!, 0)
    const clipped = p.max_value === null ? rectified : g.minimum(rectified, p.max_value)
    if (p.negative_slope === 0) return clipped
    return g.sub(clipped, g.mul(g.relu(g.sub(p.threshold, x!)), p.negative_slope))
  },
})
