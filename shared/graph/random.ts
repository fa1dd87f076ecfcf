/** Random numbers inside a graph: threefry on uint32 tensors, with the element index as counter and (seed, purpose, step) as key. */
import { threefry, type Uint32Ops } from '../random/threefry.ts'
import type { Ops } from './graph.ts'
import type { Tensor } from './op.ts'
import { elementCount, type Shape } from './shape.ts'

const uint32Ops = (m: Ops): Uint32Ops<Tensor> => ({
  add: (a, b) => m.add(a, b),
  xor: (a, b) => m.bitwiseXor(a, b),
  rotateLeft: (a, bits) => m.bitwiseOr(m.leftShift(a, bits), m.rightShift(a, 32 - bits)),
  constant: (value) => m.constant(value >>> 0, [], 'uint32'),
})

/** Uniform numbers in [0, 1) with 24 bits; `seed` and `step` are uint32 scalars, `purpose` distinguishes
 *  several draws in the same step. */
export function uniform(
  m: Ops,
  shape: Shape,
  seed: readonly [Tensor, Tensor],
  purpose: number,
  step: Tensor,
): Tensor {
  const w = uint32Ops(m)
  const [k0, k1] = threefry(w, seed[0], seed[1], w.constant(purpose), step)
  const n = elementCount(shape)
  const half = Math.ceil(n / 2)
  const bits = m.concat(threefry(w, k0, k1, m.iota(half), w.constant(0)), 0)
  const trimmed = n === 2 * half ? bits : m.slice(bits, 0, 0, n)
  return m.reshape(m.mul(m.cast(m.rightShift(trimmed, 8), 'float32'), 2 ** -24), shape)
}

/** Evaluates a polynomial with Horner's method; the coefficient of the highest power comes first. */
const polynomial = (m: Ops, x: Tensor, [first, ...rest]: readonly number[]): Tensor =>
  rest.reduce<Tensor>((sum, c) => m.add(m.mul(sum, x), c), m.constant(first!))

/**
 * Converts uniform numbers of 24 bits to normal numbers (mean 0, standard deviation 1) with the inverse distribution function: one
 * uniform number gives one normal number, the same on every executor up to rounding.
 * Giles, Approximating the erfinv function, 2012, table 1.
 */
export function normalFromUniform(m: Ops, uniforms: Tensor): Tensor {
  // The midpoints of 2²⁴ intervals from −1 to 1; never −1 or 1 itself, where the result is infinite.
  const x = m.add(m.sub(m.mul(uniforms, 2), 1), 2 ** -24)
  const w = m.neg(m.log(m.mul(m.sub(1, x), m.add(1, x))))
  const middle = polynomial(
    m,
    m.sub(w, 2.5),
    [
      2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3,
      -4.17768164e-3, 0.246640727, 1.50140941,
    ],
  )
  const tail = polynomial(
    m,
    m.sub(m.sqrt(w), 3),
    [
      -2.00214257e-4, 1.00950558e-4, 1.34934322e-3, -3.67342844e-3, 5.73950773e-3, -7.6224613e-3,
      9.43887047e-3, 1.00167406, 2.83297682,
    ],
  )
  return m.mul(m.mul(m.select(m.less(w, 5), middle, tail), x), Math.SQRT2)
}
