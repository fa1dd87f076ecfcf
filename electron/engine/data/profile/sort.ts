/** Sorting of millions of numbers that lets other work run and can be cancelled. */
import { pause } from '../blocks.ts'

/** Numbers sorted at once: some 30 ms. */
const RUN = 2 ** 18
/** Numbers merged at once. */
const BLOCK = 2 ** 20

/** Ascending, without NaN: as sortedNumbers does at once. */
export async function sortedInBlocks(values: Float64Array, signal?: AbortSignal): Promise<Float64Array> {
  let from = values.filter((x) => !Number.isNaN(x))
  const { length } = from
  for (let start = 0; start < length; start += RUN) {
    if (start > 0) await pause(signal)
    from.subarray(start, start + RUN).sort()
  }
  let to = length > RUN ? new Float64Array(length) : from
  for (let run = RUN; run < length; run *= 2) {
    await mergePairs(from, to, run, signal)
    ;[from, to] = [to, from]
  }
  return from
}

/** Merges sorted stretches of length `run` two by two. */
async function mergePairs(
  from: Float64Array,
  to: Float64Array,
  run: number,
  signal?: AbortSignal,
): Promise<void> {
  const { length } = from
  for (let start = 0; start < length; start += 2 * run) {
    const middle = Math.min(start + run, length)
    const end = Math.min(start + 2 * run, length)
    let [left, right, at] = [start, middle, start]
    while (at < end) {
      const stop = Math.min(at + BLOCK, end)
      for (; at < stop; at++)
        to[at] =
          right >= end || (left < middle && from[left]! <= from[right]!) ? from[left++]! : from[right++]!
      await pause(signal)
    }
  }
}
