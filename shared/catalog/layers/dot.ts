/** keras/src/layers/merging/dot.py: the dot product of two inputs of each row, along one axis of each. */
import { bool, numbers, toArray } from '../../fields/index.ts'
import type { Tensor } from '../../graph/op.ts'
import { LayerError } from '../layer-error.ts'
import { featureAxis } from './axes.ts'
import { defineLayer, type LayerBuilder } from './layer.ts'
import { shapesText } from './merging.ts'

/** Scales to L2 norm 1 along the axis; near 0 Keras's epsilon limits the factor (keras/src/ops/nn.py normalize). */
const l2Normalize = (g: LayerBuilder, x: Tensor, axis: number): Tensor =>
  g.mul(x, g.minimum(g.rsqrt(g.sum(g.square(x), [axis], true)), 1e7))

/** Moves the axis to the end. */
const moveAxisToEnd = (g: LayerBuilder, x: Tensor, axis: number): Tensor => {
  const order = x.shape.map((_, i) => i).filter((i) => i !== axis)
  return axis === x.shape.length - 1 ? x : g.transpose(x, [...order, axis])
}

export const dot = defineLayer({
  type: 'Dot',
  category: 'merge',
  keras: 'layers.Dot',
  help: { en: 'Dot product of two inputs, row by row.', ko: '두 입력의 내적을 행마다 구합니다.' },
  inputs: { min: 2, max: 2, ordered: true },
  outputs: 1,
  fields: {
    axes: numbers({
      default: -1,
      integer: true,
      allowsSingle: true,
      length: 2,
      min: -8,
      max: 8,
      required: true,
      shownOnNode: true,
      help: {
        en: 'Axis to sum over; two numbers: one for each input.',
        ko: '합하는 축. 두 수를 쓰면 입력마다 하나씩입니다.',
      },
    }),
    normalize: bool({
      default: false,
      help: {
        en: 'Normalizes both to length 1 first: cosine similarity.',
        ko: '먼저 길이를 1로 정규화합니다(코사인 유사도).',
      },
    }),
  },
  build(g, [a, b], p) {
    const axes = toArray(p.axes)
    const i = featureAxis(a!, axes[0]!, 'axes')
    const j = featureAxis(b!, axes.at(-1)!, 'axes')
    const size = a!.shape[i]!
    const { en, ko } = shapesText([a!, b!])
    if (size !== b!.shape[j])
      throw new LayerError(
        {
          en: `the inputs ${en} have ${size} and ${b!.shape[j]} numbers along axes ${axes.join(' and ')}; these must be the same.`,
          ko: `입력 ${ko}에는 axes ${axes.join(', ')}을(를) 따라 수가 ${size}개와 ${b!.shape[j]}개 있습니다. 같아야 합니다.`,
        },
        'axes',
      )
    const x = moveAxisToEnd(g, p.normalize ? l2Normalize(g, a!, i) : a!, i)
    const y = moveAxisToEnd(g, p.normalize ? l2Normalize(g, b!, j) : b!, j)
    const [left, right] = [x.shape.slice(1, -1), y.shape.slice(1, -1)]
    const ones = (n: number) => new Array<number>(n).fill(1)
    const expandedLeft = g.reshape(x, [x.shape[0]!, ...left, ...ones(right.length), size])
    const expandedRight = g.reshape(y, [y.shape[0]!, ...ones(left.length), ...right, size])
    const sum = g.sum(g.mul(expandedLeft, expandedRight), [-1])
    return sum.shape.length > 1 ? sum : g.reshape(sum, [sum.shape[0]!, 1])
  },
})
