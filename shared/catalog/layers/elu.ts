/** keras/src/layers/activations/elu.py: x above 0, alpha · (eˣ − 1) below. Clevert et al. 2015. */
import { float } from '../../fields/index.ts'
import { elu as eluActivation } from '../activations/rectifiers.ts'
import { defineLayer } from './layer.ts'

export const elu = defineLayer({
  type: 'ELU',
  category: 'activation',
  keras: 'layers.ELU',
  help: { en: 'Approaches −alpha smoothly below 0.', ko: '0 아래에서 −alpha에 부드럽게 가까워집니다.' },
  inputs: 1,
  outputs: 1,
  applies: eluActivation,
  fields: {
    alpha: float({
      default: 1,
      shownOnNode: true,
      help: { en: 'The smallest output is −alpha.', ko: '출력의 최솟값은 −alpha.' },
    }),
  },
  build(g, [x], p) {
    const y = g.elu(x!)
    return p.alpha === 1 ? y : g.select(g.greater(x!, 0), y, g.mul(y, p.alpha))
  },
})
