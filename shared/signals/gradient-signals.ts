/** Figures of the gradients at the outputs of one call. */
import { quantiles } from './quantile.ts'
import type { GradientSignals } from './signals.ts'

/** Everything but the histograms, and the range of what is not 0. */
export interface GradientFigures extends Omit<GradientSignals, 'histogram' | 'detail'> {
  /** Of log10 of the absolute values: the smallest but that of 0, and the largest; null if all are 0 or not finite. */
  readonly range: readonly [number, number] | null
  /** log10 of the absolute values that are finite, in any order: −∞ for 0. */
  readonly magnitudes: Float32Array
}

export function gradientFigures(values: Float32Array): GradientFigures {
  const sizes = new Float32Array(values.length)
  let [count, sum, zeros, least, most] = [0, 0, 0, Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i < values.length; i++) {
    const value = Math.abs(values[i]!)
    if (!Number.isFinite(value)) continue
    sizes[count++] = value
    sum += value
    if (value === 0) zeros++
    else if (value < least) least = value
    if (value > most) most = value
  }
  const share = (n: number) => (count === 0 ? Number.NaN : n / count)
  const finite = sizes.subarray(0, count)
  const [low, high] = quantiles(finite, [0.1, 0.9])
  return {
    mean: share(sum),
    low: low!,
    high: high!,
    zeros: share(zeros),
    nonFinite: values.length - count,
    range: most > 0 ? [Math.log10(least), Math.log10(most)] : null,
    magnitudes: logarithms(finite),
  }
}

function logarithms(values: Float32Array): Float32Array {
  const out = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) out[i] = Math.log10(values[i]!)
  return out
}
