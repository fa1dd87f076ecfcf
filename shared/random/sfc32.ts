/** sfc32, the small fast counter generator of PractRand (Chris Doty-Humphrey, public domain): 32 random bits in a few additions, for draws by
 *  the hundred million. */
import { mix32 } from './permutation.ts'

/** Steps after which the state no longer shows the seed. */
const WARM_UP = 12

/** A function that gives the next 32 random bits. */
export function sfc32(seed: number): () => number {
  let a = mix32(seed)
  let b = mix32(a + 0x9e3779b9)
  let c = mix32(b + 0x9e3779b9)
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < WARM_UP; i++) next()
  return next
}
