/** Reductions over axes. */
import {
  axisIndex,
  defineOp,
  fail,
  type GraphBuilder,
  noGradient,
  type Op,
  type OpDefinition,
  type OpFunction,
  type Tensor,
} from '../op.ts'
import { elementCount, formatShape } from '../shape.ts'
import { cast, div, mul } from './arithmetic.ts'
import { broadcastTo, reshape } from './arrays.ts'
import { equal } from './comparison.ts'

type ReductionAttrs = { readonly axes: readonly number[]; readonly keepdims: boolean }
/** Over all axes by default. */
type Reduction = OpFunction<[x: Tensor, axes?: readonly number[], keepdims?: boolean], ReductionAttrs>

const reduction = (
  type: string,
  gradient: NonNullable<OpDefinition<ReductionAttrs>['gradient']>,
): Reduction =>
  defineOp({
    type,
    call: (_, add, x, axes = x.shape.map((_, i) => i), keepdims = false) =>
      axes.length === 0 ? x : add([x], { axes: axes.map((axis) => axisIndex(x, axis)), keepdims }),
    infer([x], { axes, keepdims }) {
      if (axes.some((axis) => axis < 0 || axis >= x!.shape.length))
        fail(`axes ${axes.join(', ')} are outside ${formatShape(x!.shape)}`)
      const shape = keepdims
        ? x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
        : x!.shape.filter((_, i) => !axes.includes(i))
      return { shape, dtype: x!.dtype }
    },
    gradient,
  })

/** A value of the reduced shape, repeated over the reduced axes. */
function broadcastToInput(
  g: GraphBuilder,
  { inputs: [x], attrs: { axes } }: Op<ReductionAttrs>,
  value: Tensor,
): Tensor {
  const keptDims = x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
  return broadcastTo(g, reshape(g, value, keptDims), x!.shape)
}

export const sum: Reduction = reduction('Sum', (g, op, dy) => [broadcastToInput(g, op, dy)])

export const mean: Reduction = reduction('Mean', (g, op, dy) => {
  const count = elementCount(op.attrs.axes.map((axis) => op.inputs[0]!.shape[axis]!))
  return [mul(g, broadcastToInput(g, op, dy), 1 / count)]
})

/** The gradient is shared equally among ties, as in TensorFlow. */
const extreme = (type: string): Reduction =>
  reduction(type, (g, op, dy) => {
    const x = op.inputs[0]!
    const mask = cast(g, equal(g, x, broadcastToInput(g, op, op)), x.dtype)
    return [
      div(g, mul(g, mask, broadcastToInput(g, op, dy)), broadcastToInput(g, op, sum(g, mask, op.attrs.axes))),
    ]
  })
export const max = extreme('Max')
export const min = extreme('Min')

/** The index of the largest element along an axis; int32. */
export const argMax: OpFunction<[x: Tensor, axis?: number], { readonly axis: number }> = defineOp({
  type: 'ArgMax',
  call: (_, add, x, axis = -1) => add([x], { axis: axisIndex(x, axis) }),
  infer: ([x], { axis }) => ({ shape: x!.shape.filter((_, i) => i !== axis), dtype: 'int32' }),
  gradient: noGradient,
})
