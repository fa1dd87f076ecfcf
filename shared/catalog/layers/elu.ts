/** keras/src/layers/activations/elu.py: x above 0, alpha · (eˣ − 1) below. Clevert et al. 2015. */
import { float } from '../../fields/index.ts'
import { elu as eluActivation } from '../activations/rectifiers.ts'
import { defineLayer } from './layer.ts'

export const elu = defineLayer({
  type: 'ELU',
  family: 'activation',
  keras: 'layers.ELU',
  help: { en: 'Bends smoothly towards −alpha below 0.', ko: '0 아래에서 −alpha 쪽으로 부드럽게 휩니다.' },
  inputs: 1,
  outputs: 1,
  applies: eluActivation,
  fields: {
    alpha: float({
      default: 1,
      shownOnNode: true,
      help: { en: 'How far it goes below 0.', ko: '0 아래로 내려가는 깊이.' },
    }),
  },
  build(g, [x], p) {
    const y = g.elu(x!)
    return p.alpha === 1 ? y : g.select(g.greater(x!, 0), y, g.mul(y, p.alpha))
  },
})
