/** Operations with integers as indices. */
import { defineOp, noGradient, type OpFunction, type Tensor } from '../op.ts'
import { elementCount } from '../shape.ts'
import { cast } from './arithmetic.ts'
import { reshape } from './arrays.ts'
import { matMul } from './products.ts'

/** 1 at the index and 0 elsewhere, along a new last axis; float32. */
export const oneHot: OpFunction<[x: Tensor, depth: number], { readonly depth: number }> = defineOp({
  type: 'OneHot',
  call: (_, add, x, depth) => add([x], { depth }),
  infer: ([x], { depth }) => ({ shape: [...x!.shape, depth], dtype: 'float32' }),
  gradient: noGradient,
})

/** Rows of `x`, selected by int32 indices. */
export const gather: OpFunction<[x: Tensor, rows: Tensor]> = defineOp({
  type: 'Gather',
  call: (_, add, x, rows) => add([x, rows], {}),
  infer: ([x, rows]) => ({ shape: [...rows!.shape, ...x!.shape.slice(1)], dtype: x!.dtype }),
  // A row that was gathered several times sums up all its gradients: a matrix product with the one-hot rows.
  gradient(g, { inputs: [x, rows] }, dy) {
    const rowCount = elementCount(rows!.shape)
    const width = elementCount(x!.shape.slice(1))
    const oneHotRows = cast(g, oneHot(g, reshape(g, rows!, [rowCount]), x!.shape[0]!), dy.dtype)
    return [reshape(g, matMul(g, oneHotRows, reshape(g, dy, [rowCount, width]), true), x!.shape), null]
  },
})
