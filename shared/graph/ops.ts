/** The operations of a graph, each with a rule that validates its inputs and infers shape and dtype. An operation has one output and no
 *  side effects. Names and semantics are TensorFlow's where it has the operation. */
import { broadcast, type Dim, formatShape, isCompatibleDim, resolveReshape, type Shape } from './shape.ts'

/** bfloat16 is float32 with 8 significant bits; only values inside a program have it, never states or data. */
export type DType = 'float32' | 'bfloat16' | 'int32' | 'uint32' | 'uint8' | 'bool'
export type Attrs = Readonly<Record<string, unknown>>

export interface Op {
  readonly id: number
  readonly type: OpType
  readonly inputs: readonly Op[]
  readonly attrs: Attrs
  readonly shape: Shape
  readonly dtype: DType
}
/** A tensor is the output of an operation. */
export type Tensor = Op

type TensorType = { readonly shape: Shape; readonly dtype: DType }
type Rule = (inputs: readonly Op[], attrs: Attrs) => TensorType

/** Incompatible shapes or dtypes; the message names both. */
export class GraphError extends Error {}
const fail = (message: string): never => {
  throw new GraphError(message)
}

const unary: Rule = ([x]) => ({ shape: x!.shape, dtype: x!.dtype })
const binary: Rule = ([a, b]) => {
  if (a!.dtype !== b!.dtype) fail(`dtypes ${a!.dtype} and ${b!.dtype} differ`)
  return {
    shape:
      broadcast(a!.shape, b!.shape) ??
      fail(`shapes ${formatShape(a!.shape)} and ${formatShape(b!.shape)} do not go together`),
    dtype: a!.dtype,
  }
}
const compare: Rule = (inputs, attrs) => ({ shape: binary(inputs, attrs).shape, dtype: 'bool' })
/** Gradient kernels with the inputs dy and x (or y), of the same shape. */
const gradientKernel: Rule = ([dy, x]) => {
  if (!isCompatibleShape(dy!.shape, x!.shape))
    fail(`gradient ${formatShape(dy!.shape)} and value ${formatShape(x!.shape)} differ`)
  return { shape: x!.shape, dtype: x!.dtype }
}
const isCompatibleShape = (a: Shape, b: Shape) =>
  a.length === b.length && a.every((d, i) => isCompatibleDim(d, b[i]!))

const reduce: Rule = ([x], attrs) => {
  const axes = attrs.axes as readonly number[]
  if (axes.some((a) => a < 0 || a >= x!.shape.length))
    fail(`axes ${axes.join(', ')} are outside ${formatShape(x!.shape)}`)
  const shape = attrs.keepdims
    ? x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
    : x!.shape.filter((_, i) => !axes.includes(i))
  return { shape, dtype: x!.dtype }
}

export const OPS = {
  /** An input of the program: a state or a part of the batch. attrs: name, shape, dtype. */
  Argument: (_, a) => ({ shape: a.shape as Shape, dtype: a.dtype as DType }),
  /** attrs: value (one number, or all numbers row-major), shape, dtype. */
  Const: (_, a) => ({ shape: a.shape as Shape, dtype: a.dtype as DType }),
  /** 0, 1, 2, … as uint32. attrs: size. */
  Iota: (_, a) => ({ shape: [a.size as number], dtype: 'uint32' }),

  Neg: unary,
  Abs: unary,
  Sign: unary,
  Exp: unary,
  Log: unary,
  Sqrt: unary,
  Rsqrt: unary,
  Square: unary,
  Tanh: unary,
  Sigmoid: unary,
  Relu: unary,
  Relu6: unary,
  Elu: unary,
  Selu: unary,
  Softplus: unary,
  Softsign: unary,
  Erf: unary,
  Floor: unary,
  Cos: unary,
  /** Over the last axis. */
  Softmax: unary,
  LogSoftmax: unary,
  IsFinite: ([x]) => ({ shape: x!.shape, dtype: 'bool' }),
  Cast: ([x], a) => ({ shape: x!.shape, dtype: a.dtype as DType }),

  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
  Pow: binary,
  Maximum: binary,
  Minimum: binary,
  Less: compare,
  LessEqual: compare,
  Greater: compare,
  GreaterEqual: compare,
  Equal: compare,
  LogicalAnd: binary,
  BitwiseXor: binary,
  BitwiseOr: binary,
  LeftShift: binary,
  RightShift: binary,
  /** inputs: condition, then, else. */
  Select: ([c, a, b]) => {
    const { shape, dtype } = binary([a!, b!], {})
    return {
      shape:
        broadcast(c!.shape, shape) ??
        fail(`condition ${formatShape(c!.shape)} does not fit ${formatShape(shape)}`),
      dtype,
    }
  },

  ReluGrad: gradientKernel,
  Relu6Grad: gradientKernel,
  SoftplusGrad: gradientKernel,
  SoftsignGrad: gradientKernel,
  /** EluGrad and SeluGrad take the output y instead of the input x. */
  EluGrad: gradientKernel,
  SeluGrad: gradientKernel,

  /** Rank 2 only. attrs: transposeA, transposeB. */
  MatMul: ([a, b], attrs) => {
    if (a!.shape.length !== 2 || b!.shape.length !== 2)
      fail(`matrix product needs two matrices, got ${formatShape(a!.shape)} and ${formatShape(b!.shape)}`)
    const [m, k] = attrs.transposeA ? [a!.shape[1]!, a!.shape[0]!] : [a!.shape[0]!, a!.shape[1]!]
    const [k2, n] = attrs.transposeB ? [b!.shape[1]!, b!.shape[0]!] : [b!.shape[0]!, b!.shape[1]!]
    if (a!.dtype !== b!.dtype) fail(`dtypes ${a!.dtype} and ${b!.dtype} differ`)
    if (!isCompatibleDim(k, k2))
      fail(`inner sizes of ${formatShape(a!.shape)} and ${formatShape(b!.shape)} differ`)
    return { shape: [m, n], dtype: a!.dtype }
  },
  /** attrs: axes, keepdims. */
  Sum: reduce,
  Mean: reduce,
  Max: reduce,
  Min: reduce,
  /** attrs: axis. */
  ArgMax: ([x], a) => ({ shape: x!.shape.filter((_, i) => i !== a.axis), dtype: 'int32' }),
  /** attrs: shape, with null for the one unknown size. */
  Reshape: ([x], a) => ({
    shape:
      resolveReshape(x!.shape, a.shape as Shape) ??
      fail(`${formatShape(x!.shape)} cannot become ${formatShape(a.shape as Shape)}`),
    dtype: x!.dtype,
  }),
  /** attrs: perm. */
  Transpose: ([x], a) => ({ shape: (a.perm as number[]).map((p) => x!.shape[p]!), dtype: x!.dtype }),
  /** attrs: shape. */
  BroadcastTo: ([x], a) => ({ shape: a.shape as Shape, dtype: x!.dtype }),
  /** attrs: axis. */
  Concat: (inputs, a) => {
    const axis = a.axis as number
    const [first] = inputs
    for (const x of inputs)
      if (
        x.shape.length !== first!.shape.length ||
        x.shape.some((d, i) => i !== axis && !isCompatibleDim(d, first!.shape[i]!))
      )
        fail(`${inputs.map((i) => formatShape(i.shape)).join(' and ')} cannot be joined along axis ${axis}`)
    const sizes = inputs.map((x) => x.shape[axis]!)
    const size = sizes.reduce<Dim>((sum, d) => (sum === null || d === null ? null : sum + d), 0)
    return { shape: first!.shape.map((d, i) => (i === axis ? size : d)), dtype: first!.dtype }
  },
  /** Part of one axis. attrs: axis, begin, size. */
  Slice: ([x], a) => ({
    shape: x!.shape.map((d, i) => (i === a.axis ? (a.size as number) : d)),
    dtype: x!.dtype,
  }),
  /** Rows of the first input, selected by the indices in the second (int32). */
  Gather: ([x, rows]) => ({ shape: [...rows!.shape, ...x!.shape.slice(1)], dtype: x!.dtype }),
  /** attrs: depth. */
  OneHot: ([x], a) => ({ shape: [...x!.shape, a.depth as number], dtype: 'float32' }),
  /** inputs: logits [n, classes], labels int32 [n]; output [n]. */
  SparseSoftmaxCrossEntropy: ([logits]) => ({ shape: [logits!.shape[0]!], dtype: 'float32' }),
  /** d(loss)/d(logits): softmax − one-hot; [n, classes]. */
  SparseSoftmaxCrossEntropyGrad: ([logits]) => ({ shape: logits!.shape, dtype: 'float32' }),
} satisfies Record<string, Rule>

export type OpType = keyof typeof OPS

export const isFloat = (dtype: DType): boolean => dtype === 'float32' || dtype === 'bfloat16'
