/** keras/src/layers/reshaping/reshape.py: changes the shape of a row. */
import { numbers, toArray } from '../../fields/index.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer } from './layer.ts'

export const reshape = defineLayer({
  type: 'Reshape',
  category: 'core',
  keras: 'layers.Reshape',
  help: { en: 'Changes the shape of a row.', ko: '한 행의 모양을 바꿉니다.' },
  inputs: 1,
  outputs: 1,
  fields: {
    target_shape: numbers({
      default: [-1, 1],
      integer: true,
      min: -1,
      max: 10_000_000,
      shownOnNode: true,
      required: true,
      help: {
        en: 'New sizes of a row, without the batch; -1 for one that is computed from the others.',
        ko: '배치를 뺀 한 행의 새 크기. 나머지에서 계산되는 하나는 -1로 씁니다.',
      },
    }),
  },
  build(g, [x], p) {
    const targetShape = toArray(p.target_shape)
    const size = x!.shape.slice(1).reduce<number>((n, d) => n * d!, 1)
    const known = targetShape.reduce((n, d) => (d === -1 ? n : n * d), 1)
    const unknownCount = targetShape.filter((d) => d === -1).length
    if (unknownCount > 1 || known === 0 || (unknownCount === 1 ? size % known !== 0 : size !== known))
      throw new LayerError(
        {
          en: `a row of ${formatShape(x!.shape)} has ${size} numbers and cannot become (${targetShape.join(', ')}). The sizes must multiply to ${size}; one of them may be -1.`,
          ko: `${formatShape(x!.shape)}의 한 행에는 수가 ${size}개 있어 (${targetShape.join(', ')})이(가) 될 수 없습니다. 크기의 곱이 ${size}이어야 하며 하나는 -1로 둘 수 있습니다.`,
        },
        'target_shape',
      )
    return g.reshape(x!, [x!.shape[0]!, ...targetShape.map((d) => (d === -1 ? size / known : d))])
  },
})
