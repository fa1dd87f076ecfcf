/** The sums that a run accumulates batch by batch, packed into one array as an executor returns them. */
import type { StateSpec } from './program.ts'

const sizeOf = ({ shape }: StateSpec): number => shape.reduce((n, d) => n * d, 1)

/** Total number of values of all accumulators. */
export const totalSize = (accumulators: readonly StateSpec[]): number =>
  accumulators.reduce((n, spec) => n + sizeOf(spec), 0)

/** Splits the packed array into the values of each accumulator, by name. */
export function unpackAccumulators(
  accumulators: readonly StateSpec[],
  sums: Float32Array,
): Map<string, Float32Array> {
  let offset = 0
  return new Map(
    accumulators.map((spec) => {
      const start = offset
      offset += sizeOf(spec)
      return [spec.name, sums.slice(start, offset)]
    }),
  )
}

/** Packs the values of all accumulators into one array. */
export function packAccumulators(
  accumulators: readonly StateSpec[],
  values: ReadonlyMap<string, ArrayLike<number>>,
): Float32Array {
  const sums = new Float32Array(totalSize(accumulators))
  let offset = 0
  for (const spec of accumulators) {
    sums.set(values.get(spec.name)!, offset)
    offset += sizeOf(spec)
  }
  return sums
}
