/** Random permutation of rows: the row numbers are sorted by a 32-bit hash of (seed, row number). The rule is simple enough to be
 *  reproduced exactly by a few lines of numpy (shared/data/split-python.ts). */

import { range } from './mt19937.ts'
import { inSlices, type Slices } from './slices.ts'

/** The 32-bit finalizer of MurmurHash3 (Austin Appleby, public domain): a bijection on 32-bit numbers. */
export function mix32(value: number): number {
  let x = value >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0
  return (x ^ (x >>> 16)) >>> 0
}

/** Sort key of a row. Different rows have different keys, because every step is a bijection for a given seed. */
export const permutationKey = (seed: number, index: number): number =>
  mix32(mix32(index + mix32(seed)) ^ mix32(seed + 0x9e3779b9))

/**
 * The numbers 0 … n − 1 in the order of their keys.
 * @param n number of rows, below 2³¹
 * @param seed any integer; only its lower 32 bits are used
 */
export function* permutation(n: number, seed: number): Slices<Int32Array> {
  let keys = new Uint32Array(n)
  let order = range(n)
  yield* inSlices(n, (from, to) => {
    for (let i = from; i < to; i++) keys[i] = permutationKey(seed, i)
  })
  // A stable counting sort by the lower and then the upper half of the key takes linear time; a comparison sort of 10⁷ rows takes seconds.
  for (const shift of [0, 16]) {
    const start = new Uint32Array(65_537)
    const [oldKeys, oldOrder] = [keys, order]
    yield* inSlices(n, (from, to) => {
      for (let i = from; i < to; i++) start[((oldKeys[i]! >>> shift) & 0xffff) + 1]!++
    })
    for (let b = 0; b < 65_536; b++) start[b + 1]! += start[b]!
    const nextKeys = new Uint32Array(n)
    const nextOrder = new Int32Array(n)
    yield* inSlices(n, (from, to) => {
      for (let i = from; i < to; i++) {
        const position = start[(oldKeys[i]! >>> shift) & 0xffff]!++
        nextKeys[position] = oldKeys[i]!
        nextOrder[position] = oldOrder[i]!
      }
    })
    keys = nextKeys
    order = nextOrder
  }
  return order
}
