/** A logarithmic axis from one power of ten to another. */

export interface LogAxis {
  /** Exponents of the ends. */
  readonly from: number
  readonly to: number
  /** Exponents. */
  readonly ticks: readonly number[]
}

const STEPS = [1, 2, 4, 5, 10, 20, 50, 100]
/** A shorter axis would make noise look like a change. */
const MIN_DECADES = 2

/** @param values those that are not above 0 or not finite have no place on the axis
 *  @param maxTicks at least 2 */
export function logAxis(values: readonly number[], maxTicks: number): LogAxis {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!isOnLogAxis(value)) continue
    const exponent = Math.log10(value)
    if (exponent < least) least = exponent
    if (exponent > most) most = exponent
  }
  if (least > most) [least, most] = [0, 0]
  // A value on a border is not pushed beyond it by the noise of the logarithm.
  const low = Math.floor(least + 1e-9)
  const high = Math.max(Math.ceil(most - 1e-9), low + MIN_DECADES)
  const fits = (step: number) => roundUp(high, step) - roundDown(low, step) <= step * (maxTicks - 1)
  const step = STEPS.find(fits) ?? STEPS.at(-1)!
  const [from, to] = [roundDown(low, step), roundUp(high, step)]
  return { from, to, ticks: Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step) }
}

export const isOnLogAxis = (value: number): boolean => value > 0 && Number.isFinite(value)

/** The power as it is written in programs: a computed one has rounding noise. */
export const powerOfTen = (exponent: number): number => Number(`1e${exponent}`)

export const powerText = (value: number): string => {
  const exponent = Math.round(Math.log10(value))
  return exponent === 0 ? '1' : `1e${exponent}`
}

// Not −0.
const roundDown = (exponent: number, step: number): number => Math.floor(exponent / step) * step || 0
const roundUp = (exponent: number, step: number): number => Math.ceil(exponent / step) * step || 0
