/** Cases of all operations: calls whose values every executor must compute, and calls whose gradients are compared with differences. */
import type { Ops } from '../../shared/graph/graph.ts'
import type { Tensor } from '../../shared/graph/op.ts'
import { OPS, type OpType } from '../../shared/graph/ops/index.ts'
import { uniform } from '../../shared/graph/random.ts'
import type { KERNEL_INPUTS } from './op-inputs.ts'

export type KernelInputs = { readonly [name in keyof typeof KERNEL_INPUTS]: Tensor }
type Shapes = readonly (readonly number[])[]

/** A call whose gradient is checked: shapes of its differentiable inputs, and values away from kinks. */
export interface GradientCase {
  readonly shapes: readonly Shapes[]
  readonly call: (m: Ops, xs: readonly Tensor[]) => Tensor
  /** One value; `awayFromZero` by default. */
  readonly values?: (random: () => number) => number
}
export interface OpCase {
  /** Calls with the inputs of op-inputs.ts, by the name of the variant ('' for the plain one). */
  readonly kernels: { readonly [variant: string]: (m: Ops, inputs: KernelInputs) => Tensor }
  /** Required for an operation with a gradient rule that is not `noGradient`. */
  readonly gradients?: readonly GradientCase[]
  /** False if no layer calls the operation with bfloat16. Otherwise its calls are repeated with rounded inputs. */
  readonly bfloat16?: false
}

const UNARY_SHAPES: readonly Shapes[] = [[[]], [[5]], [[3, 4]], [[2, 3, 2]]]
const BINARY_SHAPES: readonly Shapes[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[4], [3, 4]],
  [[], [2, 3]],
  [[2, 3], []],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [[1], [1, 1]],
  [[], []],
]
export const awayFromZero = (random: () => number) => Math.sign(random() - 0.5) * (0.2 + 2 * random())
const positive = (random: () => number) => 0.3 + 2 * random()

type UnaryCall = (m: Ops, x: Tensor) => Tensor
type BinaryCall = (m: Ops, a: Tensor, b: Tensor) => Tensor

/** A unary operation with a gradient, on the input x multiplied by `scale`. */
const unary = (call: UnaryCall, values = awayFromZero, scale = 1): OpCase => ({
  kernels: { '': (m, { x }) => call(m, scale === 1 ? x : m.mul(x, scale)) },
  gradients: [{ shapes: UNARY_SHAPES, call: (m, [x]) => call(m, x!), values }],
})
const ofPositive = (call: UnaryCall): OpCase => ({
  ...unary(call, positive),
  kernels: { '': (m, a) => call(m, a.positive) },
})
const binary = (call: BinaryCall, second: 'y' | 'z' | 'positive' = 'y'): OpCase => ({
  kernels: { '': (m, a) => call(m, a.x, a[second]) },
  gradients: [{ shapes: BINARY_SHAPES, call: (m, [a, b]) => call(m, a!, b!) }],
})
const onlyKernel = (call: OpCase['kernels'][string]): OpCase => ({
  kernels: { '': call },
})
const comparison = (call: BinaryCall): OpCase => onlyKernel((m, { x, z }) => call(m, x, z))
const lastAxis = (call: UnaryCall): OpCase => ({
  ...unary(call),
  gradients: [{ shapes: [[[5]], [[3, 4]], [[2, 3, 2]]], call: (m, [x]) => call(m, x!) }],
})
const reductionGradients = (
  call: (m: Ops, x: Tensor, axes: readonly number[], keepdims: boolean) => Tensor,
): readonly GradientCase[] =>
  [true, false].flatMap((keepdims) =>
    [[0], [1], [0, 2], [0, 1, 2]].map((axes) => ({
      shapes: [[[2, 3, 4]]],
      call: (m: Ops, [x]: readonly Tensor[]) => call(m, x!, axes, keepdims),
    })),
  )
const aroundSix = (random: () => number) =>
  [-1.5, 0.7, 3, 5.5, 6.5, 8][Math.floor(random() * 6)]! + 0.2 * random()

export const OP_CASES: { readonly [T in OpType]: OpCase } = {
  Argument: {
    kernels: { float32: (_, a) => a.x, uint8: (_, a) => a.bytes, bool: (_, a) => a.flags },
  },
  Constant: {
    kernels: {
      filled: (m) => m.constant(0.1, [2, 3]),
      listed: (m) => m.constant([1, -2.5, -0], [3]),
      uint32: (m) => m.constant(0xfffffffe, [], 'uint32'),
    },
  },
  Iota: onlyKernel((m) => m.iota(11)),

  Neg: unary((m, x) => m.neg(x)),
  Add: {
    ...binary((m, a, b) => m.add(a, b)),
    kernels: {
      '': (m, a) => m.add(a.x, a.y),
      row: (m, a) => m.add(a.x, a.row),
      uint32: (m, a) => m.add(a.words, a.more),
    },
  },
  Sub: binary((m, a, b) => m.sub(a, b)),
  Mul: binary((m, a, b) => m.mul(a, b)),
  Div: binary((m, a, b) => m.div(a, b), 'positive'),
  Cast: {
    kernels: {
      'uint8 float32': (m, a) => m.cast(a.bytes, 'float32'),
      'uint32 float32': (m, a) => m.cast(m.rightShift(a.words, 8), 'float32'),
      'uint32 int32': (m, a) => m.cast(m.rightShift(a.words, 1), 'int32'),
      'bool float32': (m, a) => m.cast(a.flags, 'float32'),
      'int32 float32': (m, a) => m.cast(a.labels, 'float32'),
      'bfloat16 float32': (m, a) => m.cast(m.cast(a.x, 'bfloat16'), 'float32'),
    },
    gradients: unary((m, x) => m.graph.add(OPS.cast, [x], { dtype: 'float32' })).gradients!,
  },

  Less: {
    kernels: { '': (m, a) => m.less(a.x, a.z), int32: (m, a) => m.less(a.labels, 2) },
  },
  LessEqual: comparison((m, a, b) => m.lessEqual(a, b)),
  Greater: comparison((m, a, b) => m.greater(a, b)),
  GreaterEqual: comparison((m, a, b) => m.greaterEqual(a, b)),
  Equal: {
    kernels: { '': (m, a) => m.equal(a.x, a.z), int32: (m, a) => m.equal(a.labels, 2) },
  },
  LogicalAnd: onlyKernel((m, a) => m.logicalAnd(a.flags, m.greater(a.x, 0))),
  IsFinite: onlyKernel((m, a) => m.isFinite(a.odd)),
  Select: {
    kernels: {
      '': (m, a) => m.select(a.flags, a.x, a.y),
      scalar: (m, a) => m.select(m.greater(m.sum(a.x), 0), a.x, 0),
      int32: (m, a) => m.select(m.less(a.labels, 2), a.labels, m.constant(-1, [], 'int32')),
    },
    gradients: [
      ...binary((m, a, b) => m.select(m.greater(a, 0), a, b)).gradients!,
      {
        shapes: [[[4, 3], [3]]],
        call: (m, [a, b]) =>
          m.select(m.greater(m.constant([1, -1, 1, -1], [4, 1]), 0), m.mul(a!, b!), m.constant(3)),
      },
    ],
  },
  Maximum: binary((m, a, b) => m.maximum(a, b), 'z'),
  Minimum: binary((m, a, b) => m.minimum(a, b), 'z'),

  Sign: onlyKernel((m, a) => m.sign(a.x)),
  Floor: onlyKernel((m, a) => m.floor(a.x)),
  Abs: unary((m, x) => m.abs(x)),
  Exp: unary((m, x) => m.exp(x)),
  Log: ofPositive((m, x) => m.log(x)),
  Square: unary((m, x) => m.square(x)),
  Sqrt: ofPositive((m, x) => m.sqrt(x)),
  Rsqrt: ofPositive((m, x) => m.rsqrt(x)),
  Cos: unary((m, x) => m.cos(x), awayFromZero, 8),
  Erf: unary((m, x) => m.erf(x)),
  Pow: {
    kernels: { '': (m, a) => m.pow(a.positive, a.y) },
    gradients: [{ shapes: BINARY_SHAPES, call: (m, [a, b]) => m.pow(a!, b!), values: positive }],
  },

  Relu: unary((m, x) => m.relu(x)),
  Relu6: unary((m, x) => m.relu6(x), aroundSix, 4),
  Elu: unary((m, x) => m.elu(x)),
  Selu: unary((m, x) => m.selu(x)),
  Softplus: unary((m, x) => m.softplus(x), awayFromZero, 8),
  Softsign: unary((m, x) => m.softsign(x)),
  Tanh: unary((m, x) => m.tanh(x)),
  Sigmoid: unary((m, x) => m.sigmoid(x)),
  ReluGrad: onlyKernel((m, a) => m.reluGrad(a.y, a.x)),
  Relu6Grad: onlyKernel((m, a) => m.relu6Grad(a.y, m.mul(a.x, 4))),
  SoftplusGrad: onlyKernel((m, a) => m.softplusGrad(a.y, a.x)),
  SoftsignGrad: onlyKernel((m, a) => m.softsignGrad(a.y, a.x)),
  EluGrad: onlyKernel((m, a) => m.eluGrad(a.y, m.elu(a.x))),
  SeluGrad: onlyKernel((m, a) => m.seluGrad(a.y, m.selu(a.x))),

  BitwiseXor: onlyKernel((m, a) => m.bitwiseXor(a.words, a.more)),
  BitwiseOr: onlyKernel((m, a) => m.bitwiseOr(a.words, a.more)),
  LeftShift: onlyKernel((m, a) => m.leftShift(a.words, a.shifts)),
  RightShift: {
    kernels: {
      '': (m, a) => m.rightShift(a.words, a.shifts),
      'random numbers': (m, a) => {
        const word = (i: number) => m.reshape(m.slice(a.words, 0, i, 1), [])
        return uniform(m, [3, 5], [word(0), word(1)], 77, word(2))
      },
    },
  },

  Identity: {
    kernels: { '': (m, a) => m.identity(a.cube, 'here') },
    gradients: [{ shapes: [[[2, 3]]], call: (m, [x]) => m.identity(x!, 'here') }],
  },
  Reshape: {
    kernels: { '': (m, a) => m.reshape(a.cube, [4, 6]) },
    gradients: [{ shapes: [[[2, 6]]], call: (m, [x]) => m.reshape(x!, [3, 4]) }],
  },
  Transpose: {
    kernels: { '': (m, a) => m.transpose(a.cube, [2, 0, 1]) },
    gradients: [{ shapes: [[[2, 3, 4]]], call: (m, [x]) => m.transpose(x!, [2, 0, 1]) }],
  },
  BroadcastTo: {
    kernels: { '': (m, a) => m.broadcastTo(a.row, [3, 6]) },
    gradients: [{ shapes: [[[3, 1]], [[]], [[4]]], call: (m, [x]) => m.broadcastTo(x!, [2, 3, 4]) }],
  },
  Concat: {
    kernels: {
      '': (m, a) => m.concat([a.x, a.y], 1),
      uint32: (m, a) => m.concat([a.words, a.more], 0),
    },
    gradients: [
      { axis: 0, other: [1, 3, 2] },
      { axis: 1, other: [2, 2, 2] },
      { axis: -1, other: [2, 3, 4] },
    ].map(({ axis, other }) => ({
      shapes: [[[2, 3, 2], other]],
      call: (m: Ops, xs: readonly Tensor[]) => m.concat(xs, axis),
    })),
  },
  Slice: {
    kernels: {
      '': (m, a) => m.slice(a.cube, 1, 1, 2),
      uint32: (m, a) => m.slice(a.words, 0, 0, 5),
    },
    gradients: [0, 1].map((axis) => ({
      shapes: [[[4, 5]]],
      call: (m: Ops, [x]: readonly Tensor[]) => m.slice(x!, axis, 1, 2),
    })),
  },

  Sum: {
    kernels: { all: (m, a) => m.sum(a.x), kept: (m, a) => m.sum(a.cube, [0, 2], true) },
    gradients: reductionGradients((m, x, axes, keepdims) => m.sum(x, axes, keepdims)),
  },
  Mean: {
    kernels: { '': (m, a) => m.mean(a.cube, [1]) },
    gradients: reductionGradients((m, x, axes, keepdims) => m.mean(x, axes, keepdims)),
  },
  Max: {
    kernels: { '': (m, a) => m.max(a.cube, [-1]) },
    gradients: reductionGradients((m, x, axes, keepdims) => m.max(x, axes, keepdims)),
  },
  Min: {
    kernels: { '': (m, a) => m.min(a.cube, [0]) },
    gradients: reductionGradients((m, x, axes, keepdims) => m.min(x, axes, keepdims)),
  },
  ArgMax: {
    kernels: { '': (m, a) => m.argMax(a.x), 'first axis': (m, a) => m.argMax(a.x, 0) },
    bfloat16: false,
  },

  MatMul: {
    kernels: {
      '': (m, { x, wide }) => m.matMul(x, wide),
      a: (m, { x, y }) => m.matMul(x, y, true),
      b: (m, { x, y }) => m.matMul(x, y, false, true),
      ab: (m, { x, wide }) => m.matMul(wide, x, true, true),
    },
    gradients: [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => ({
        shapes: [[transposeA ? [3, 2] : [2, 3], transposeB ? [4, 3] : [3, 4]]],
        call: (m: Ops, [a, b]: readonly Tensor[]) => m.matMul(a!, b!, transposeA, transposeB),
      })),
    ),
  },

  OneHot: onlyKernel((m, a) => m.oneHot(a.labels, 6)),
  Gather: {
    kernels: { '': (m, a) => m.gather(a.x, a.rows), uint8: (m, a) => m.gather(a.bytes, a.rows) },
    gradients: [{ shapes: [[[4, 3]]], call: (m, [x]) => m.gather(x!, m.constant([2, 0, 2], [3], 'int32')) }],
  },

  Softmax: lastAxis((m, x) => m.softmax(x)),
  LogSoftmax: lastAxis((m, x) => m.logSoftmax(x)),
  SparseSoftmaxCrossEntropy: {
    kernels: { '': (m, a) => m.sparseSoftmaxCrossEntropy(a.x, a.labels) },
    gradients: [
      {
        shapes: [[[3, 4]]],
        call: (m, [x]) => m.sparseSoftmaxCrossEntropy(x!, m.constant([2, 0, 3], [3], 'int32')),
      },
    ],
    bfloat16: false,
  },
  SparseSoftmaxCrossEntropyGrad: {
    kernels: { '': (m, a) => m.sparseSoftmaxCrossEntropyGrad(a.x, a.labels) },
    bfloat16: false,
  },
}
