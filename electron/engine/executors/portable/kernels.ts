/** Kernels of all operations over preallocated arrays. Indices and sizes are computed once when a kernel is created; the returned function
 *  only computes values. */
import { type DType, isFloat, type Op, type OpType } from '../../../../shared/graph/ops.ts'
import type { Values } from '../values.ts'
import { elementwise } from './elementwise.ts'
import { FORMULAS } from './formulas.ts'
import { broadcastIndex, reduceIndex, size, strides, transposeIndex } from './indices.ts'
import { type MatMul, product } from './matmul.ts'

export interface Value {
  readonly values: Values
  readonly shape: readonly number[]
}
type Kernel = (op: Op, inputs: readonly Value[], out: Value, multiply: MatMul) => () => void

/** @throws Error for an operation that has no kernel */
export function kernelOf(op: Op, inputs: readonly Value[], out: Value, multiply: MatMul): () => void {
  const formula = op.type === 'Mul' && op.dtype === 'uint32' ? 'Math.imul(a, b)' : FORMULAS[op.type]
  if (formula !== undefined) return elementwise(formula, inputs, out)
  const kernel = KERNELS[op.type]
  if (!kernel) throw new Error(`The portable executor does not know ${op.type}`)
  return kernel(op, inputs, out, multiply)
}

const KERNELS: { readonly [type in OpType]?: Kernel } = {
  MatMul: ({ attrs }, [a, b], out, multiply) =>
    product(
      multiply,
      { ...floats(a!), transposed: Boolean(attrs.transposeA) },
      { ...floats(b!), transposed: Boolean(attrs.transposeB) },
      out.values as Float32Array,
    ),
  Cast: ({ attrs }, [x], out) =>
    attrs.dtype === 'bool'
      ? elementwise('a !== 0 ? 1 : 0', [x!], out)
      : elementwise(isFloat(attrs.dtype as DType) ? 'a' : 'Math.trunc(a)', [x!], out),
  BroadcastTo: (_, [x], out) => gatherElements(x!, out, broadcastIndex(x!.shape, out.shape)),
  Transpose: ({ attrs }, [x], out) =>
    gatherElements(x!, out, transposeIndex(x!.shape, attrs.perm as number[])),
  Sum: (op, [x], out) => sumReduce(op, x!, out, 1),
  Mean: (op, [x], out) => sumReduce(op, x!, out, out.values.length / x!.values.length),
  // NaN propagates, as in TensorFlow.
  Max: (op, [x], out) => reduce(op, x!, out, Number.NEGATIVE_INFINITY, Math.max),
  Min: (op, [x], out) => reduce(op, x!, out, Number.POSITIVE_INFINITY, Math.min),
  ArgMax: ({ attrs }, [x], out) => argMax(x!, out, attrs.axis as number),
  Concat: ({ attrs }, inputs, out) => concat(inputs, out, attrs.axis as number),
  Slice: ({ attrs }, [x], out) => slice(x!, out, attrs.axis as number, attrs.begin as number),
  Gather: (_, [x, rows], out) => gather(x!, rows!, out),
  OneHot:
    ({ attrs }, [x], out) =>
    () => {
      const depth = attrs.depth as number
      out.values.fill(0)
      for (let i = 0; i < x!.values.length; i++) {
        const index = x!.values[i]!
        if (index >= 0 && index < depth) out.values[i * depth + index] = 1
      }
    },
  Softmax:
    (_, [x], out) =>
    () =>
      eachRow(x!, (from, width) => {
        const { max, sum } = expSum(x!.values, from, width)
        for (let i = from; i < from + width; i++) out.values[i] = Math.exp(x!.values[i]! - max) / sum
      }),
  LogSoftmax:
    (_, [x], out) =>
    () =>
      eachRow(x!, (from, width) => {
        const { max, sum } = expSum(x!.values, from, width)
        const log = Math.log(sum)
        for (let i = from; i < from + width; i++) out.values[i] = x!.values[i]! - max - log
      }),
  SparseSoftmaxCrossEntropy:
    (_, [logits, labels], out) =>
    () =>
      eachRow(logits!, (from, width, row) => {
        const { max, sum } = expSum(logits!.values, from, width)
        out.values[row] = Math.log(sum) + max - (logits!.values[from + labels!.values[row]!] ?? Number.NaN)
      }),
  SparseSoftmaxCrossEntropyGrad:
    (_, [logits, labels], out) =>
    () =>
      eachRow(logits!, (from, width, row) => {
        const { max, sum } = expSum(logits!.values, from, width)
        for (let i = 0; i < width; i++)
          out.values[from + i] =
            Math.exp(logits!.values[from + i]! - max) / sum - (labels!.values[row] === i ? 1 : 0)
      }),
}

const floats = ({ values, shape }: Value) => ({ values: values as Float32Array, shape })

function gatherElements(x: Value, out: Value, from: Int32Array): () => void {
  return () => {
    for (let i = 0; i < from.length; i++) out.values[i] = x.values[from[i]!]!
  }
}

/** Sums are accumulated in float64. */
function sumReduce({ attrs }: Op, x: Value, out: Value, scale: number): () => void {
  const targetIndices = reduceIndex(x.shape, attrs.axes as readonly number[])
  const sums = new Float64Array(out.values.length)
  return () => {
    sums.fill(0)
    for (let i = 0; i < targetIndices.length; i++) sums[targetIndices[i]!]! += x.values[i]!
    for (let i = 0; i < sums.length; i++) out.values[i] = sums[i]! * scale
  }
}

function reduce(
  { attrs }: Op,
  x: Value,
  out: Value,
  start: number,
  combine: (sum: number, value: number) => number,
): () => void {
  const targetIndices = reduceIndex(x.shape, attrs.axes as readonly number[])
  return () => {
    out.values.fill(start)
    for (let i = 0; i < targetIndices.length; i++)
      out.values[targetIndices[i]!] = combine(out.values[targetIndices[i]!]!, x.values[i]!)
  }
}

function argMax(x: Value, out: Value, axis: number): () => void {
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

/** Number of values before the axis, and from the axis on. */
const sizesAroundAxis = (shape: readonly number[], axis: number) => ({
  outer: size(shape.slice(0, axis)),
  inner: size(shape.slice(axis)),
})

function concat(inputs: readonly Value[], out: Value, axis: number): () => void {
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

function slice(x: Value, out: Value, axis: number, begin: number): () => void {
  const [from, to] = [sizesAroundAxis(x.shape, axis), sizesAroundAxis(out.shape, axis)]
  const start = begin * strides(x.shape)[axis]!
  return () => {
    for (let o = 0; o < to.outer; o++) {
      const offset = o * from.inner + start
      out.values.set(x.values.subarray(offset, offset + to.inner), o * to.inner)
    }
  }
}

function gather(x: Value, rows: Value, out: Value): () => void {
  const width = size(x.shape.slice(1))
  return () => {
    for (let i = 0; i < rows.values.length; i++) {
      const offset = rows.values[i]! * width
      out.values.set(x.values.subarray(offset, offset + width), i * width)
    }
  }
}

function eachRow(x: Value, work: (from: number, width: number, row: number) => void): void {
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
