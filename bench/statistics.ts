/** Medians, ratios of medians with a bootstrap interval, paired differences, and scores of predictions. */
import { createStream } from '../shared/random/stream.ts'

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export interface Ratio {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** The ratio of medians theirs ÷ ours with its 90 % bootstrap interval (Efron 1979). Pairs of rounds are resampled 2,000 times. */
export function ratioOfMedians(theirs: readonly number[], ours: readonly number[]): Ratio {
  const stream = createStream([1, 2])
  const resampled = Array.from({ length: 2000 }, () => {
    const rounds = ours.map(() => stream.uniformInt(ours.length))
    return median(rounds.map((i) => theirs[i]!)) / median(rounds.map((i) => ours[i]!))
  }).sort((a, b) => a - b)
  return { ratio: median(theirs) / median(ours), low: resampled[100]!, high: resampled[1899]! }
}

/** The slope of the least-squares line, in y per x. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (i: 0 | 1) => points.reduce((sum, p) => sum + p[i], 0) / points.length
  const [mx, my] = [mean(0), mean(1)]
  const covariance = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return covariance / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** The 97.5 % quantile of Student's t by degrees of freedom, from 1 on. */
const T_QUANTILES = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622]

/** The mean of the differences a − b of pairs, with its 95 % interval by Student's t. */
export function pairedInterval(a: readonly number[], b: readonly number[]): Interval {
  const t = T_QUANTILES[a.length - 2]
  if (t === undefined || a.length !== b.length)
    throw new Error(`no interval for ${a.length} and ${b.length} values`)
  const differences = a.map((value, i) => value - b[i]!)
  const centre = mean(differences)
  const variance = differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / (a.length - 1)
  const half = t * Math.sqrt(variance / a.length)
  return { mean: centre, low: centre - half, high: centre + half }
}

/** The share of predicted classes that are right. */
export const accuracy = (predicted: readonly number[], classes: readonly number[]): number =>
  mean(predicted.map((value, i) => (value === classes[i] ? 1 : 0)))

/** R², the share of the variance that the predictions explain. */
export function determination(predicted: readonly number[], values: readonly number[]): number {
  const centre = mean(values)
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return 1 - values.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0) / total
}
