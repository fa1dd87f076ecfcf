/** The inputs of the cases of operations (op-cases.ts). */
import type { DType } from '../../shared/graph/op.ts'
import { type Nd, nd } from './interpreter.ts'
import { normals, streamOf } from './random-arrays.ts'

interface InputArray {
  readonly dtype: DType
  readonly value: Nd
}
const stream = streamOf(9)
const below = (n: number) => () => stream.uniformInt(n)
/** float32 normal numbers, changed by `f`. */
const floats = (seed: number, shape: number[], scale = 1, f = (v: number, _i: number) => v): InputArray => ({
  dtype: 'float32',
  value: nd(
    shape,
    normals(seed, shape, scale).data.map((v, i) => Math.fround(f(v, i))),
  ),
})

export const KERNEL_INPUTS = {
  x: floats(1, [4, 6], 2),
  y: floats(2, [4, 6], 2),
  /** Some elements equal those of x. */
  z: floats(1, [4, 6], 2, (v, i) => (i % 3 ? v : -v)),
  positive: floats(3, [4, 6], 1, (v) => Math.abs(v) + 0.1),
  row: floats(4, [6]),
  wide: floats(5, [6, 3]),
  cube: floats(6, [2, 3, 4]),
  odd: {
    dtype: 'float32',
    value: nd([5], [0, Number.NaN, Number.POSITIVE_INFINITY, -1, Number.NEGATIVE_INFINITY]),
  },
  words: { dtype: 'uint32', value: nd([7], below(2 ** 32)) },
  more: { dtype: 'uint32', value: nd([7], below(2 ** 32)) },
  shifts: { dtype: 'uint32', value: nd([7], [0, 1, 5, 8, 16, 24, 31]) },
  labels: { dtype: 'int32', value: nd([4], [0, 5, 2, 2]) },
  rows: { dtype: 'int32', value: nd([3], [3, 0, 3]) },
  bytes: { dtype: 'uint8', value: nd([4, 6], below(256)) },
  flags: { dtype: 'bool', value: nd([4, 6], below(2)) },
} satisfies { readonly [name: string]: InputArray }
