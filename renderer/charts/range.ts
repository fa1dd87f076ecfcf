/** Ranges of a chart's axes, with few round ticks. Pure. */
import type { Curve } from './curve.ts'

/** The ends of a range and the distance between its ticks. Both ends are ticks. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly step: number
}

/** Powers of ten below this are subnormal: they lose digits and then become 0. */
const MIN_STEP = 1e-300

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that is at least the given number; 1 where there is none. */
export function roundStep(minimum: number): number {
  if (!(minimum >= MIN_STEP) || !Number.isFinite(minimum)) return 1
  const power = 10 ** Math.floor(Math.log10(minimum))
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= minimum * (1 - 1e-9)) return factor * power
  return 10 * power
}

/** The range from `low` to `high`, rounded outwards to about `ticks` ticks. A single value gets padding on both sides. */
export function roundRange(low: number, high: number, ticks: number): Range {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high)
    return { from: 0, to: 1, step: roundStep(1 / ticks) }
  const padding = high > low ? (high - low) * 0.02 : Math.max(Math.abs(high) * 0.1, 1e-6)
  const step = roundStep((high - low + 2 * padding) / ticks)
  // The padding never makes the range of a non-negative metric cross zero.
  const from =
    low >= 0
      ? Math.max(0, Math.floor((low - padding) / step) * step)
      : Math.floor((low - padding) / step) * step
  return { from, to: Math.ceil((high + padding) / step) * step, step }
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
  const include = (value: number): void => {
    if (!Number.isFinite(value)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  for (const curve of perEpoch) for (const value of curve.y) include(value)
  const sorted = running.y.filter(Number.isFinite).sort()
  const trimmed = Math.floor(sorted.length / 20)
  if (sorted.length > 0) {
    include(sorted[trimmed]!)
    include(sorted[sorted.length - 1 - trimmed]!)
  }
  const range = roundRange(low, high, ticks)
  // 0 and 1 are ticks of every possible step. Values outside them (by rounding) keep the full range.
  return bounded && low >= 0 && high <= 1
    ? { ...range, from: Math.max(0, range.from), to: Math.min(1, range.to) }
    : range
}

/** The range of the epochs axis: all epochs of a short training, a growing range of a long one, the trained epochs of a finished one. */
export function epochRange(position: number, epochs: number, running: boolean): Range {
  const reachedEpoch = Math.max(1, Math.ceil(position - 1e-9))
  const visibleEpochs = running
    ? epochs <= 30
      ? epochs
      : Math.min(epochs, Math.max(10, reachedEpoch * 1.25))
    : reachedEpoch
  const step = Math.max(1, Math.ceil(roundStep(visibleEpochs / 6)))
  // Only a running training is rounded up; a finished one fills the width.
  const to =
    running && epochs > 30
      ? Math.min(epochs, Math.ceil(visibleEpochs / step) * step)
      : Math.max(1, visibleEpochs)
  return { from: 0, to: Math.max(to, reachedEpoch), step }
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
  const stepText = Number(step.toPrecision(3)).toString()
  const digits = stepText.includes('e-')
    ? Number(stepText.split('e-')[1])
    : (stepText.split('.')[1]?.length ?? 0)
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
