/** Figures of the outputs of one call of a layer. All sums are of float64. */
import type { OutputSignals } from './signals.ts'

/** Everything but the histograms. */
export type OutputFigures = Omit<OutputSignals, 'histogram' | 'detail'>

/** Values of an activation that saturates: within this share of the distance of its bounds from one of them. */
const SATURATION = 0.01

/** @param values row by row; the last axis are units
 *  @param units number of values of the last axis
 *  @param bounds of an activation that saturates; null for any other layer */
export function outputFigures(
  values: Float32Array,
  units: number,
  bounds: readonly [number, number] | null,
): OutputFigures {
  const { sums, counts, lows, highs, zeros, saturated } = firstPass(values, units, bounds)
  const count = total(counts)
  const nonFinite = values.length - count
  const shareOf = (n: number) => (count === 0 ? Number.NaN : n / count)
  const mean = shareOf(total(sums))
  const means = sums.map((sum, unit) => sum / counts[unit]!)
  const { ofAll, ofUnits } = squaredDeviations(values, units, mean, means)
  const variances = [...ofUnits.keys()].flatMap((unit) =>
    counts[unit]! > 0 ? [ofUnits[unit]! / counts[unit]!] : [],
  )
  const isDead = (unit: number) => counts[unit]! > 1 && lows[unit] === highs[unit]
  return {
    mean,
    deviation: Math.sqrt(shareOf(ofAll)),
    unitDeviation: Math.sqrt(total(variances) / variances.length),
    min: count === 0 ? Number.NaN : least(lows),
    max: count === 0 ? Number.NaN : -least(highs.map((high) => -high)),
    zeros: shareOf(zeros),
    saturated: bounds && shareOf(saturated),
    dead: { units: [...counts.keys()].filter(isDead).length, of: units },
    nonFinite,
  }
}

function firstPass(values: Float32Array, units: number, bounds: readonly [number, number] | null) {
  const sums = new Float64Array(units)
  const counts = new Float64Array(units)
  const lows = new Float64Array(units).fill(Number.POSITIVE_INFINITY)
  const highs = new Float64Array(units).fill(Number.NEGATIVE_INFINITY)
  const margin = bounds ? (bounds[1] - bounds[0]) * SATURATION : 0
  const [low, high] = bounds ? [bounds[0] + margin, bounds[1] - margin] : [-Infinity, Infinity]
  let [zeros, saturated] = [0, 0]
  for (let i = 0, unit = 0; i < values.length; i++, unit = unit + 1 === units ? 0 : unit + 1) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    sums[unit]! += value
    counts[unit]!++
    if (value < lows[unit]!) lows[unit] = value
    if (value > highs[unit]!) highs[unit] = value
    if (value === 0) zeros++
    if (value <= low || value >= high) saturated++
  }
  return { sums, counts, lows, highs, zeros, saturated }
}

/** Sums of squared differences from the mean of all values, and of each unit from its own mean. */
function squaredDeviations(values: Float32Array, units: number, mean: number, means: Float64Array) {
  const ofUnits = new Float64Array(units)
  let ofAll = 0
  for (let i = 0, unit = 0; i < values.length; i++, unit = unit + 1 === units ? 0 : unit + 1) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    ofAll += (value - mean) ** 2
    ofUnits[unit]! += (value - means[unit]!) ** 2
  }
  return { ofAll, ofUnits }
}

const total = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

const least = (values: ArrayLike<number>): number => {
  let found = Number.POSITIVE_INFINITY
  for (let i = 0; i < values.length; i++) if (values[i]! < found) found = values[i]!
  return found
}
