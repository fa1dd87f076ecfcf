/** The sums a run grows batch by batch, as one list of numbers: how an executor gives them back. */
import type { StateSpec } from './program.ts'

const sizeOf = ({ shape }: StateSpec): number => shape.reduce((n, d) => n * d, 1)

/** How many numbers they are together. */
export const countAll = (accumulators: readonly StateSpec[]): number =>
  accumulators.reduce((n, spec) => n + sizeOf(spec), 0)

/** Each accumulator's part, by its name. */
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

/** The other way round. */
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
