/** Kernels along the last axis: softmax, its logarithm, and the crossentropy with it. */
import type { Values } from '../values.ts'
import type { TensorBuffer } from './elementwise.ts'

export const softmax = (x: TensorBuffer, out: TensorBuffer) => () =>
  eachRow(x, (from, width) => {
    const { max, sum } = expSum(x.values, from, width)
    for (let i = from; i < from + width; i++) out.values[i] = Math.exp(x.values[i]! - max) / sum
  })

export const logSoftmax = (x: TensorBuffer, out: TensorBuffer) => () =>
  eachRow(x, (from, width) => {
    const { max, sum } = expSum(x.values, from, width)
    const log = Math.log(sum)
    for (let i = from; i < from + width; i++) out.values[i] = x.values[i]! - max - log
  })

export const crossEntropy = (logits: TensorBuffer, labels: TensorBuffer, out: TensorBuffer) => () =>
  eachRow(logits, (from, width, row) => {
    const { max, sum } = expSum(logits.values, from, width)
    out.values[row] = Math.log(sum) + max - (logits.values[from + labels.values[row]!] ?? Number.NaN)
  })

export const crossEntropyGrad = (logits: TensorBuffer, labels: TensorBuffer, out: TensorBuffer) => () =>
  eachRow(logits, (from, width, row) => {
    const { max, sum } = expSum(logits.values, from, width)
    for (let i = 0; i < width; i++)
      out.values[from + i] =
        Math.exp(logits.values[from + i]! - max) / sum - (labels.values[row] === i ? 1 : 0)
  })

/** 1 at the index in a new last axis; a row of zeros for an index outside. */
export const oneHot = (x: TensorBuffer, out: TensorBuffer, depth: number) => () => {
  out.values.fill(0)
  for (let i = 0; i < x.values.length; i++) {
    const index = x.values[i]!
    if (index >= 0 && index < depth) out.values[i * depth + index] = 1
  }
}

function eachRow(x: TensorBuffer, work: (from: number, width: number, row: number) => void): void {
  const width = x.shape.at(-1)!
  for (let row = 0; row * width < x.values.length; row++) work(row * width, width, row)
}

/** The maximum of a row, and the sum of the exponentials of its values minus the maximum. */
function expSum(values: Values, from: number, width: number): { max: number; sum: number } {
  let max = Number.NEGATIVE_INFINITY
  for (let i = from; i < from + width; i++) max = Math.max(max, values[i]!)
  let sum = 0
  for (let i = from; i < from + width; i++) sum += Math.exp(values[i]! - max)
  return { max, sum }
}
