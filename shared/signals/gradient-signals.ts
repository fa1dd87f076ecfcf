/** Figures of the gradients at the outputs of one call. */
import { quantile } from './quantile.ts'
import type { GradientSignals } from './signals.ts'

/** Everything but the histograms, and the range of what is not 0. */
export interface GradientFigures extends Omit<GradientSignals, 'histogram' | 'detail'> {
  /** Of the absolute values but zeros: smallest and largest; null if all are 0 or not finite. */
  readonly range: readonly [number, number] | null
}

export function gradientFigures(values: ArrayLike<number>): GradientFigures {
  const magnitudes = new Float32Array(values.length)
  let [count, sum, zeros, least, most] = [0, 0, 0, Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i < values.length; i++) {
    const value = Math.abs(values[i]!)
    if (!Number.isFinite(value)) continue
    magnitudes[count++] = value
    sum += value
    if (value === 0) zeros++
    else if (value < least) least = value
    if (value > most) most = value
  }
  const share = (n: number) => (count === 0 ? Number.NaN : n / count)
  const finite = magnitudes.subarray(0, count)
  return {
    mean: share(sum),
    low: quantile(finite, 0.1),
    high: quantile(finite, 0.9),
    zeros: share(zeros),
    nonFinite: values.length - count,
    range: most > 0 ? [least, most] : null,
  }
}
