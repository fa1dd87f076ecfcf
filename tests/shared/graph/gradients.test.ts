/** Compares every operation's gradient with central differences in float64, for shapes with and without broadcasting. */
import { describe, expect, test } from 'vitest'
import { GRADIENTS, gradients } from '../../../shared/graph/gradients.ts'
import { createGraph, createOps, type Ops } from '../../../shared/graph/graph.ts'
import { OPS, type OpType, type Tensor } from '../../../shared/graph/ops.ts'
import { type Args, interpret, KERNELS, type Nd, nd, size } from '../../support/interpreter.ts'
import { streamOf } from '../../support/random-arrays.ts'

type Shapes = readonly (readonly number[])[]

/** A test of an operation: shapes of its differentiable inputs, values away from kinks, and the call. */
interface Trial {
  readonly shapes: readonly Shapes[]
  readonly call: (m: Ops, xs: readonly Tensor[]) => Tensor
  readonly values?: (random: () => number) => number
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
const awayFromZero = (random: () => number) => Math.sign(random() - 0.5) * (0.2 + 2 * random())
const positive = (random: () => number) => 0.3 + 2 * random()

const unary = (call: (m: Ops, x: Tensor) => Tensor, values = awayFromZero): Trial => ({
  shapes: UNARY_SHAPES,
  call: (m, [x]) => call(m, x!),
  values,
})
const binary = (call: (m: Ops, a: Tensor, b: Tensor) => Tensor, values = awayFromZero): Trial => ({
  shapes: BINARY_SHAPES,
  call: (m, [a, b]) => call(m, a!, b!),
  values,
})
const reduction = (
  call: (m: Ops, x: Tensor, axes: readonly number[], keep: boolean) => Tensor,
): readonly Trial[] =>
  [true, false].flatMap((keep) =>
    [[0], [1], [0, 2], [0, 1, 2]].map((axes) => ({
      shapes: [[[2, 3, 4]]],
      call: (m: Ops, [x]: readonly Tensor[]) => call(m, x!, axes, keep),
      values: awayFromZero,
    })),
  )

const TRIALS: { readonly [type in OpType]?: Trial | readonly Trial[] } = {
  Neg: unary((m, x) => m.neg(x)),
  Abs: unary((m, x) => m.abs(x)),
  Exp: unary((m, x) => m.exp(x)),
  Log: unary((m, x) => m.log(x), positive),
  Sqrt: unary((m, x) => m.sqrt(x), positive),
  Rsqrt: unary((m, x) => m.rsqrt(x), positive),
  Square: unary((m, x) => m.square(x)),
  Tanh: unary((m, x) => m.tanh(x)),
  Sigmoid: unary((m, x) => m.sigmoid(x)),
  Relu: unary((m, x) => m.relu(x)),
  Relu6: unary(
    (m, x) => m.relu6(x),
    (random) => [-1.5, 0.7, 3, 5.5, 6.5, 8][Math.floor(random() * 6)]! + 0.2 * random(),
  ),
  Elu: unary((m, x) => m.elu(x)),
  Selu: unary((m, x) => m.selu(x)),
  Softplus: unary((m, x) => m.softplus(x)),
  Softsign: unary((m, x) => m.softsign(x)),
  Erf: unary((m, x) => m.erf(x)),
  Cos: unary((m, x) => m.cos(x)),
  Softmax: { ...unary((m, x) => m.softmax(x)), shapes: [[[5]], [[3, 4]], [[2, 3, 2]]] },
  LogSoftmax: { ...unary((m, x) => m.logSoftmax(x)), shapes: [[[5]], [[3, 4]], [[2, 3, 2]]] },
  Cast: unary((m, x) => m.graph.add('Cast', [x], { dtype: 'float32' })),
  Add: binary((m, a, b) => m.add(a, b)),
  Sub: binary((m, a, b) => m.sub(a, b)),
  Mul: binary((m, a, b) => m.mul(a, b)),
  Div: binary((m, a, b) => m.div(a, b)),
  Pow: binary((m, a, b) => m.pow(a, b), positive),
  Maximum: binary((m, a, b) => m.maximum(a, b)),
  Minimum: binary((m, a, b) => m.minimum(a, b)),
  Select: [
    binary((m, a, b) => m.select(m.greater(a, 0), a, b)),
    {
      shapes: [[[4, 3], [3]]],
      call: (m, [a, b]) =>
        m.select(m.greater(m.constant([1, -1, 1, -1], [4, 1]), 0), m.mul(a!, b!), m.constant(3)),
    },
  ],
  MatMul: [false, true].flatMap((ta) =>
    [false, true].map((tb) => ({
      shapes: [[ta ? [3, 2] : [2, 3], tb ? [4, 3] : [3, 4]]],
      call: (m: Ops, [a, b]: readonly Tensor[]) => m.matmul(a!, b!, ta, tb),
    })),
  ),
  Sum: reduction((m, x, axes, keep) => m.sum(x, axes, keep)),
  Mean: reduction((m, x, axes, keep) => m.mean(x, axes, keep)),
  Max: reduction((m, x, axes, keep) => m.max(x, axes, keep)),
  Min: reduction((m, x, axes, keep) => m.min(x, axes, keep)),
  Reshape: { shapes: [[[2, 6]]], call: (m, [x]) => m.reshape(x!, [3, 4]) },
  Transpose: { shapes: [[[2, 3, 4]]], call: (m, [x]) => m.transpose(x!, [2, 0, 1]) },
  BroadcastTo: { shapes: [[[3, 1]], [[]], [[4]]], call: (m, [x]) => m.broadcastTo(x!, [2, 3, 4]) },
  Concat: [0, 1, -1].map((axis) => ({
    shapes: [
      axis === 0
        ? [
            [2, 3, 2],
            [1, 3, 2],
          ]
        : axis === 1
          ? [
              [2, 3, 2],
              [2, 2, 2],
            ]
          : [
              [2, 3, 2],
              [2, 3, 4],
            ],
    ],
    call: (m: Ops, xs: readonly Tensor[]) => m.concat(xs, axis),
  })),
  Slice: [0, 1].map((axis) => ({
    shapes: [[[4, 5]]],
    call: (m: Ops, [x]: readonly Tensor[]) => m.slice(x!, axis, 1, 2),
  })),
  Gather: { shapes: [[[4, 3]]], call: (m, [x]) => m.gather(x!, m.constant([2, 0, 2], [3], 'int32')) },
  SparseSoftmaxCrossEntropy: {
    shapes: [[[3, 4]]],
    call: (m, [x]) => m.sparseSoftmaxCrossEntropy(x!, m.constant([2, 0, 3], [3], 'int32')),
  },
}

/** Operations that only occur in gradient rules, or that have no derivative. */
const NOT_DIFFERENTIATED = new Set<string>([
  ...['Argument', 'Const', 'Iota', 'IsFinite', 'Sign', 'Floor', 'ArgMax', 'OneHot', 'LogicalAnd'],
  ...['Less', 'LessEqual', 'Greater', 'GreaterEqual', 'Equal'],
  ...['BitwiseXor', 'BitwiseOr', 'LeftShift', 'RightShift'],
  ...[
    'ReluGrad',
    'Relu6Grad',
    'SoftplusGrad',
    'SoftsignGrad',
    'EluGrad',
    'SeluGrad',
    'SparseSoftmaxCrossEntropyGrad',
  ],
])

const types = Object.keys(OPS) as OpType[]

describe('the vocabulary is covered', () => {
  test.each(types)('%s can be interpreted', (type) => {
    expect(KERNELS[type], `add ${type} to tests/support/interpreter.ts`).toBeTypeOf('function')
  })
  test.each(types)('%s has a tested gradient, or none', (type) => {
    expect(
      NOT_DIFFERENTIATED.has(type) !== type in TRIALS,
      `${type}: add a rule to shared/graph/gradients.ts and a trial here, or list it as not differentiated`,
    ).toBe(true)
    if (type in TRIALS)
      expect(GRADIENTS[type], `${type} has no rule in shared/graph/gradients.ts`).toBeDefined()
  })
})

const cases = types.flatMap((type) =>
  [TRIALS[type] ?? []]
    .flat()
    .flatMap((trial, t) => trial.shapes.map((shapes, s) => ({ type, trial, shapes, nth: 100 * t + s }))),
)

test.each(cases)('$type, inputs $shapes', ({ type, trial, shapes, nth }) => {
  const stream = streamOf(1000 * types.indexOf(type) + nth)
  const random = () => stream.uniform()
  const values = shapes.map((shape) => nd(shape, () => (trial.values ?? awayFromZero)(random)))
  const g = createGraph()
  const m = createOps(g)
  const xs = shapes.map((shape, i) => m.argument(`x${i}`, shape))
  const y = trial.call(m, xs)
  // A different weight for each output, so that no error can hide in a sum.
  const weights = m.constant(
    Array.from({ length: size(y.shape as number[]) }, () => awayFromZero(random)),
    y.shape,
  )
  const loss = m.sum(m.mul(y, weights))
  const grads = interpret(gradients(g, loss, xs), named(values))
  for (const [i, x] of values.entries()) {
    expect(grads[i]!.shape).toEqual(x.shape)
    const expected = centralDifferences(
      (shifted) => interpret([loss], named(values.with(i, shifted)))[0]!.data[0]!,
      x,
    )
    for (const [k, value] of expected.entries())
      expect(Math.abs(grads[i]!.data[k]! - value), `input ${i}, element ${k}`).toBeLessThan(
        1e-7 * (1 + Math.abs(value)),
      )
  }
})

const named = (values: readonly Nd[]): Args => Object.fromEntries(values.map((v, i) => [`x${i}`, v]))

/** Central differences of fourth order, so that the step can be wide enough for float64. */
function centralDifferences(f: (x: Nd) => number, x: Nd): number[] {
  const h = 1e-3
  const shifted = (k: number, by: number) => f({ shape: x.shape, data: x.data.with(k, x.data[k]! + by) })
  return Array.from(
    x.data,
    (_, k) => (8 * (shifted(k, h) - shifted(k, -h)) - (shifted(k, 2 * h) - shifted(k, -2 * h))) / (12 * h),
  )
}

test('ties of Max and Min share the gradient; a tie of Maximum goes to the first, as in TensorFlow', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [4])
  const [max] = interpret(gradients(m.graph, m.max(x), [x]), { x0: nd([4], [1, 3, 3, 2]) })
  expect([...max!.data]).toEqual([0, 0.5, 0.5, 0])
  const y = m.argument('x1', [4])
  const both = interpret(gradients(m.graph, m.sum(m.maximum(x, y)), [x, y]), {
    x0: nd([4], [1, 2, 3, 4]),
    x1: nd([4], [1, 3, 2, 4]),
  })
  expect(both.map((v) => [...v.data])).toEqual([
    [1, 0, 1, 1],
    [0, 1, 0, 0],
  ])
})

test('the gradients of a value used twice are added; that of an unused value is zero', () => {
  const m = createOps(createGraph())
  const [x, unused] = [m.argument('x0', [3]), m.argument('x1', [2])]
  const grads = interpret(gradients(m.graph, m.sum(m.mul(x, m.square(x))), [x, unused]), {
    x0: nd([3], [1, 2, -3]),
    x1: nd([2], [7, 8]),
  })
  expect(grads.map((v) => [...v.data])).toEqual([
    [3, 12, 27],
    [0, 0],
  ])
})

test('a missing rule is named', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [3], 'uint32')
  expect(() => gradients(m.graph, m.sum(m.cast(m.xor(x, x), 'float32')), [x])).not.toThrow()
  const dy = m.argument('dy', [3])
  const z = m.argument('z', [3])
  expect(() => gradients(m.graph, m.sum(m.graph.add('ReluGrad', [dy, z])), [z])).toThrow(
    'No gradient rule for ReluGrad. Add one to shared/graph/gradients.ts.',
  )
})

test('only a scalar can be differentiated', () => {
  const m = createOps(createGraph())
  const x = m.argument('x0', [3])
  expect(() => gradients(m.graph, x, [x])).toThrow('Only a scalar can be differentiated, got (3,)')
})
