/** The sums that a run accumulates batch by batch, packed into one array as an executor returns them. */
import type { StateSpec } from './program.ts'

const sizeOf = ({ shape }: StateSpec): number => shape.reduce((n, d) => n * d, 1)

/** Total number of values of all accumulators. */
export const countAll = (accumulators: readonly StateSpec[]): number =>
  accumulators.reduce((n, spec) => n + sizeOf(spec), 0)

/** Splits the packed array into the values of each accumulator, by name. */
export function takeApart(accumulators: readonly StateSpec[], sums: Float32Array): Map<string, Float32Array> {
  let at = 0
  return new Map(
    accumulators.map((spec) => {
      const from = at
      at += sizeOf(spec)
      return [spec.name, sums.slice(from, at)]
    }),
  )
}

/** Packs the values of all accumulators into one array. */
export function putTogether(
  accumulators: readonly StateSpec[],
  values: ReadonlyMap<string, ArrayLike<number>>,
): Float32Array {
  const sums = new Float32Array(countAll(accumulators))
  let at = 0
  for (const spec of accumulators) {
    sums.set(values.get(spec.name)!, at)
    at += sizeOf(spec)
  }
  return sums
}
