/** Medians, and ratios of medians with a bootstrap interval. */
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
