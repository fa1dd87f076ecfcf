/** Kernels that copy elements to other places. */
import type { TensorBuffer } from './elementwise.ts'
import { size, strides } from './indices.ts'

export function gatherElements(x: TensorBuffer, out: TensorBuffer, from: Int32Array): () => void {
  return () => {
    for (let i = 0; i < from.length; i++) out.values[i] = x.values[from[i]!]!
  }
}

/** Number of values before the axis, and from the axis on. */
const sizesAroundAxis = (shape: readonly number[], axis: number) => ({
  outer: size(shape.slice(0, axis)),
  inner: size(shape.slice(axis)),
})

export function concat(inputs: readonly TensorBuffer[], out: TensorBuffer, axis: number): () => void {
  const outSizes = sizesAroundAxis(out.shape, axis)
  return () => {
    let offset = 0
    for (const x of inputs) {
      const { inner } = sizesAroundAxis(x.shape, axis)
      for (let o = 0; o < outSizes.outer; o++)
        out.values.set(x.values.subarray(o * inner, (o + 1) * inner), o * outSizes.inner + offset)
      offset += inner
    }
  }
}

export function slice(x: TensorBuffer, out: TensorBuffer, axis: number, begin: number): () => void {
  const [from, to] = [sizesAroundAxis(x.shape, axis), sizesAroundAxis(out.shape, axis)]
  const start = begin * strides(x.shape)[axis]!
  return () => {
    for (let o = 0; o < to.outer; o++) {
      const offset = o * from.inner + start
      out.values.set(x.values.subarray(offset, offset + to.inner), o * to.inner)
    }
  }
}

export function gather(x: TensorBuffer, rows: TensorBuffer, out: TensorBuffer): () => void {
  const width = size(x.shape.slice(1))
  return () => {
    for (let i = 0; i < rows.values.length; i++) {
      const offset = rows.values[i]! * width
      out.values.set(x.values.subarray(offset, offset + width), i * width)
    }
  }
}
