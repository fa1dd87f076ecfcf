/** The learning-rate range test (Smith 2015, "Cyclical Learning Rates"): the loss of each step while the rate grows from tiny to too
 *  large. Where the loss stops falling is the largest rate that trains; a tenth of that is a good one. */

/** Rates are tried from the smallest to the largest, each the same factor above the one before. */
const SMALLEST = 1e-6
const LARGEST = 10
export const RATES = 200

export const rateAt = (i: number): number => SMALLEST * (LARGEST / SMALLEST) ** (i / (RATES - 1))

/** A loss this many times the smallest one so far is past saving: the test ends. */
const LOST = 4
/** Memory of the smoothed losses. */
const MEMORY = 0.9

/** Losses as an exponential mean, which begins without a bias. */
export function smoothed(losses: readonly number[]): number[] {
  let mean = 0
  return losses.map((loss, i) => {
    mean = MEMORY * mean + (1 - MEMORY) * loss
    return mean / (1 - MEMORY ** (i + 1))
  })
}

/** Whether nothing is to be learned from larger rates. */
export function isLost(losses: readonly number[]): boolean {
  const curve = smoothed(losses)
  const last = curve.at(-1)!
  return !Number.isFinite(losses.at(-1)!) || (curve.length > 10 && last > LOST * Math.min(...curve))
}

/** A tenth of the rate at which the smoothed loss was smallest; null where the loss never fell by a tenth. */
export function suggestedRate(losses: readonly number[]): number | null {
  const curve = smoothed(losses)
  const least = Math.min(...curve)
  if (!(least < 0.9 * (curve[0] ?? 0))) return null
  return Number((rateAt(curve.indexOf(least)) / 10).toPrecision(2))
}
