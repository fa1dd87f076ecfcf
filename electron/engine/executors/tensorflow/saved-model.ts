/** Plan → one SavedModel that holds a whole run: data and states are variables, and what is done to them is
 *  train (a loop over steps), rest (the last, smaller batch), evaluate, predict, read and write. The loop is one pure function that
 *  variables enter and leave at its border, so that XLA can compile it; start and end are values, so one compile serves any chunk. */
import type { Op } from '../../../../shared/graph/ops.ts'
import type { DataSpec, Plan, Program, StateSpec } from '../../../../shared/graph/program.ts'
import { BAD_STEP, type RunSizes } from '../executor.ts'
import { defineFunction, functionBody, type Value } from './function-body.ts'
import { type OuterGraph, outerGraph } from './outer-graph.ts'
import { argumentsOf, emitProgram } from './program-body.ts'
import { encodeSavedModel, type FunctionDef } from './proto.ts'
import { attr, DT } from './types.ts'

type Argument = Value & { readonly from: string; readonly shape: readonly number[] }

export interface Emitted {
  readonly bytes: Uint8Array
  /** Variable of a state or of a data column (`state:NAME`, `data:NAME`). */
  variable(argument: string): string
}

/** @param xla compiles the training loop; what runs seldom stays plain, as compiling it costs more than it saves. */
export function buildSavedModel(plan: Plan, sizes: RunSizes, xla: boolean): Emitted {
  const specs = [
    ...plan.data.map((d): [string, DataSpec | StateSpec, readonly number[]] => [
      `data:${d.name}`,
      d,
      [sizes.rows, ...d.shape],
    ]),
    ...plan.state.map((s): [string, DataSpec | StateSpec, readonly number[]] => [
      `state:${s.name}`,
      s,
      s.shape,
    ]),
  ]
  const variables = new Map<string, Argument>(
    specs.map(([key, { dtype }, shape], i) => [key, { name: `v${i}`, from: `v${i}/read`, dtype, shape }]),
  )
  const graph = outerGraph()
  const functions: FunctionDef[] = []
  for (const { name, dtype, shape } of variables.values()) graph.variable(name, dtype, shape)

  const parts = { plan, graph, functions, variables, fresh: fed(graph, 'fresh', 'int32', []) }
  if (sizes.steps > 0) addTraining(parts, sizes, xla)
  if (sizes.rest > 0) {
    const rows = fed(graph, 'rest_rows', 'int32', [sizes.rest])
    addStep(parts, 'rest', plan.train(sizes.rest), rows, [rows])
  }
  const rows = fed(graph, 'evaluate_rows', 'int32', [sizes.evaluate])
  const weight = fed(graph, 'weight', 'float32', [sizes.evaluate])
  addStep(parts, 'evaluate', plan.evaluate(sizes.evaluate), rows, [rows, weight])
  addPrediction(parts, sizes.evaluate)
  return {
    bytes: encodeSavedModel(graph.nodes, functions),
    variable(argument) {
      const found = variables.get(argument)
      if (!found) throw new Error(`The run has no ${argument}`)
      return found.name
    },
  }
}

interface Parts {
  readonly plan: Plan
  readonly graph: OuterGraph
  readonly functions: FunctionDef[]
  readonly variables: ReadonlyMap<string, Argument>
  /** 1: the accumulators begin at zero, whatever they hold. */
  readonly fresh: Argument
}

/** Values of the accumulators at the beginning of a call, by argument. */
function beginnings({ plan, variables, fresh }: Parts, body: ReturnType<typeof functionBody>) {
  const isFresh = body.node('Less', [body.int(0), fresh.name], { T: attr.type('int32') }, 'z')
  const type = { T: attr.type('float32') }
  return Object.fromEntries(
    plan.accumulators.map(({ name }) => {
      const key = `state:${name}`
      const inputs = [isFresh, body.constant('float32', [], [0]), variables.get(key)!.name]
      return [key, body.node('SelectV2', inputs, type, 'output')]
    }),
  )
}

function fed(graph: OuterGraph, name: string, dtype: Value['dtype'], shape: readonly number[]): Argument {
  return { name, from: graph.feed(name, dtype, shape), dtype, shape }
}

/** The variables a program reads or writes: data, states it only reads, states it changes. */
function variablesOf({ variables }: Parts, program: Program) {
  const changing = [...program.next.keys()].map((name) => `state:${name}`)
  const read = argumentsOf(program).map((op) => op.attrs.name as string)
  const of = (keys: Iterable<string>) => [...keys].flatMap((k) => variables.get(k) ?? [])
  const names = new Set(read.filter((k) => !changing.includes(k)))
  return {
    data: of([...names].filter((k) => k.startsWith('data:'))),
    fixed: of([...names].filter((k) => k.startsWith('state:'))),
    changing: of(changing),
  }
}

/** A program's nodes with its data rows gathered by `rows`; `named` are arguments that are given as such. */
function stepBody(
  { variables, plan }: Parts,
  program: Program,
  body: ReturnType<typeof functionBody>,
  rows: string | null,
  named: { readonly [argument: string]: string },
) {
  const gathered = new Map(plan.data.map((d) => [`data:${d.name}`, d.dtype]))
  const value = emitProgram(body, program, (name) => {
    if (Object.hasOwn(named, name)) return named[name]!
    const found = variables.get(name)
    if (!found) throw new Error(`The program reads ${name}, which the run does not have`)
    const dtype = gathered.get(name)
    return dtype && rows !== null ? body.gather(found.name, rows, dtype) : found.name
  })
  return [...program.next.values()].map((tensor: Op) => value(tensor))
}

function addTraining(parts: Parts, { steps, batch }: RunSizes, xla: boolean): void {
  const { graph, functions } = parts
  const program = parts.plan.train(batch)
  const { data, fixed, changing } = variablesOf(parts, program)
  const order = fed(graph, 'order', 'int32', [steps, batch])
  const start = fed(graph, 'start', 'int32', [])
  const end = fed(graph, 'end', 'int32', [])
  const step: Argument = { ...start, name: 'step' }
  const loop = [step, end, order, ...data, ...fixed, ...changing]

  const body = functionBody()
  const rows = body.gather(order.name, step.name, 'int32')
  const next = stepBody(parts, program, body, rows, {})
  const following = body.node('AddV2', [step.name, body.int(1)], { T: attr.type('int32') }, 'z')
  const outcome = (v: Argument, i: number) =>
    i === 0 ? following : (next[i - (loop.length - changing.length)] ?? v.name)
  const results = loop.map((v, i) => ({ ...v, name: `${v.name}_out`, from: outcome(v, i) }))
  functions.push(defineFunction('train_body', loop, results, body.nodes))

  const test = functionBody()
  const go = test.node('Less', [step.name, end.name], { T: attr.type('int32') }, 'z')
  functions.push(defineFunction('train_cond', loop, [{ name: 'go', dtype: 'bool', from: go }], test.nodes))

  const outer = functionBody()
  const begin = new Map(
    Object.entries(beginnings(parts, outer)).map(([key, value]) => [parts.variables.get(key)!.name, value]),
  )
  /** 'While_N:output:', to which the number of a result is added. */
  const loopResult = outer
    .node(
      'While',
      [start.name, ...loop.slice(1).map((v) => begin.get(v.name) ?? v.name)],
      {
        T: attr.types(loop.map((v) => DT[v.dtype])),
        cond: attr.func('train_cond'),
        body: attr.func('train_body'),
        output_shapes: attr.shapes(loop.map((v) => v.shape)),
        parallel_iterations: attr.int(1),
      },
      'output',
    )
    .slice(0, -1)
  const whole = [parts.fresh, start, ...loop.slice(1)]
  const out = changing.map((v, i) => ({
    ...v,
    name: `${v.name}_out`,
    from: `${loopResult}${loop.length - changing.length + i}`,
  }))
  functions.push(defineFunction('train', whole, out, outer.nodes))
  finish(parts, 'train', program, whole, changing, xla)
}

/** One program as a function of the fed arguments and its variables. */
function addStep(
  parts: Parts,
  name: string,
  program: Program,
  rows: Argument,
  given: readonly Argument[],
): void {
  const { data, fixed, changing } = variablesOf(parts, program)
  const args = [parts.fresh, ...given, ...data, ...fixed, ...changing]
  const body = functionBody()
  const next = stepBody(parts, program, body, rows.name, { weight: 'weight', ...beginnings(parts, body) })
  const out = changing.map((v, i) => ({ ...v, name: `${v.name}_out`, from: next[i]! }))
  parts.functions.push(defineFunction(name, args, out, body.nodes))
  finish(parts, name, program, args, changing, false)
}

/** Calls the function, assigns what it changed, and gives `NAME/figures` (accumulators) and `NAME/bad` to fetch. A call that met a
 *  loss that was not finite assigns nothing: the states stay what they were before it. */
function finish(
  { graph, plan }: Parts,
  name: string,
  program: Program,
  args: readonly Argument[],
  changing: readonly Argument[],
  xla: boolean,
): void {
  const results = graph.call(`${name}/call`, name, args, changing, xla)
  const names = [...program.next.keys()]
  const result = (state: string) => results[names.indexOf(state)]!
  const good = names.includes(BAD_STEP) ? isGood(graph, name, result(BAD_STEP)) : null
  const assign = (v: Argument, value: string) =>
    `^${graph.node(`${name}/assign/${v.name}`, 'AssignVariableOp', [v.name, value], { dtype: attr.type(v.dtype) })}`
  const all = changing.map((v, i) =>
    assign(v, good === null ? results[i]! : whereGood(graph, `${name}/if/${v.name}`, results[i]!, v, good)),
  )
  const assigned = good === null ? all : [eitherWay(graph, name, good, all)]
  const whole = graph.node(`${name}/flat`, 'Const', [], {
    dtype: attr.type('int32'),
    value: attr.tensor('int32', [1], [-1]),
  })
  const float = { T: attr.type('float32') }
  const figures = plan.accumulators.map((spec) =>
    graph.node(`${name}/figures/${spec.name}`, 'Reshape', [result(spec.name), whole], {
      ...float,
      Tshape: attr.type('int32'),
    }),
  )
  const axis = graph.node(`${name}/axis`, 'Const', [], {
    dtype: attr.type('int32'),
    value: attr.tensor('int32', [], [0]),
  })
  graph.node(`${name}/figures`, 'ConcatV2', [...figures, axis, ...assigned], {
    ...float,
    N: attr.int(figures.length),
    Tidx: attr.type('int32'),
  })
  if (names.includes(BAD_STEP))
    graph.node(`${name}/bad`, 'Identity', [result(BAD_STEP), ...assigned], { T: attr.type('int32') })
}

/** Whether there was no bad step. */
function isGood(graph: OuterGraph, name: string, bad: string): string {
  const zero = graph.node(`${name}/zero`, 'Const', [], {
    dtype: attr.type('int32'),
    value: attr.tensor('int32', [], [0]),
  })
  return graph.node(`${name}/good`, 'Less', [bad, zero], { T: attr.type('int32') })
}

/** The value where it is good; otherwise a dead tensor, with which nothing runs. Passes it on without a copy. */
const whereGood = (graph: OuterGraph, node: string, value: string, { dtype }: Value, good: string): string =>
  `${graph.node(node, 'Switch', [value, good], { T: attr.type(dtype) })}:1`

/** A control input that is there once everything assigned is, or at once when nothing was to be. */
function eitherWay(graph: OuterGraph, name: string, good: string, assigned: readonly string[]): string {
  const type = { T: attr.type('bool') }
  const way = graph.node(`${name}/way`, 'Switch', [good, good], type)
  const done = graph.node(`${name}/done`, 'Identity', [`${way}:1`, ...assigned], type)
  return `^${graph.node(`${name}/either`, 'Merge', [`${way}:0`, done], { ...type, N: attr.int(2) })}`
}

/** Node to fetch for what the n-th Output says. */
export const predictionNode = (output: number): string => `prediction${output}`

/** Features fed as they are stored → what each Output says. */
function addPrediction(parts: Parts, batch: number): void {
  const program = parts.plan.predict(batch)
  const { fixed } = variablesOf(parts, program)
  const x = parts.plan.data.find((d) => d.name === 'x')!
  const features = fed(parts.graph, 'features', x.dtype, [batch, ...x.shape])
  const body = functionBody()
  const value = emitProgram(body, program, (name) =>
    name === 'data:x' ? features.name : parts.variables.get(name)!.name,
  )
  const out = parts.plan.outputs.map((name, i) => {
    const prediction = program.results.get(name)!
    return { name: predictionNode(i), dtype: prediction.dtype, from: value(prediction) }
  })
  const args = [features, ...fixed]
  parts.functions.push(defineFunction('predict', args, out, body.nodes))
  const results = parts.graph.call('predict/call', 'predict', args, out, false)
  for (const [i, { name, dtype }] of out.entries())
    parts.graph.node(name, 'Identity', [results[i]!], { T: attr.type(dtype) })
}
