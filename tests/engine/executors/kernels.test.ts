/** Compares every operation in TensorFlow, with and without XLA, and in the portable executor with the float64 interpreter. */
import { describe, expect, it } from 'vitest'
import { evaluateProgram } from '../../../electron/engine/executors/tensorflow/evaluate-program.ts'
import { arrayOf, type Values } from '../../../electron/engine/executors/values.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import { createGraph, createOps, type Ops } from '../../../shared/graph/graph.ts'
import type { Tensor } from '../../../shared/graph/op.ts'
import { OPS } from '../../../shared/graph/ops/index.ts'
import type { Program } from '../../../shared/graph/program.ts'
import { interpret } from '../../support/interpreter.ts'
import { type KernelInputs, OP_CASES } from '../../support/op-cases.ts'
import { KERNEL_INPUTS } from '../../support/op-inputs.ts'

/** TensorFlow computes these in several rounded steps, whose values may be as large as the tensor's largest: a softmax rounds the
 *  difference to the largest, its exponential, their sum and the quotient. The resulting error depends on the processor. */
const STEPWISE = /^(Elu|Selu|Softplus|Softmax|LogSoftmax|.*Grad) bfloat16/

const m = createOps(createGraph())
const bfloat16Math = createOps(m.graph, 'bfloat16')
const mapInputs = (f: (name: keyof KernelInputs) => Tensor) =>
  Object.fromEntries(
    Object.keys(KERNEL_INPUTS).map((name) => [name, f(name as keyof KernelInputs)]),
  ) as KernelInputs
const inputs = mapInputs((name) => {
  const { value, dtype } = KERNEL_INPUTS[name]
  return m.argument(name, value.shape, dtype)
})
const bfloat16Inputs = mapInputs((name) =>
  inputs[name].dtype === 'float32' ? m.cast(inputs[name], 'bfloat16') : inputs[name],
)
/** Calls of all operations, by the operation's name and the variant. */
const calls = Object.entries(OP_CASES).flatMap(([type, { kernels, bfloat16 = true }]) =>
  Object.entries(kernels).map(([variant, call]) => ({
    name: variant === '' ? type : `${type} ${variant}`,
    call,
    bfloat16,
  })),
)
/** The calls that have bfloat16 inputs or outputs if their inputs are rounded to bfloat16. */
const roundedCalls = calls.flatMap(({ name, call, bfloat16 }): [string, Tensor][] => {
  if (!bfloat16) return []
  const tensor = call(bfloat16Math as Ops, bfloat16Inputs)
  const isRounded = [tensor, ...tensor.inputs].some(({ dtype }) => dtype === 'bfloat16')
  return isRounded ? [[`${name} bfloat16`, tensor]] : []
})
const tensors = new Map([
  ...calls.map(({ name, call }): [string, Tensor] => [name, call(m, inputs)]),
  ...roundedCalls,
])
const program: Program = { ops: m.graph.ops, batch: 4, next: new Map(), results: tensors }
const values = new Map<string, Values>(
  Object.entries(KERNEL_INPUTS).map(([name, { dtype, value }]) => [name, arrayOf(dtype, value.data)]),
)
const references = interpret(
  [...tensors.values()],
  Object.fromEntries(Object.entries(KERNEL_INPUTS).map(([name, { value }]) => [name, value])),
)

it('has a call for every operation', () => {
  const tested = new Set([...tensors.values()].map((t) => t.type))
  expect(Object.values(OPS).flatMap(({ type }) => (tested.has(type) ? [] : [type]))).toEqual([])
})
it('repeats all calls with bfloat16 but those of integers, and those that no layer calls with it', () => {
  const repeated = new Set(roundedCalls.map(([name]) => name.replace(' bfloat16', '')))
  const others = calls.flatMap(({ name }) =>
    repeated.has(name) || / (u?int|bool)|^Cast/.test(name) ? [] : [name],
  )
  expect(others).toEqual([
    ...[
      'Iota',
      'LogicalAnd',
      'BitwiseXor',
      'BitwiseOr',
      'LeftShift',
      'RightShift',
      'RightShift random numbers',
    ],
    ...[
      'ArgMax',
      'ArgMax first axis',
      'OneHot',
      'SparseSoftmaxCrossEntropy',
      'SparseSoftmaxCrossEntropyGrad',
    ],
  ])
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
