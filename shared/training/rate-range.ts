/** The learning-rate range test (Smith 2015, "Cyclical Learning Rates"): the loss of each step while the rate grows from tiny to too
 *  large. The rate at which the loss stops falling is the largest usable one; a tenth of it is a good choice. */

/** Rates from the smallest to the largest, in a geometric series. */
const MIN_RATE = 1e-6
const MAX_RATE = 10
export const RATE_COUNT = 200

export const rateAt = (i: number): number => MIN_RATE * (MAX_RATE / MIN_RATE) ** (i / (RATE_COUNT - 1))

/** The test ends when the smoothed loss exceeds its minimum by this factor. */
const DIVERGENCE_FACTOR = 4
/** Smoothing factor of the losses. */
const SMOOTHING = 0.9

/** Losses as an exponential moving average with bias correction. */
export function smoothed(losses: readonly number[]): number[] {
  let mean = 0
  return losses.map((loss, i) => {
    mean = SMOOTHING * mean + (1 - SMOOTHING) * loss
    return mean / (1 - SMOOTHING ** (i + 1))
  })
}

/** Whether the loss diverges, so that larger rates give no information. */
export function hasDiverged(losses: readonly number[]): boolean {
  const curve = smoothed(losses)
  const last = curve.at(-1)!
  return (
    !Number.isFinite(losses.at(-1)!) || (curve.length > 10 && last > DIVERGENCE_FACTOR * Math.min(...curve))
  )
}

/** A tenth of the rate with the smallest smoothed loss; null if the loss did not fall by a tenth. */
export function suggestedRate(losses: readonly number[]): number | null {
  const curve = smoothed(losses)
  const minimum = Math.min(...curve)
  if (!(minimum < 0.9 * (curve[0] ?? 0))) return null
  return Number((rateAt(curve.indexOf(minimum)) / 10).toPrecision(2))
}
