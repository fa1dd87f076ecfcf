/** Ranges of a chart's axes, with few round ticks. Pure. */
import type { Curve } from './curve.ts'

/** The ends of a range and the distance between its ticks. Both ends are ticks. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly step: number
}

/** Powers of ten below this are subnormal: they lose digits and then become 0. */
const SMALLEST = 1e-300

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that is at least the given number; 1 where there is none. */
export function roundStep(rough: number): number {
  if (!(rough >= SMALLEST) || !Number.isFinite(rough)) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= rough * (1 - 1e-9)) return factor * power
  return 10 * power
}

/** The range from `low` to `high`, rounded outwards to about `ticks` ticks. A single value gets padding on both sides. */
export function roundRange(low: number, high: number, ticks: number): Range {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high)
    return { from: 0, to: 1, step: roundStep(1 / ticks) }
  const room = high > low ? (high - low) * 0.02 : Math.max(Math.abs(high) * 0.1, 1e-6)
  const step = roundStep((high - low + 2 * room) / ticks)
  // The padding never makes the range of a non-negative metric cross zero.
  const from =
    low >= 0 ? Math.max(0, Math.floor((low - room) / step) * step) : Math.floor((low - room) / step) * step
  return { from, to: Math.ceil((high + room) / step) * step, step }
}

/** The range of the values axis: all values per epoch, and the running values without the highest and the lowest 5 %, so that the
 *  steep first steps do not flatten the rest of the training.
 *  @param bounded whether the metric, and so the axis, is between 0 and 1 */
export function valueRange(
  perEpoch: readonly Curve[],
  running: Curve,
  ticks: number,
  bounded = false,
): Range {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const take = (value: number): void => {
    if (!Number.isFinite(value)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  for (const curve of perEpoch) for (const value of curve.y) take(value)
  const sorted = running.y.filter(Number.isFinite).sort()
  const cut = Math.floor(sorted.length / 20)
  if (sorted.length > 0) {
    take(sorted[cut]!)
    take(sorted[sorted.length - 1 - cut]!)
  }
  const range = roundRange(low, high, ticks)
  // 0 and 1 are ticks of every possible step. Values outside them (by rounding) keep the full range.
  return bounded && low >= 0 && high <= 1
    ? { ...range, from: Math.max(0, range.from), to: Math.min(1, range.to) }
    : range
}

/** The range of the epochs axis: all epochs of a short training, a growing range of a long one, the trained epochs of a finished one. */
export function epochRange(position: number, epochs: number, running: boolean): Range {
  const reached = Math.max(1, Math.ceil(position - 1e-9))
  const wanted = running ? (epochs <= 30 ? epochs : Math.min(epochs, Math.max(10, reached * 1.25))) : reached
  const step = Math.max(1, Math.ceil(roundStep(wanted / 6)))
  // Only a running training is rounded up; a finished one fills the width.
  const to = running && epochs > 30 ? Math.min(epochs, Math.ceil(wanted / step) * step) : Math.max(1, wanted)
  return { from: 0, to: Math.max(to, reached), step }
}

/** The ticks of a range, including both ends where they are multiples of the step. */
export function ticksOf({ from, to, step }: Range): number[] {
  const ticks: number[] = []
  const first = Math.ceil(from / step - 1e-9)
  // Multiplied and not summed, which would give 0.30000000000000004.
  for (let i = first; i * step <= to + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)))
  return ticks
}

/** The text of a tick, with as many decimals as the step has, so that all ticks are aligned. */
export function tickText(value: number, step: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e6 || step < 1e-5)) return value.toExponential(1)
  const shifted = Number(step.toPrecision(3)).toString()
  const digits = shifted.includes('e-')
    ? Number(shifted.split('e-')[1])
    : (shifted.split('.')[1]?.length ?? 0)
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
