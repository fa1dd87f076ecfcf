/** Curves of a chart from the data of a run. Pure. */
import type { EpochEnd, RunInfo, RunResult } from '../../shared/ipc/contract/index.ts'
import type { RunPoints } from '../state/runs.ts'
import { type Curve, EMPTY_CURVE } from './curve.ts'

/** The running values inside epochs, as views of the buffers: valid until the next point arrives. */
export const runningCurve = (points: RunPoints, series: number): Curve => {
  const y = points.series[series]
  return y ? { x: points.x.subarray(0, points.count), y: y.subarray(0, points.count) } : EMPTY_CURVE
}

/** One value per finished epoch, at integer x. Epochs without validation are gaps of the validation curve. */
export function epochCurve(ends: readonly EpochEnd[], kind: 'train' | 'validation', series: number): Curve {
  if (kind === 'validation' && !ends.some((end) => end.validation)) return EMPTY_CURVE
  return {
    x: Float64Array.from(ends, (end) => end.epoch),
    y: Float64Array.from(ends, (end) => end[kind]?.[series] ?? Number.NaN),
  }
}

/** The best epoch so far: that of the result, else the last one that improved on all earlier ones. */
export function bestEpoch(ends: readonly EpochEnd[], result: RunResult | null): EpochEnd | null {
  if (result?.bestEpoch) return ends.find((end) => end.epoch === result.bestEpoch) ?? null
  return ends.filter((end) => end.best).at(-1) ?? null
}

/** The validation value of an epoch, or its training value where there is no validation. */
export const validationOrTraining = (end: EpochEnd, series: number): number =>
  (end.validation ?? end.train)[series] ?? Number.NaN

/** The metric that decided which epoch is the best, by its Keras name, and its value in that epoch. */
export function monitoredMetric(
  info: Pick<RunInfo, 'series' | 'monitor'>,
  best: EpochEnd,
): { readonly name: string; readonly value: number } {
  const value = (name: string): number => {
    const validation = name.startsWith('val_')
    const column = info.series.indexOf(validation ? name.slice(4) : name)
    return (validation ? best.validation : best.train)?.[column] ?? Number.NaN
  }
  const names = [info.monitor ?? '', 'val_loss', 'loss']
  const name = names.find((each) => !Number.isNaN(value(each))) ?? 'loss'
  return { name, value: value(name) }
}

/** The mean number of steps per second over all finished epochs; NaN before the first has finished. */
export function meanSpeed(ends: readonly EpochEnd[]): number {
  const milliseconds = ends.reduce((sum, end) => sum + end.millisecondsPerStep, 0)
  return ends.length > 0 && milliseconds > 0 ? (1000 * ends.length) / milliseconds : Number.NaN
}
