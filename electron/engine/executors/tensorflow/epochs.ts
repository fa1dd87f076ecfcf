/** Several epochs as one function, because an epoch of a small network is shorter than the overhead of a call. A loop over epochs contains
 *  the loops over steps, the smaller last batch and the validation rows; the results of each epoch are written to its row of three
 *  tables. */
import { totalSize } from '../../../../shared/graph/accumulators.ts'
import type { DType } from '../../../../shared/graph/op.ts'
import type { Plan, StateSpec } from '../../../../shared/graph/program.ts'
import { elementCount } from '../../../../shared/graph/shape.ts'
import type { RunSizes } from '../executor.ts'
import { defineFunction, type FunctionBody, functionBody } from './function-body.ts'
import { defineLoop, defineWhile, type Loop } from './loop.ts'
import { type Argument, addCall, feedArgument, type Parts } from './parts.ts'
import { attr } from './types.ts'

/** Columns of the table of states, in order: all states that a step changes except the sums, as the bits of int32. */
export const tableStates = (plan: Plan, batch: number): readonly StateSpec[] => {
  const { next } = plan.train(batch)
  return plan.state.filter((s) => next.has(s.name) && s.role !== 'metric')
}

/** Feeds `epochs/…`: the orders of the epochs, their number (`count`), the steps of the first epoch that are done (`from`) and the end step
 *  of the last one (`to`), validation rows in blocks and their mask (`held`, `weights`). Fetches: the tables `epochs/train` and
 *  `epochs/validation` (sums) and `epochs/states`. @param train the loop over steps */
export function addEpochs(
  parts: Parts,
  sizes: RunSizes,
  joined: NonNullable<RunSizes['joined']>,
  train: Loop,
): void {
  const { plan, graph, variables } = parts
  const { steps, batchSize, lastBatchSize, evaluationBatchSize } = sizes
  const stepsPerEpoch = steps + Math.sign(lastBatchSize)
  const blocks = Math.ceil(joined.validation / evaluationBatchSize)
  const input = (name: string, dtype: 'int32' | 'float32', shape: readonly number[]): Argument => ({
    ...feedArgument(graph, `epochs/${name}`, dtype, shape),
    name,
  })
  const inputs = [
    input('from', 'int32', []),
    input('to', 'int32', []),
    input('orders', 'int32', [joined.epochs, steps * batchSize + lastBatchSize]),
  ]
  const countInput = input('count', 'int32', [])
  const held =
    blocks > 0
      ? [
          input('held', 'int32', [blocks, evaluationBatchSize]),
          input('weights', 'float32', [blocks, evaluationBatchSize]),
        ]
      : []
  const last = innerArgument('last', 'int32', [lastBatchSize])
  const restLoop =
    lastBatchSize > 0
      ? defineLoop(parts, 'epochs_rest', plan.train(lastBatchSize), [last], () => ({ rows: 'last' }))
      : null
  const validation =
    blocks > 0
      ? defineLoop(parts, 'epochs_validation', plan.evaluate(evaluationBatchSize), held, (body, step) => ({
          rows: body.gather('held', step, 'int32'),
          named: { weight: body.gather('weights', step, 'float32') },
        }))
      : null
  const program = plan.train(batchSize)
  const states = tableStates(plan, batchSize)
  const width = states.reduce((n, s) => n + elementCount(s.shape), 0)
  const tables = {
    train: innerArgument('train', 'float32', [joined.epochs, totalSize(plan.accumulators)]),
    validation: innerArgument('validation', 'float32', [joined.epochs, totalSize(plan.accumulators)]),
    states: innerArgument('states', 'int32', [joined.epochs, width]),
  }
  const allVariables = new Set(variables.values())
  const args = [train, restLoop, validation].flatMap((loop) => loop?.args ?? [])
  const usedVariables = [...new Set(args.filter((v) => allVariables.has(v)))]
  const functionArgs = [...inputs, ...held, ...usedVariables]
  const sums = plan.accumulators.map((s) => variables.get(`state:${s.name}`)!)

  const body = functionBody()
  const math = integerMath(body)
  /** Values that have changed since the beginning of the epoch. */
  const values = new Map<string, string>()
  const currentValue = (v: Argument) => values.get(v.name) ?? v.name
  const updateValues = (loop: Loop, result: (v: Argument) => string) => {
    for (const v of loop.changing) values.set(v.name, result(v))
  }
  const firstStep = math.select(math.equal('step', body.int(0)), 'from', body.int(0))
  const endStep = math.select(math.equal(math.add('step', body.int(1)), 'end'), 'to', body.int(stepsPerEpoch))
  const isFresh = math.equal(firstStep, body.int(0))
  for (const v of sums) values.set(v.name, math.select(isFresh, zero(body), v.name, 'float32'))
  const order = body.gather('orders', 'step', 'int32')
  values.set('order', reshape(body, slice(body, order, 0, steps * batchSize), [steps, batchSize], 'int32'))
  updateValues(
    train,
    train.run(body, math.min(firstStep, body.int(steps)), math.min(endStep, body.int(steps)), currentValue),
  )
  if (restLoop) {
    values.set('last', slice(body, order, steps * batchSize, lastBatchSize))
    // Runs once if the epoch is completed, otherwise never.
    updateValues(restLoop, restLoop.run(body, math.max(firstStep, body.int(steps)), endStep, currentValue))
  }
  const flatten = (v: Argument, value: string) => reshape(body, value, [-1], v.dtype)
  const trainSums = sums.map((v) => flatten(v, currentValue(v)))
  const toBlock = math.select(math.equal(endStep, body.int(stepsPerEpoch)), body.int(blocks), body.int(0))
  const validated = validation?.run(body, body.int(0), toBlock, (v) =>
    sums.includes(v) ? zero(body, v.shape) : currentValue(v),
  )
  const rows = {
    train: trainSums,
    validation: validated ? sums.map((v) => flatten(v, validated(v))) : trainSums,
    states: states.map((s) => bitsOf(body, currentValue(variables.get(`state:${s.name}`)!), s)),
  }
  for (const key of ['train', 'validation', 'states'] as const)
    values.set(tables[key].name, withRow(body, tables[key], rows[key]))
  const run = defineWhile(parts, 'epochs', [...functionArgs, ...Object.values(tables)], body, currentValue)

  const outerBody = functionBody()
  const empty = new Map(Object.values(tables).map((t) => [t, fill(outerBody, t)]))
  const end = run(outerBody, outerBody.int(0), 'count', (v) => empty.get(v) ?? v.name)
  const { changing } = train
  const results = [...changing, ...Object.values(tables)].map((v) => ({
    ...v,
    name: `${v.name}_out`,
    from: end(v),
  }))
  parts.functions.push(defineFunction('epochs', [countInput, ...functionArgs], results, outerBody.nodes))
  addCall(parts, 'epochs', program, [countInput, ...functionArgs], changing, parts.xla, Object.values(tables))
}

const innerArgument = (name: string, dtype: DType, shape: readonly number[]): Argument => ({
  name,
  from: name,
  dtype,
  shape,
})

const INT = { T: attr.type('int32') }
const integerMath = (body: FunctionBody) => ({
  add: (a: string, b: string) => body.node('AddV2', [a, b], INT, 'z'),
  min: (a: string, b: string) => body.node('Minimum', [a, b], INT, 'z'),
  max: (a: string, b: string) => body.node('Maximum', [a, b], INT, 'z'),
  equal: (a: string, b: string) =>
    body.node('Equal', [a, b], { ...INT, incompatible_shape_error: attr.bool(true) }, 'z'),
  select: (test: string, a: string, b: string, dtype: DType = 'int32') =>
    body.node('SelectV2', [test, a, b], { T: attr.type(dtype) }, 'output'),
})

const zero = (body: FunctionBody, shape: readonly number[] = []) =>
  body.constant('float32', shape, new Array<number>(elementCount(shape)).fill(0))

const reshape = (body: FunctionBody, x: string, shape: readonly number[], dtype: DType) =>
  body.node('Reshape', [x, body.ints(shape)], { T: attr.type(dtype), Tshape: attr.type('int32') }, 'output')

const slice = (body: FunctionBody, x: string, begin: number, size: number) =>
  body.node('Slice', [x, body.ints([begin]), body.ints([size])], { ...INT, Index: INT.T }, 'output')

const fill = (body: FunctionBody, { shape, dtype }: Argument) =>
  body.node(
    'Fill',
    [body.ints(shape), body.constant(dtype, [], [0])],
    { T: attr.type(dtype), index_type: INT.T },
    'output',
  )

/** A state's values as a list of int32 with the same bits. */
function bitsOf(body: FunctionBody, value: string, { dtype }: StateSpec): string {
  const list = reshape(body, value, [-1], dtype)
  return dtype === 'int32'
    ? list
    : body.node('Bitcast', [list], { T: attr.type(dtype), type: INT.T }, 'output')
}

/** The table with these lists, concatenated, as the row of this epoch. */
function withRow(body: FunctionBody, { name, dtype }: Argument, lists: readonly string[]): string {
  const T = attr.type(dtype)
  const joined = body.node(
    'ConcatV2',
    [...lists, body.int(0)],
    { T, N: attr.int(lists.length), Tidx: INT.T },
    'output',
  )
  const row = body.node('ExpandDims', [joined, body.int(0)], { T, Tdim: INT.T }, 'output')
  const position = body.node(
    'Pack',
    ['step', body.int(0)],
    { ...INT, N: attr.int(2), axis: attr.int(0) },
    'output',
  )
  return body.node('XlaDynamicUpdateSlice', [name, row, position], { T, Tindices: INT.T }, 'output')
}
