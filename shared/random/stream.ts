/** An endless stream of random numbers from one key, used by initializers and shuffles. */
import { fillWords } from './threefry.ts'

export type Key = readonly [number, number]

export interface Stream {
  /** A uniform number in [0, 1) with 24 bits. */
  uniform(): number
  /** A standard normal number (Box and Muller, 1958). */
  normal(): number
  /** A uniform integer in [0, n), without bias. */
  uniformInt(n: number): number
}

/** Number of words generated at a time: large enough that the cost per word is low, small enough for streams of a few numbers. */
const BLOCK = 64

export function createStream(key: Key): Stream {
  const words = new Uint32Array(BLOCK)
  let counter = 0
  let offset = BLOCK
  let nextNormal: number | null = null
  const word = (): number => {
    if (offset === BLOCK) {
      fillWords(words, key, counter)
      counter += BLOCK / 2
      offset = 0
    }
    return words[offset++]!
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
    uniformInt(n) {
      for (;;) {
        const w = word()
        const remainder = w % n
        // Words of the last, incomplete block of n are rejected. (Computing 2³² mod n would cost a float division for each number.)
        if (w - remainder <= 2 ** 32 - n) return remainder
      }
    },
  }
}

/** A shuffled copy of the values (Fisher and Yates, in the version of Durstenfeld 1964). */
export function shuffled(values: Int32Array, key: Key): Int32Array {
  const out = values.slice()
  const stream = createStream(key)
  for (let i = out.length - 1; i > 0; i--) {
    const j = stream.uniformInt(i + 1)
    const swap = out[i]!
    out[i] = out[j]!
    out[j] = swap
  }
  return out
}
