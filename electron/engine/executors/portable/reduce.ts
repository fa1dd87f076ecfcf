/** Kernels of reductions: sums, extremes and the index of the largest element. */
import type { TensorBuffer } from './elementwise.ts'
import { reduceIndex, strides } from './indices.ts'

/** Sums are accumulated in float64. */
export function sumReduce(
  axes: readonly number[],
  x: TensorBuffer,
  out: TensorBuffer,
  scale: number,
): () => void {
  const targetIndices = reduceIndex(x.shape, axes)
  const sums = new Float64Array(out.values.length)
  return () => {
    sums.fill(0)
    for (let i = 0; i < targetIndices.length; i++) sums[targetIndices[i]!]! += x.values[i]!
    for (let i = 0; i < sums.length; i++) out.values[i] = sums[i]! * scale
  }
}

export function reduce(
  axes: readonly number[],
  x: TensorBuffer,
  out: TensorBuffer,
  start: number,
  combine: (sum: number, value: number) => number,
): () => void {
  const targetIndices = reduceIndex(x.shape, axes)
  return () => {
    out.values.fill(start)
    for (let i = 0; i < targetIndices.length; i++)
      out.values[targetIndices[i]!] = combine(out.values[targetIndices[i]!]!, x.values[i]!)
  }
}

export function argMax(x: TensorBuffer, out: TensorBuffer, axis: number): () => void {
  const step = strides(x.shape)[axis]!
  const length = x.shape[axis]!
  return () => {
    for (let i = 0; i < out.values.length; i++) {
      const from = Math.floor(i / step) * step * length + (i % step)
      let best = 0
      for (let j = 1; j < length; j++)
        if (x.values[from + j * step]! > x.values[from + best * step]!) best = j
      out.values[i] = best
    }
  }
}
