/** Compares every operation in TensorFlow, with and without XLA, and in the portable executor with the float64 interpreter. */
import { describe, expect, it } from 'vitest'
import { loadExecutor } from '../../../electron/engine/executors/load.ts'
import { evaluateProgram } from '../../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { arrayOf, type Values } from '../../../electron/engine/executors/values.ts'
import { createGraph, createOps, type Ops } from '../../../shared/graph/graph.ts'
import { type DType, OPS, type OpType, type Tensor } from '../../../shared/graph/ops.ts'
import type { Program } from '../../../shared/graph/program.ts'
import { uniform } from '../../../shared/graph/random.ts'
import { interpret, type Nd, nd } from '../../support/interpreter.ts'
import { normals, streamOf } from '../../support/random-arrays.ts'

interface InputArray {
  readonly dtype: DType
  readonly value: Nd
}
const stream = streamOf(9)
const below = (n: number) => () => stream.uniformInt(n)
const INPUTS: { readonly [name: string]: InputArray } = {
  x: { dtype: 'float32', value: nd([4, 6], normals(1, [4, 6], 2).data.map(Math.fround)) },
  y: { dtype: 'float32', value: nd([4, 6], normals(2, [4, 6], 2).data.map(Math.fround)) },
  /** Some elements equal those of x. */
  z: {
    dtype: 'float32',
    value: nd(
      [4, 6],
      normals(1, [4, 6], 2).data.map((v, i) => Math.fround(i % 3 ? v : -v)),
    ),
  },
  positive: {
    dtype: 'float32',
    value: nd(
      [4, 6],
      normals(3, [4, 6]).data.map((v) => Math.fround(Math.abs(v) + 0.1)),
    ),
  },
  row: { dtype: 'float32', value: nd([6], normals(4, [6]).data.map(Math.fround)) },
  wide: { dtype: 'float32', value: nd([6, 3], normals(5, [6, 3]).data.map(Math.fround)) },
  cube: { dtype: 'float32', value: nd([2, 3, 4], normals(6, [2, 3, 4]).data.map(Math.fround)) },
  odd: {
    dtype: 'float32',
    value: nd([5], [0, Number.NaN, Number.POSITIVE_INFINITY, -1, Number.NEGATIVE_INFINITY]),
  },
  words: { dtype: 'uint32', value: nd([7], below(2 ** 32)) },
  more: { dtype: 'uint32', value: nd([7], below(2 ** 32)) },
  shifts: { dtype: 'uint32', value: nd([7], [0, 1, 5, 8, 16, 24, 31]) },
  labels: { dtype: 'int32', value: nd([4], [0, 5, 2, 2]) },
  rows: { dtype: 'int32', value: nd([3], [3, 0, 3]) },
  bytes: { dtype: 'uint8', value: nd([4, 6], below(256)) },
  flags: { dtype: 'bool', value: nd([4, 6], below(2)) },
}
type Arguments = { readonly [name in keyof typeof INPUTS]: Tensor }

/** At least one case for each operation; the first word of the key is the operation. */
const CASES: { readonly [name: string]: (m: Ops, a: Arguments) => Tensor } = {
  'Argument float32': (_, a) => a.x!,
  'Argument uint8': (_, a) => a.bytes!,
  'Argument bool': (_, a) => a.flags!,
  'Const filled': (m) => m.constant(0.1, [2, 3]),
  'Const listed': (m) => m.constant([1, -2.5, -0], [3]),
  'Const uint32': (m) => m.constant(0xfffffffe, [], 'uint32'),
  Iota: (m) => m.iota(11),
  Neg: (m, a) => m.neg(a.x!),
  Abs: (m, a) => m.abs(a.x!),
  Sign: (m, a) => m.sign(a.x!),
  Exp: (m, a) => m.exp(a.x!),
  Log: (m, a) => m.log(a.positive!),
  Sqrt: (m, a) => m.sqrt(a.positive!),
  Rsqrt: (m, a) => m.rsqrt(a.positive!),
  Square: (m, a) => m.square(a.x!),
  Tanh: (m, a) => m.tanh(a.x!),
  Sigmoid: (m, a) => m.sigmoid(a.x!),
  Relu: (m, a) => m.relu(a.x!),
  Relu6: (m, a) => m.relu6(m.mul(a.x!, 4)),
  Elu: (m, a) => m.elu(a.x!),
  Selu: (m, a) => m.selu(a.x!),
  Softplus: (m, a) => m.softplus(m.mul(a.x!, 8)),
  Softsign: (m, a) => m.softsign(a.x!),
  Erf: (m, a) => m.erf(a.x!),
  Floor: (m, a) => m.floor(a.x!),
  Cos: (m, a) => m.cos(m.mul(a.x!, 8)),
  Softmax: (m, a) => m.softmax(a.x!),
  LogSoftmax: (m, a) => m.logSoftmax(a.x!),
  IsFinite: (m, a) => m.isFinite(a.odd!),
  'Cast uint8 float32': (m, a) => m.cast(a.bytes!, 'float32'),
  'Cast uint32 float32': (m, a) => m.cast(m.shiftRight(a.words!, 8), 'float32'),
  'Cast uint32 int32': (m, a) => m.cast(m.shiftRight(a.words!, 1), 'int32'),
  'Cast bool float32': (m, a) => m.cast(a.flags!, 'float32'),
  'Cast int32 float32': (m, a) => m.cast(a.labels!, 'float32'),
  Add: (m, a) => m.add(a.x!, a.y!),
  'Add row': (m, a) => m.add(a.x!, a.row!),
  'Add uint32': (m, a) => m.add(a.words!, a.more!),
  Sub: (m, a) => m.sub(a.x!, a.y!),
  Mul: (m, a) => m.mul(a.x!, a.y!),
  Div: (m, a) => m.div(a.x!, a.positive!),
  Pow: (m, a) => m.pow(a.positive!, a.y!),
  Maximum: (m, a) => m.maximum(a.x!, a.z!),
  Minimum: (m, a) => m.minimum(a.x!, a.z!),
  Less: (m, a) => m.less(a.x!, a.z!),
  'Less int32': (m, a) => m.less(a.labels!, 2),
  LessEqual: (m, a) => m.lessEqual(a.x!, a.z!),
  Greater: (m, a) => m.greater(a.x!, a.z!),
  GreaterEqual: (m, a) => m.greaterEqual(a.x!, a.z!),
  Equal: (m, a) => m.equal(a.x!, a.z!),
  'Equal int32': (m, a) => m.equal(a.labels!, 2),
  LogicalAnd: (m, a) => m.and(a.flags!, m.greater(a.x!, 0)),
  BitwiseXor: (m, a) => m.xor(a.words!, a.more!),
  BitwiseOr: (m, a) => m.or(a.words!, a.more!),
  LeftShift: (m, a) => m.shiftLeft(a.words!, a.shifts!),
  RightShift: (m, a) => m.shiftRight(a.words!, a.shifts!),
  Select: (m, a) => m.select(a.flags!, a.x!, a.y!),
  'Select scalar': (m, a) => m.select(m.greater(m.sum(a.x!), 0), a.x!, 0),
  'Select int32': (m, a) => m.select(m.less(a.labels!, 2), a.labels!, m.constant(-1, [], 'int32')),
  ReluGrad: (m, a) => m.graph.add('ReluGrad', [a.y!, a.x!]),
  Relu6Grad: (m, a) => m.graph.add('Relu6Grad', [a.y!, m.mul(a.x!, 4)]),
  SoftplusGrad: (m, a) => m.graph.add('SoftplusGrad', [a.y!, a.x!]),
  SoftsignGrad: (m, a) => m.graph.add('SoftsignGrad', [a.y!, a.x!]),
  EluGrad: (m, a) => m.graph.add('EluGrad', [a.y!, m.elu(a.x!)]),
  SeluGrad: (m, a) => m.graph.add('SeluGrad', [a.y!, m.selu(a.x!)]),
  MatMul: (m, a) => m.matmul(a.x!, a.wide!),
  'MatMul a': (m, a) => m.matmul(a.x!, a.y!, true),
  'MatMul b': (m, a) => m.matmul(a.x!, a.y!, false, true),
  'MatMul ab': (m, a) => m.matmul(a.wide!, a.x!, true, true),
  'Sum all': (m, a) => m.sum(a.x!),
  'Sum kept': (m, a) => m.sum(a.cube!, [0, 2], true),
  Mean: (m, a) => m.mean(a.cube!, [1]),
  Max: (m, a) => m.max(a.cube!, [-1]),
  Min: (m, a) => m.min(a.cube!, [0]),
  ArgMax: (m, a) => m.argMax(a.x!),
  'ArgMax first axis': (m, a) => m.argMax(a.x!, 0),
  Reshape: (m, a) => m.reshape(a.cube!, [4, 6]),
  Transpose: (m, a) => m.transpose(a.cube!, [2, 0, 1]),
  BroadcastTo: (m, a) => m.broadcastTo(a.row!, [3, 6]),
  Concat: (m, a) => m.concat([a.x!, a.y!], 1),
  'Concat uint32': (m, a) => m.concat([a.words!, a.more!], 0),
  Slice: (m, a) => m.slice(a.cube!, 1, 1, 2),
  'Slice uint32': (m, a) => m.slice(a.words!, 0, 0, 5),
  Gather: (m, a) => m.gather(a.x!, a.rows!),
  'Gather uint8': (m, a) => m.gather(a.bytes!, a.rows!),
  OneHot: (m, a) => m.oneHot(a.labels!, 6),
  SparseSoftmaxCrossEntropy: (m, a) => m.sparseSoftmaxCrossEntropy(a.x!, a.labels!),
  SparseSoftmaxCrossEntropyGrad: (m, a) => m.graph.add('SparseSoftmaxCrossEntropyGrad', [a.x!, a.labels!]),
  'RightShift random numbers': (m, a) => {
    const word = (i: number) => m.reshape(m.slice(a.words!, 0, i, 1), [])
    return uniform(m, [3, 5], [word(0), word(1)], 77, word(2))
  },
}

/** The cases of operations in layers, also tested on the same numbers rounded to bfloat16. */
const ROUNDED = [
  ...['Const filled', 'Const listed', 'Neg', 'Abs', 'Sign', 'Exp', 'Log', 'Sqrt', 'Rsqrt', 'Square', 'Tanh'],
  ...['Sigmoid', 'Relu', 'Relu6', 'Elu', 'Selu', 'Softplus', 'Softsign', 'Erf', 'Floor', 'Cos', 'Softmax'],
  ...['LogSoftmax', 'IsFinite', 'Add', 'Add row', 'Sub', 'Mul', 'Div', 'Pow', 'Maximum', 'Minimum', 'Less'],
  ...['LessEqual', 'Greater', 'GreaterEqual', 'Equal', 'Select', 'Select scalar', 'ReluGrad', 'Relu6Grad'],
  ...['SoftplusGrad', 'SoftsignGrad', 'EluGrad', 'SeluGrad', 'MatMul', 'MatMul a', 'MatMul b', 'MatMul ab'],
  ...['Sum all', 'Sum kept', 'Mean', 'Max', 'Min', 'Reshape', 'Transpose', 'BroadcastTo', 'Concat', 'Slice'],
  'Gather',
]

/** TensorFlow computes these in several rounded steps, whose values may be as large as the tensor's largest: a softmax rounds the
 *  difference to the largest, its exponential, their sum and the quotient. The resulting error depends on the processor. */
const STEPWISE = /^(Elu|Selu|Softplus|Softmax|LogSoftmax|.*Grad) bfloat16/

const m = createOps(createGraph())
const bfloat16Math = createOps(m.graph, 'bfloat16')
const args = Object.fromEntries(
  Object.entries(INPUTS).map(([name, { dtype, value }]) => [name, m.argument(name, value.shape, dtype)]),
)
const bfloat16Args = Object.fromEntries(
  Object.entries(args).map(([name, x]) => [name, x.dtype === 'float32' ? m.cast(x, 'bfloat16') : x]),
)
const tensors = new Map([
  ...Object.entries(CASES).map(([name, build]) => [name, build(m, args)] as const),
  ...ROUNDED.map((name) => [`${name} bfloat16`, CASES[name]!(bfloat16Math, bfloat16Args)] as const),
  ['Cast bfloat16', m.cast(m.cast(args.x!, 'bfloat16'), 'float32')] as const,
])
const program: Program = { ops: m.graph.ops, batch: 4, next: new Map(), results: tensors }
const values = new Map<string, Values>(
  Object.entries(INPUTS).map(([name, { dtype, value }]) => [name, arrayOf(dtype, value.data)]),
)
const references = interpret(
  [...tensors.values()],
  Object.fromEntries(Object.entries(INPUTS).map(([name, { value }]) => [name, value])),
)

it('has a case for every operation', () => {
  const tested = new Set([...tensors.values()].map((t) => t.type))
  expect((Object.keys(OPS) as OpType[]).filter((type) => !tested.has(type))).toEqual([])
})

const portableExecutor = await loadExecutor('portable', (why) => {
  throw new Error(why)
})
const EXECUTORS = {
  graph: () => evaluateProgram(program, values),
  xla: () => evaluateProgram(program, values, { xla: true }),
  portable: () => portableExecutor.evaluate(program, values),
}
describe.each(Object.entries(EXECUTORS))('%s', (_, run) => {
  const outcome = run()
  it.each([...tensors.keys()].map((name, i) => [name, i] as const))('%s', (name, i) => {
    const actual = outcome.results.get(name)!
    const expected = references[i]!
    expect(actual.length).toBe(expected.data.length)
    const stepwise = STEPWISE.test(name)
    const largest = stepwise ? Math.max(...expected.data.map(Math.abs)) : 0
    // Results near the middle between two bfloat16 numbers may round to either; the relative difference is at most 2⁻⁷.
    const tolerance = stepwise ? 2 ** -6 : 2 ** -7
    for (const [k, expectedValue] of expected.data.entries())
      if (tensors.get(name)!.dtype === 'bfloat16')
        expect(Math.abs(actual[k]! - expectedValue)).toBeLessThanOrEqual(
          tolerance * Math.max(Math.abs(expectedValue), largest) + 1e-6,
        )
      else if (tensors.get(name)!.dtype === 'float32')
        expect(Math.abs(actual[k]! - expectedValue)).toBeLessThanOrEqual(
          2e-6 + 1e-5 * Math.abs(expectedValue),
        )
      else expect(actual[k]).toBe(expectedValue)
  })
})

it('names an argument that is missing', () => {
  expect(() => evaluateProgram(program, new Map())).toThrow(/reads x, which was not given/)
})
