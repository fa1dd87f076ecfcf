/** keras/src/layers/merging/concatenate.py: joins its inputs along an axis. */
import { int } from '../../fields/index.ts'
import { isCompatibleDim } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'
import { featureAxis } from './axes.ts'
import { defineLayer, MAX_INPUTS } from './layer.ts'
import { shapesText } from './merging.ts'

export const concatenate = defineLayer({
  type: 'Concatenate',
  category: 'merge',
  keras: 'layers.Concatenate',
  help: { en: 'Joins its inputs along an axis.', ko: '입력들을 축을 따라 이어 붙입니다.' },
  inputs: { min: 2, max: MAX_INPUTS, ordered: true },
  outputs: 1,
  fields: {
    axis: int({
      default: -1,
      min: -8,
      max: 8,
      help: { en: 'Axis along which to join.', ko: '이어 붙이는 축.' },
    }),
  },
  build(g, xs, p) {
    const [first] = xs
    const axis = featureAxis(first!, p.axis, 'axis')
    const isCompatible = xs.every(
      (x) =>
        x.shape.length === first!.shape.length &&
        x.shape.every((d, i) => i === axis || isCompatibleDim(d, first!.shape[i]!)),
    )
    const { en, ko } = shapesText(xs)
    if (!isCompatible)
      throw new LayerError(
        {
          en: `the inputs ${en} cannot be joined along axis ${p.axis}: all their other sizes must be the same. Put a Flatten or Reshape before one of them.`,
          ko: `입력 ${ko}은(는) axis ${p.axis}을(를) 따라 이어 붙일 수 없습니다. 다른 크기가 모두 같아야 합니다. 한쪽 앞에 Flatten이나 Reshape를 두세요.`,
        },
        'axis',
      )
    return g.concat(xs, axis)
  },
})
