/** keras/src/layers/reshaping/permute.py: permutes the axes of a row. */
import { numbers, toArray } from '../../fields/index.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer } from './layer.ts'

export const permute = defineLayer({
  type: 'Permute',
  category: 'core',
  keras: 'layers.Permute',
  help: { en: 'Changes the order of the axes of a row.', ko: '한 행의 축 순서를 바꿉니다.' },
  inputs: 1,
  outputs: 1,
  fields: {
    dims: numbers({
      default: [2, 1],
      integer: true,
      min: 1,
      max: 8,
      shownOnNode: true,
      required: true,
      help: { en: 'The axes in their new order, counted from 1.', ko: '새 순서로 적은 축. 1부터 셉니다.' },
    }),
  },
  build(g, [x], p) {
    const dims = toArray(p.dims)
    const rank = x!.shape.length - 1
    if (dims.length !== rank || [...dims].sort((a, b) => a - b).some((d, i) => d !== i + 1))
      throw new LayerError(
        {
          en: `dims is (${dims.join(', ')}), but the input ${formatShape(x!.shape)} has ${rank} ${rank === 1 ? 'axis' : 'axes'} besides the batch: list each from 1 to ${rank} once.`,
          ko: `dims는 (${dims.join(', ')})인데 입력 ${formatShape(x!.shape)}에는 배치 말고 축이 ${rank}개 있습니다. 1–${rank}을(를) 한 번씩 쓰세요.`,
        },
        'dims',
      )
    return g.transpose(x!, [0, ...dims])
  },
})
