/** A histogram of numbers, for each class of the target. */
import { HISTOGRAM_BINS, type Histogram } from '../../../../shared/data/table-profile.ts'
import { forBlocks } from '../blocks.ts'
import type { Target } from './target.ts'

/** Bins of equal width, the last one with its upper bound, as numpy.histogram. */
export async function histogramOf(
  numbers: Float64Array,
  { min, max }: Pick<Histogram, 'min' | 'max'>,
  target: Target | null,
  signal?: AbortSignal,
): Promise<Histogram> {
  const codes = target?.classes ? target.codes : null
  const counts = Array.from({ length: codes ? target!.classes!.length : 1 }, () =>
    new Array<number>(HISTOGRAM_BINS).fill(0),
  )
  // Halves: the range of the largest numbers exceeds float64.
  const [low, width] = [min / 2, max / 2 - min / 2]
  await forBlocks(numbers.length, signal, (from, to) => {
    for (let row = from; row < to; row++) {
      const x = numbers[row]!
      const list = counts[codes ? codes[row]! : 0]
      if (Number.isNaN(x) || !list) continue
      const bin = width === 0 ? 0 : Math.floor(((x / 2 - low) / width) * HISTOGRAM_BINS)
      list[Math.min(bin, HISTOGRAM_BINS - 1)]!++
    }
  })
  return { min, max, counts }
}
