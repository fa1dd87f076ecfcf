/** Reproducible random numbers and arrays for tests, from a seed and the app's own random stream. */
import { createStream } from '../../shared/random/stream.ts'
import { type Nd, nd } from './interpreter.ts'

export const streamOf = (seed: number) => createStream([seed, 0x7e57])

export const normals = (seed: number, shape: readonly number[], scale = 1): Nd => {
  const stream = streamOf(seed)
  return nd(shape, () => scale * stream.normal())
}

/** The largest |a − b|; infinity when the lengths differ or a difference is NaN. */
export const maxDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let max = 0
  // A NaN on one side must not pass for "no difference".
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i]! - b[i]!)
    if (!(d <= max)) max = Number.isNaN(d) ? Number.POSITIVE_INFINITY : d
  }
  return max
}
export const maxAbs = (a: ArrayLike<number>): number => maxDifference(a, new Float64Array(a.length))
