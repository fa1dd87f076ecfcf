/** keras/src/layers/preprocessing/rescaling.py: x · scale + offset, without trainable weights. */
import { float } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

export const rescaling = defineLayer({
  type: 'Rescaling',
  category: 'normalization',
  keras: 'layers.Rescaling',
  help: { en: 'Multiplies by scale and adds offset.', ko: 'scale을 곱하고 offset을 더합니다.' },
  inputs: 1,
  outputs: 1,
  fields: {
    scale: float({
      default: 0.5,
      shownOnNode: true,
      required: true,
      help: { en: 'Factor.', ko: '곱하는 수.' },
    }),
    offset: float({ default: 0, help: { en: 'Number added afterwards.', ko: '그다음 더하는 수.' } }),
  },
  build(g, [x], p) {
    const scaled = g.mul(x!, p.scale)
    return p.offset === 0 ? scaled : g.add(scaled, p.offset)
  },
})
