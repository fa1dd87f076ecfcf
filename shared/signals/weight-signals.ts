/** Figures of weights, and of the moving statistics of a normalization. */
import type { NormalizationSignals } from './signals.ts'

/** Euclidean norm of the values that are finite. */
export function norm(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) sum += values[i]! ** 2
  return Math.sqrt(sum)
}

export function countNonFinite(values: ArrayLike<number>): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) count++
  return count
}

/** Whether all units start alike, so that they stay alike: every column of a kernel is the same. */
export function isSymmetric(values: ArrayLike<number>, shape: readonly number[]): boolean {
  const units = shape.at(-1) ?? 1
  if (shape.length < 2 || units < 2 || values.length === 0) return false
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i - (i % units)]) return false
  return true
}

/** @param values of the input of the normalization, row by row
 *  @param shape of a row and its batch: the axis of the statistics is one of them
 *  @param axis the normalized axis, not negative
 *  @returns NaN where no unit varies in the batch */
export function movingAgainstBatch(
  values: ArrayLike<number>,
  shape: readonly number[],
  axis: number,
  moving: { readonly mean: ArrayLike<number>; readonly variance: ArrayLike<number> },
): Pick<NormalizationSignals, 'meanShift' | 'varianceRatio'> {
  const units = shape[axis]!
  const inner = shape.slice(axis + 1).reduce((n, d) => n * d, 1)
  const { means, variances } = unitStatistics(values, units, inner)
  let [count, squares, logs] = [0, 0, 0]
  for (let unit = 0; unit < units; unit++) {
    const variance = variances[unit]!
    if (!(variance > 0)) continue
    count++
    squares += (moving.mean[unit]! - means[unit]!) ** 2 / variance
    logs += Math.log(moving.variance[unit]! / variance)
  }
  return { meanShift: Math.sqrt(squares / count), varianceRatio: Math.exp(logs / count) }
}

/** @param inner values of a unit that follow each other */
function unitStatistics(values: ArrayLike<number>, units: number, inner: number) {
  const means = new Float64Array(units)
  const variances = new Float64Array(units)
  const perUnit = values.length / units
  const unitOf = (i: number) => Math.floor(i / inner) % units
  for (let i = 0; i < values.length; i++) means[unitOf(i)]! += values[i]! / perUnit
  for (let i = 0; i < values.length; i++)
    variances[unitOf(i)]! += (values[i]! - means[unitOf(i)]!) ** 2 / perUnit
  return { means, variances }
}
