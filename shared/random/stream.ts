/** An endless row of random numbers from one key: what initializers and shuffles draw from. */
import { numbers, threefry } from './threefry.ts'

export type Key = readonly [number, number]

export interface Stream {
  /** Uniform in [0, 1), 24 bits. */
  uniform(): number
  /** Standard normal (Box and Muller, 1958). */
  normal(): number
  /** Whole number in [0, n), without bias. */
  below(n: number): number
}

export function createStream(key: Key): Stream {
  let counter = 0
  let spare: number | null = null
  let nextNormal: number | null = null
  const word = (): number => {
    if (spare !== null) {
      const w = spare
      spare = null
      return w
    }
    const [a, b] = threefry(numbers, key[0], key[1], counter >>> 0, Math.floor(counter / 2 ** 32))
    counter += 1
    spare = b
    return a
  }
  const uniform = () => (word() >>> 8) / 2 ** 24
  return {
    uniform,
    normal() {
      if (nextNormal !== null) {
        const n = nextNormal
        nextNormal = null
        return n
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
      const angle = 2 * Math.PI * uniform()
      nextNormal = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
    below(n) {
      const limit = 2 ** 32 - (2 ** 32 % n)
      for (;;) {
        const w = word()
        if (w < limit) return w % n
      }
    },
  }
}

/** Row numbers in random order (Fisher and Yates, as by Durstenfeld 1964). */
export function shuffled(values: Int32Array, key: Key): Int32Array {
  const out = values.slice()
  const stream = createStream(key)
  for (let i = out.length - 1; i > 0; i--) {
    const j = stream.below(i + 1)
    const swap = out[i]!
    out[i] = out[j]!
    out[j] = swap
  }
  return out
}
