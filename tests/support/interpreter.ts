/** Interprets a graph in plain JavaScript with float64 values. It is slow, simple, and exact for integers. Tests compare gradients and
 *  executors with it. There is one kernel per operation; the only code under test that it uses is the graph itself. */
import { type Attrs, type DType, isFloat, type Op, type Tensor } from '../../shared/graph/op.ts'
import type { AttrsOf, OpType } from '../../shared/graph/ops/index.ts'
import type { Program } from '../../shared/graph/program.ts'

/** An array with row-major values. Integers and booleans are stored as numbers. */
export interface Nd {
  readonly shape: readonly number[]
  readonly data: Float64Array
}

export const size = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

export function nd(shape: readonly number[], values: ArrayLike<number> | ((i: number) => number)): Nd {
  const data = new Float64Array(size(shape))
  for (let i = 0; i < data.length; i++) data[i] = typeof values === 'function' ? values(i) : values[i]!
  return { shape, data }
}

type Kernel<A extends Attrs = Attrs> = (op: Op<A>, inputs: readonly Nd[]) => Nd

const strides = (shape: readonly number[]): number[] => shape.map((_, i) => size(shape.slice(i + 1)))

/** The index along each axis of the element at the flat index `flat`. */
const indexOf = (flat: number, shape: readonly number[]): number[] =>
  strides(shape).map((stride, i) => Math.floor(flat / stride) % shape[i]!)

/** The element of `x` at an index of a larger shape, with broadcasting: axes of size 1 repeat, and so do missing leading axes. */
const elementAt = (x: Nd, index: readonly number[]): number => {
  const ownIndex = index.slice(index.length - x.shape.length)
  return x.data[
    strides(x.shape).reduce((sum, stride, i) => sum + stride * (x.shape[i] === 1 ? 0 : ownIndex[i]!), 0)
  ]!
}

function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((s) => s.length))
  return Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((s) => s[i - rank + s.length] ?? 1)
    return sizes.find((d) => d !== 1) ?? 1
  })
}

const unary =
  (f: (x: number) => number): Kernel =>
  (_, [x]) =>
    nd(x!.shape, (i) => f(x!.data[i]!))

/** An elementwise kernel with broadcasting. Results of type uint32 wrap around. */
const elementwise =
  (f: (...values: number[]) => number): Kernel =>
  (op, inputs) => {
    const shape = broadcastShape(inputs.map((x) => x.shape))
    const wrap = op.dtype === 'uint32' ? (v: number) => v >>> 0 : (v: number) => v
    return nd(shape, (i) => {
      const index = indexOf(i, shape)
      return wrap(f(...inputs.map((x) => elementAt(x, index))))
    })
  }
const comparison = (f: (a: number, b: number) => boolean): Kernel => elementwise((a, b) => (f(a, b) ? 1 : 0))

const reduce =
  (f: (values: number[]) => number): Kernel<AttrsOf<'Sum'>> =>
  (op, [x]) => {
    const { axes } = op.attrs
    const reducedShape = x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
    const groups: number[][] = Array.from({ length: size(reducedShape) }, () => [])
    const stride = strides(reducedShape)
    for (let i = 0; i < x!.data.length; i++) {
      const index = indexOf(i, x!.shape)
      groups[stride.reduce((sum, s, a) => sum + s * (reducedShape[a] === 1 ? 0 : index[a]!), 0)]!.push(
        x!.data[i]!,
      )
    }
    const shape = op.attrs.keepdims ? reducedShape : x!.shape.filter((_, i) => !axes.includes(i))
    return nd(shape, groups.map(f))
  }
const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** A kernel that maps each row along the last axis. */
const alongLastAxis =
  (f: (row: Float64Array) => ArrayLike<number>): Kernel =>
  (_, [x]) => {
    const width = x!.shape.at(-1)!
    const out = new Float64Array(x!.data.length)
    for (let i = 0; i < out.length; i += width)
      out.set(Float64Array.from(f(x!.data.subarray(i, i + width))), i)
    return { shape: x!.shape, data: out }
  }
function logSoftmax(row: Float64Array): Float64Array {
  const max = Math.max(...row)
  const log = Math.log(row.reduce((s, v) => s + Math.exp(v - max), 0))
  return row.map((v) => v - max - log)
}

/** The error function: the series 7.1.5 of Abramowitz and Stegun near 0, the continued fraction 7.1.14 elsewhere. The error is about
 *  1e-15. */
export function erf(x: number): number {
  const a = Math.abs(x)
  if (a > 6) return Math.sign(x)
  if (a < 2.5) {
    let term = a
    let sum = a
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= (-a * a) / n
      sum += term / (2 * n + 1)
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI)
  }
  let fraction = 0
  for (let n = 100; n > 0; n--) fraction = n / 2 / (a + fraction)
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction))
}

/** The constants of Klambauer et al. 2017, with the digits of Keras and TensorFlow. */
const [SELU_ALPHA, SELU_SCALE] = [1.6732632423543772, 1.0507009873554805]
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

function matmul(op: Op<AttrsOf<'MatMul'>>, [a, b]: readonly Nd[]): Nd {
  const { transposeA, transposeB } = op.attrs
  const [m, k] = transposeA ? [a!.shape[1]!, a!.shape[0]!] : [a!.shape[0]!, a!.shape[1]!]
  const n = transposeB ? b!.shape[0]! : b!.shape[1]!
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++)
    for (let p = 0; p < k; p++) {
      const left = a!.data[transposeA ? p * m + i : i * k + p]!
      if (left === 0) continue
      for (let j = 0; j < n; j++) out[i * n + j]! += left * b!.data[transposeB ? j * k + p : p * n + j]!
    }
  return { shape: [m, n], data: out }
}

const convert: Kernel<AttrsOf<'Cast'>> = (op, [x]) => {
  const to: DType = op.attrs.dtype
  const f = isFloat(to)
    ? (v: number) => v
    : to === 'bool'
      ? (v: number) => (v === 0 ? 0 : 1)
      : to === 'uint32'
        ? (v: number) => Math.trunc(v) >>> 0
        : to === 'uint8'
          ? (v: number) => Math.trunc(v) & 0xff
          : (v: number) => Math.trunc(v) | 0
  return nd(x!.shape, (i) => f(x!.data[i]!))
}

const KERNELS: { readonly [T in OpType]: Kernel<AttrsOf<T>> } = {
  Argument: (op) => {
    throw new Error(`The argument ${op.attrs.name} was not given.`)
  },
  Constant: ({ attrs: { value }, shape }) =>
    nd(shape as readonly number[], (i) => (typeof value === 'number' ? value : value[i]!)),
  Iota: (op) => nd([op.attrs.size], (i) => i),

  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Sign: unary(Math.sign),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Sqrt: unary(Math.sqrt),
  Rsqrt: unary((x) => 1 / Math.sqrt(x)),
  Square: unary((x) => x * x),
  Tanh: unary(Math.tanh),
  Sigmoid: unary(sigmoid),
  Relu: unary((x) => Math.max(x, 0)),
  Relu6: unary((x) => Math.min(Math.max(x, 0), 6)),
  Elu: unary((x) => (x > 0 ? x : Math.expm1(x))),
  Selu: unary((x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x))),
  Softplus: unary(softplus),
  Softsign: unary((x) => x / (1 + Math.abs(x))),
  Erf: unary(erf),
  Floor: unary(Math.floor),
  Cos: unary(Math.cos),
  Softmax: alongLastAxis((row) => logSoftmax(row).map(Math.exp)),
  LogSoftmax: alongLastAxis(logSoftmax),
  IsFinite: unary((x) => (Number.isFinite(x) ? 1 : 0)),
  Cast: convert,

  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: (op, inputs) => elementwise(op.dtype === 'uint32' ? Math.imul : (a, b) => a * b)(op, inputs),
  Div: elementwise((a, b) => a / b),
  Pow: elementwise((a, b) => a ** b),
  Maximum: elementwise(Math.max),
  Minimum: elementwise(Math.min),
  Less: comparison((a, b) => a < b),
  LessEqual: comparison((a, b) => a <= b),
  Greater: comparison((a, b) => a > b),
  GreaterEqual: comparison((a, b) => a >= b),
  Equal: comparison((a, b) => a === b),
  LogicalAnd: comparison((a, b) => a !== 0 && b !== 0),
  BitwiseXor: elementwise((a, b) => a ^ b),
  BitwiseOr: elementwise((a, b) => a | b),
  LeftShift: elementwise((a, b) => a << b),
  RightShift: elementwise((a, b) => a >>> b),
  Select: elementwise((c, a, b) => (c !== 0 ? a : b)),

  ReluGrad: elementwise((dy, x) => (x > 0 ? dy : 0)),
  Relu6Grad: elementwise((dy, x) => (x > 0 && x < 6 ? dy : 0)),
  SoftplusGrad: elementwise((dy, x) => dy * sigmoid(x)),
  SoftsignGrad: elementwise((dy, x) => dy / (1 + Math.abs(x)) ** 2),
  EluGrad: elementwise((dy, y) => (y > 0 ? dy : dy * (y + 1))),
  SeluGrad: elementwise((dy, y) => dy * (y > 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA)),

  MatMul: matmul,
  Sum: reduce(total),
  Mean: reduce((values) => total(values) / values.length),
  Max: reduce((values) => Math.max(...values)),
  Min: reduce((values) => Math.min(...values)),
  ArgMax: (op, [x]) =>
    reduce((values) => values.indexOf(Math.max(...values)))(
      { ...op, attrs: { axes: [op.attrs.axis], keepdims: false } },
      [x!],
    ),
  Identity: (_, [x]) => x!,
  Reshape: (op, [x]) => {
    const targetShape = op.attrs.shape
    const known = targetShape.reduce<number>((n, d) => n * (d ?? 1), 1)
    return { shape: targetShape.map((d) => d ?? x!.data.length / known), data: x!.data }
  },
  Transpose: (op, [x]) => {
    const { perm } = op.attrs
    const shape = perm.map((p) => x!.shape[p]!)
    return nd(shape, (i) => {
      const index = indexOf(i, shape)
      return elementAt(
        x!,
        x!.shape.map((_, axis) => index[perm.indexOf(axis)]!),
      )
    })
  },
  BroadcastTo: (op, [x]) => {
    const shape = op.attrs.shape as readonly number[]
    return nd(shape, (i) => elementAt(x!, indexOf(i, shape)))
  },
  Concat: (op, inputs) => {
    const { axis } = op.attrs
    const shape = inputs[0]!.shape.map((d, i) => (i === axis ? total(inputs.map((x) => x.shape[axis]!)) : d))
    return nd(shape, (i) => {
      const index = indexOf(i, shape)
      for (const x of inputs) {
        if (index[axis]! < x.shape[axis]!)
          return x.data[strides(x.shape).reduce((s, stride, a) => s + stride * index[a]!, 0)]!
        index[axis]! -= x.shape[axis]!
      }
      throw new Error('outside')
    })
  },
  Slice: (op, [x]) => {
    const { axis, begin, size: length } = op.attrs
    const shape = x!.shape.map((d, i) => (i === axis ? length : d))
    const stride = strides(x!.shape)
    return nd(shape, (i) => {
      const index = indexOf(i, shape)
      index[axis]! += begin
      return x!.data[stride.reduce((s, st, a) => s + st * index[a]!, 0)]!
    })
  },
  Gather: (_, [x, indices]) => {
    const row = size(x!.shape.slice(1))
    return nd(
      [...indices!.shape, ...x!.shape.slice(1)],
      (i) => x!.data[indices!.data[Math.floor(i / row)]! * row + (i % row)]!,
    )
  },
  OneHot: (op, [x]) => {
    const { depth } = op.attrs
    return nd([...x!.shape, depth], (i) => (x!.data[Math.floor(i / depth)] === i % depth ? 1 : 0))
  },
  SparseSoftmaxCrossEntropy: (_, [logits, labels]) => {
    const width = logits!.shape.at(-1)!
    return nd(
      labels!.shape,
      (i) => -logSoftmax(logits!.data.subarray(i * width, (i + 1) * width))[labels!.data[i]!]!,
    )
  },
  SparseSoftmaxCrossEntropyGrad: (op, [logits, labels]) => {
    const width = logits!.shape.at(-1)!
    const p = KERNELS.Softmax(op, [logits!])
    return nd(logits!.shape, (i) => p.data[i]! - (labels!.data[Math.floor(i / width)] === i % width ? 1 : 0))
  },
}

/** Rounds to bfloat16: 8 significant bits, ties to even. The precision of bfloat16 is part of the meaning of a program. */
export function bfloat16(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 7)
  const units = x / unit
  return (Math.abs(units % 1) === 0.5 ? 2 * Math.round(units / 2) : Math.round(units)) * unit
}

/** The values of the Argument operations by name. */
export type Args = { readonly [name: string]: Nd }

/** The values of some tensors of one graph. Each operation that they depend on is computed once. */
export function interpret(outputs: readonly Tensor[], args: Args): Nd[] {
  const computed = new Map<Op, Nd>()
  const needed = new Set<Op>()
  const stack = [...outputs]
  for (let op = stack.pop(); op; op = stack.pop())
    if (!needed.has(op)) {
      needed.add(op)
      stack.push(...op.inputs)
    }
  for (const op of [...needed].sort((a, b) => a.id - b.id)) {
    const argument = op.type === 'Argument' ? args[op.attrs.name as string] : undefined
    const value =
      argument ??
      (KERNELS[op.type as OpType] as Kernel)(
        op,
        op.inputs.map((x) => computed.get(x)!),
      )
    computed.set(op, op.dtype === 'bfloat16' ? { ...value, data: value.data.map(bfloat16) } : value)
  }
  return outputs.map((op) => computed.get(op)!)
}

/** The next states and the results of a program, by name. */
export function runProgram(
  program: Program,
  args: Args,
): { next: Map<string, Nd>; results: Map<string, Nd> } {
  const next = [...program.next]
  const results = [...program.results]
  const values = interpret(
    [...next, ...results].map(([, tensor]) => tensor),
    args,
  )
  const named = (list: readonly (readonly [string, Tensor])[], from: number) =>
    new Map(list.map(([name], i) => [name, values[from + i]!]))
  return { next: named(next, 0), results: named(results, next.length) }
}
