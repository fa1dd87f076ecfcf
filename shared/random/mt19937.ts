/** numpy's RandomState: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), seeded by `init_genrand`, and its permutations.
 *  numpy guarantees that this stream never changes (numpy/random/mtrand.pyx, src/mt19937, src/distributions). */

import { inSlices, type Slices } from './slices.ts'

const STATE_SIZE = 624
const MIDDLE = 397

export interface RandomState {
  /** The next 32 random bits. */
  uint32(): number
  /** A uniform integer in [0, max], by rejection of masked words. */
  interval(max: number): number
  /** Shuffles in place: Fisher and Yates from the end. */
  shuffle(values: Int32Array): Slices<void>
  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Slices<Int32Array>
}

/** @param seed an integer; numpy accepts 0 … 2³² − 1 */
export function randomState(seed: number): RandomState {
  const state = initialState(seed)
  let position = STATE_SIZE
  const uint32 = (): number => {
    if (position === STATE_SIZE) {
      advance(state)
      position = 0
    }
    let y = state[position++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
  const interval = (max: number): number => {
    if (max === 0) return 0
    const mask = 0xffffffff >>> Math.clz32(max)
    for (;;) {
      const value = (uint32() & mask) >>> 0
      if (value <= max) return value
    }
  }
  const shuffle = (values: Int32Array): Slices<void> =>
    inSlices(values.length - 1, (from, to) => {
      for (let i = values.length - 1 - from; i > values.length - 1 - to; i--) {
        const j = interval(i)
        const value = values[i]!
        values[i] = values[j]!
        values[j] = value
      }
    })
  return {
    uint32,
    interval,
    shuffle,
    *permutation(n) {
      const values = range(n)
      yield* shuffle(values)
      return values
    },
  }
}

/** The numbers 0 … n − 1. */
export function range(n: number): Int32Array {
  const values = new Int32Array(n)
  for (let i = 0; i < n; i++) values[i] = i
  return values
}

function initialState(seed: number): Uint32Array {
  const state = new Uint32Array(STATE_SIZE)
  state[0] = seed
  for (let i = 1; i < STATE_SIZE; i++) {
    const previous = state[i - 1]!
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  return state
}

/** Computes the next 624 words. */
function advance(state: Uint32Array): void {
  for (let i = 0; i < STATE_SIZE; i++) {
    const y = (state[i]! & 0x80000000) | (state[(i + 1) % STATE_SIZE]! & 0x7fffffff)
    state[i] = state[(i + MIDDLE) % STATE_SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
  }
}
