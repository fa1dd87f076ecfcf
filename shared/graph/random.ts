/** Random numbers inside a graph: threefry over uint32 tensors, counter = element, key = (seed, what it is for, step). */
import { threefry, type Words } from '../random/threefry.ts'
import type { Ops } from './graph.ts'
import type { Tensor } from './ops.ts'
import { count, type Shape } from './shape.ts'

const words = (m: Ops): Words<Tensor> => ({
  add: (a, b) => m.add(a, b),
  xor: (a, b) => m.xor(a, b),
  rotateLeft: (a, bits) => m.or(m.shiftLeft(a, bits), m.shiftRight(a, 32 - bits)),
  constant: (value) => m.constant(value >>> 0, [], 'uint32'),
})

/** Uniform numbers in [0, 1) with 24 bits; `seed` and `step` are uint32 scalars, `purpose` keeps two draws of a step apart. */
export function uniform(
  m: Ops,
  shape: Shape,
  seed: readonly [Tensor, Tensor],
  purpose: number,
  step: Tensor,
): Tensor {
  const w = words(m)
  const [k0, k1] = threefry(w, seed[0], seed[1], w.constant(purpose), step)
  const n = count(shape)
  const half = Math.ceil(n / 2)
  const bits = m.concat(threefry(w, k0, k1, m.iota(half), w.constant(0)), 0)
  const exact = n === 2 * half ? bits : m.slice(bits, 0, 0, n)
  return m.reshape(m.mul(m.cast(m.shiftRight(exact, 8), 'float32'), 2 ** -24), shape)
}
