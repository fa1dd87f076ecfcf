/** Curves of several runs on one axis. Pure. */
import type { EpochEnd, RunInfo } from '../../../shared/ipc/contract/index.ts'
import type { Curve } from '../../charts/curve.ts'

export const AXES = ['epoch', 'step', 'time'] as const
/** `time` is in seconds since the first step. */
export type Axis = (typeof AXES)[number]

/** The column of a figure in the values of an epoch: `val_loss` is the first of validation. */
export function valueAt(info: Pick<RunInfo, 'series'>, end: EpochEnd, figure: string): number {
  const isValidation = figure.startsWith('val_') && info.series.includes(figure.slice(4))
  const column = info.series.indexOf(isValidation ? figure.slice(4) : figure)
  return (isValidation ? end.validation : end.train)?.[column] ?? Number.NaN
}

/** Positions of the epochs on the axis. The epochs of a long run are thinned, so that missing ones count as long as the next one. */
export function positionsOf(
  info: Pick<RunInfo, 'stepsPerEpoch'>,
  ends: readonly EpochEnd[],
  axis: Axis,
): Float64Array {
  if (axis === 'epoch') return Float64Array.from(ends, ({ epoch }) => epoch)
  if (axis === 'step') return Float64Array.from(ends, ({ epoch }) => epoch * info.stepsPerEpoch)
  let seconds = 0
  let previous = 0
  return Float64Array.from(ends, ({ epoch, millisecondsPerStep }) => {
    seconds += ((epoch - previous) * info.stepsPerEpoch * millisecondsPerStep) / 1000
    previous = epoch
    return seconds
  })
}

export function curveOf(info: RunInfo, ends: readonly EpochEnd[], figure: string, axis: Axis): Curve {
  return {
    x: positionsOf(info, ends, axis),
    y: Float64Array.from(ends, (end) => valueAt(info, end, figure)),
  }
}

/** Exponential moving average with the correction of the start, as in TensorBoard; gaps stay gaps.
 *  @param weight of the past, from 0 (none) to below 1 */
export function smooth({ x, y }: Curve, weight: number): Curve {
  if (weight <= 0) return { x, y }
  let last = 0
  let count = 0
  return {
    x,
    y: y.map((value) => {
      if (!Number.isFinite(value)) return Number.NaN
      last = last * weight + (1 - weight) * value
      count++
      return last / (1 - weight ** count)
    }),
  }
}

/** The value of a curve at the last position that is not after this one; NaN before its first. */
export function valueNear({ x, y }: Curve, position: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle]! <= position) low = middle + 1
    else high = middle
  }
  return low === 0 ? Number.NaN : y[low - 1]!
}
