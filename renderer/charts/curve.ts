/** Curves as columns of numbers, and their downsampling to the width of a chart. Pure. */

import type { Extent } from './zoom.ts'

/** Points in ascending `x`; `y` NaN is a gap. */
export interface Curve {
  readonly x: Float64Array
  readonly y: Float64Array
}

export const EMPTY_CURVE: Curve = { x: new Float64Array(0), y: new Float64Array(0) }

/** Downsamples a curve to at most two points per pixel column, the minimum and the maximum, so that no spike is lost. The first
 *  and the last point and every gap stay. A curve that is already sparse is returned unchanged. */
export function downsample(curve: Curve, from: number, to: number, pixels: number): Curve {
  const { x, y } = curve
  const count = x.length
  if (count <= 2 * pixels || pixels < 1 || !(to > from)) return curve
  const indices: number[] = [0]
  const addIndex = (index: number): void => {
    if (index > indices[indices.length - 1]!) indices.push(index)
  }
  let column = Number.NaN
  let low = -1
  let high = -1
  const flush = (): void => {
    if (low >= 0) {
      addIndex(Math.min(low, high))
      addIndex(Math.max(low, high))
    }
    low = -1
    high = -1
  }
  for (let i = 0; i < count; i++) {
    const pixel = Math.floor(((x[i]! - from) / (to - from)) * pixels)
    const value = y[i]!
    if (pixel !== column || Number.isNaN(value)) flush()
    column = pixel
    // One point is enough for a series of gaps.
    if (Number.isNaN(value)) {
      if (i === 0 || !Number.isNaN(y[i - 1]!)) addIndex(i)
    } else if (low < 0) {
      low = i
      high = i
    } else {
      if (value < y[low]!) low = i
      if (value > y[high]!) high = i
    }
  }
  flush()
  addIndex(count - 1)
  return { x: Float64Array.from(indices, (i) => x[i]!), y: Float64Array.from(indices, (i) => y[i]!) }
}

/** The points of a part of the axis, and the next ones beyond its ends; none of a curve that is not in it. */
export function crop({ x, y }: Curve, { from, to }: Extent): Curve {
  const first = x.findIndex((position) => position >= from)
  if (first < 0 || x[0]! > to) return EMPTY_CURVE
  const beyond = x.findIndex((position) => position > to)
  const [begin, end] = [Math.max(0, first - 1), beyond < 0 ? x.length : beyond + 1]
  return { x: x.subarray(begin, end), y: y.subarray(begin, end) }
}
