/** Operations that arrange the elements of arrays. */
import { axisIndex, defineOp, fail, type OpFunction, type Tensor } from '../op.ts'
import { type Dim, formatShape, isCompatibleDim, resolveReshape, type Shape } from '../shape.ts'
import { constant } from './inputs.ts'

/** `shape` has null for the one unknown size. */
export const reshape: OpFunction<[x: Tensor, shape: Shape], { readonly shape: Shape }> = defineOp({
  type: 'Reshape',
  call: (_, add, x, shape) => add([x], { shape }),
  infer: ([x], { shape }) => ({
    shape:
      resolveReshape(x!.shape, shape) ?? fail(`${formatShape(x!.shape)} cannot become ${formatShape(shape)}`),
    dtype: x!.dtype,
  }),
  gradient: (g, { inputs: [x] }, dy) => [reshape(g, dy, x!.shape)],
})

/** The same values under a name: a place of their own in the graph, by which a gradient can be asked for even where two calls of layers are
 *  one operation. */
export const identity: OpFunction<[x: Tensor, name: string], { readonly name: string }> = defineOp({
  type: 'Identity',
  call: (_, add, x, name) => add([x], { name }),
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  gradient: (_, __, dy) => [dy],
})

export const transpose: OpFunction<
  [x: Tensor, perm: readonly number[]],
  { readonly perm: readonly number[] }
> = defineOp({
  type: 'Transpose',
  call: (_, add, x, perm) => add([x], { perm }),
  infer: ([x], { perm }) => ({ shape: perm.map((p) => x!.shape[p]!), dtype: x!.dtype }),
  gradient: (g, { attrs: { perm } }, dy) => [
    transpose(
      g,
      dy,
      perm.map((_, i) => perm.indexOf(i)),
    ),
  ],
})

export const broadcastTo: OpFunction<[x: Tensor, shape: Shape], { readonly shape: Shape }> = defineOp({
  type: 'BroadcastTo',
  call: (_, add, x, shape) => add([x], { shape }),
  infer: ([x], { shape }) => ({ shape, dtype: x!.dtype }),
  gradient: (_, __, dy) => [dy],
})

export const concat: OpFunction<[xs: readonly Tensor[], axis: number], { readonly axis: number }> = defineOp({
  type: 'Concat',
  call: (_, add, xs, axis) => add(xs, { axis: axisIndex(xs[0]!, axis) }),
  infer(inputs, { axis }) {
    const [first] = inputs
    for (const x of inputs)
      if (
        x.shape.length !== first!.shape.length ||
        x.shape.some((d, i) => i !== axis && !isCompatibleDim(d, first!.shape[i]!))
      )
        fail(`${inputs.map((i) => formatShape(i.shape)).join(' and ')} cannot be joined along axis ${axis}`)
    const sizes = inputs.map((x) => x.shape[axis]!)
    const size = sizes.reduce<Dim>((sum, d) => (sum === null || d === null ? null : sum + d), 0)
    return { shape: first!.shape.map((d, i) => (i === axis ? size : d)), dtype: first!.dtype }
  },
  gradient(g, { inputs, attrs: { axis } }, dy) {
    let begin = 0
    return inputs.map((x) => {
      const length = x.shape[axis]!
      begin += length
      return slice(g, dy, axis, begin - length, length)
    })
  },
})

/** Part of one axis. */
export const slice: OpFunction<
  [x: Tensor, axis: number, begin: number, size: number],
  { readonly axis: number; readonly begin: number; readonly size: number }
> = defineOp({
  type: 'Slice',
  call: (_, add, x, axis, begin, size) => add([x], { axis, begin, size }),
  infer: ([x], { axis, size }) => ({
    shape: x!.shape.map((d, i) => (i === axis ? size : d)),
    dtype: x!.dtype,
  }),
  // The parts outside the slice get zeros.
  gradient(g, { inputs: [x], attrs: { axis, begin, size } }, dy) {
    const zeros = (length: number) => {
      const shape = x!.shape.map((n, i) => (i === axis ? length : n))
      return length === 0 ? [] : [broadcastTo(g, constant(g, 0, [], x!.dtype), shape)]
    }
    return [concat(g, [...zeros(begin), dy, ...zeros(x!.shape[axis]! - begin - size)], axis)]
  },
})
