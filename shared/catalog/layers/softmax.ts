/** keras/src/layers/activations/softmax.py: probabilities that sum to 1 along one axis or over several axes together. */
import { numbers, toArray } from '../../fields/index.ts'
import { softmax as softmaxActivation } from '../activations/softmax.ts'
import { featureAxes } from './axes.ts'
import { defineLayer } from './layer.ts'

export const softmax = defineLayer({
  type: 'Softmax',
  category: 'activation',
  keras: 'layers.Softmax',
  help: { en: 'Turns numbers into probabilities that sum to 1.', ko: '수들을 합이 1인 확률로 바꿉니다.' },
  inputs: 1,
  outputs: 1,
  applies: softmaxActivation,
  fields: {
    axis: numbers({
      default: -1,
      integer: true,
      allowsSingle: true,
      min: -8,
      max: 8,
      help: { en: 'Axis or axes along which they sum to 1.', ko: '합이 1이 되는 축. 여러 개도 됩니다.' },
    }),
  },
  build(g, [x], p) {
    const axes = featureAxes(x!, toArray(p.axis), 'axis')
    const rank = x!.shape.length
    if (axes.length === 1 && axes[0] === rank - 1) return g.softmax(x!)
    // The axes are transposed to the end and merged into one.
    const perm = [...x!.shape.map((_, i) => i).filter((i) => !axes.includes(i)), ...axes]
    const transposed = g.transpose(x!, perm)
    const size = axes.reduce((n, axis) => n * x!.shape[axis]!, 1)
    const probabilities = g.softmax(
      g.reshape(transposed, [...transposed.shape.slice(0, rank - axes.length), size]),
    )
    return g.transpose(
      g.reshape(probabilities, transposed.shape),
      perm.map((_, i) => perm.indexOf(i)),
    )
  },
})
