/** Curves of several runs on one axis. Pure. */
import type { EpochEnd, RunInfo } from '../../../shared/ipc/contract/index.ts'
import type { Curve } from '../../charts/curve.ts'
import type { ZoomAxis } from '../../charts/zoom.ts'

export const AXES = ['epoch', 'step', 'time'] as const
/** `time` is in seconds since the first step. */
export type Axis = (typeof AXES)[number]

/** The column of a figure in the values of an epoch: `val_loss` is the first of validation. */
export const valueAt = (info: Pick<RunInfo, 'series'>, end: EpochEnd, figure: string): number =>
  readerOf(info, figure)(end)

function readerOf(info: Pick<RunInfo, 'series'>, figure: string): (end: EpochEnd) => number {
  const isValidation = figure.startsWith('val_') && info.series.includes(figure.slice(4))
  const column = info.series.indexOf(isValidation ? figure.slice(4) : figure)
  return (end) => (isValidation ? end.validation : end.train)?.[column] ?? Number.NaN
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
    y: Float64Array.from(ends, readerOf(info, figure)),
  }
}

/** Fewer epochs or steps are not shown at once. */
const LEAST_SHOWN = 2

/** The axis from the first position of the runs to their last one. */
export function zoomAxisOf(runs: readonly RunEnds[], axis: Axis): ZoomAxis {
  const ends = runs.flatMap(({ info, ends: all }) => {
    const x = positionsOf(info, all, axis)
    return x.length > 0 ? [x[0]!, x[x.length - 1]!] : []
  })
  const least = axis === 'time' ? 0 : LEAST_SHOWN
  return ends.length > 0
    ? { from: Math.min(...ends), to: Math.max(...ends), least }
    : { from: 0, to: 1, least }
}

export interface RunEnds {
  readonly info: RunInfo
  readonly ends: readonly EpochEnd[]
}
/** The mean of several runs with the least and the greatest value of each epoch. */
export interface JointCurve {
  readonly mean: Curve
  readonly low: Curve
  readonly high: Curve
}

/** Mean and range of the runs that have reached each epoch. In a run whose epochs are thinned, the last one before it stands for it. */
export function jointCurve(runs: readonly RunEnds[], figure: string, axis: Axis): JointCurve {
  const byEpoch = runs.map(({ info, ends }) => curveOf(info, ends, figure, 'epoch'))
  const positions = positionsByEpoch(runs, axis)
  const columns = [...positions.keys()]
    .sort((a, b) => a - b)
    .map((epoch): readonly [x: number, mean: number, low: number, high: number] => {
      const reached = byEpoch.filter(({ x }) => x.length > 0 && epoch <= x[x.length - 1]!)
      const values = reached.map((curve) => valueNear(curve, epoch)).filter(Number.isFinite)
      return [mean(positions.get(epoch)!), mean(values), least(values), greatest(values)]
    })
  const x = Float64Array.from(columns, (column) => column[0])
  const curve = (index: 1 | 2 | 3): Curve => ({ x, y: Float64Array.from(columns, (column) => column[index]) })
  return { mean: curve(1), low: curve(2), high: curve(3) }
}

/** Where the runs that have an epoch are on the axis. */
function positionsByEpoch(runs: readonly RunEnds[], axis: Axis): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const { info, ends } of runs) {
    const positions = positionsOf(info, ends, axis)
    for (const [i, { epoch }] of ends.entries()) {
      const known = found.get(epoch)
      if (known) known.push(positions[i]!)
      else found.set(epoch, [positions[i]!])
    }
  }
  return found
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
const least = (values: readonly number[]): number => (values.length > 0 ? Math.min(...values) : Number.NaN)
const greatest = (values: readonly number[]): number => (values.length > 0 ? Math.max(...values) : Number.NaN)

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
