/** Building blocks of a run's SavedModel functions: variables, programs as bodies and as loops, assignments and fetches of a call. */
import type { Op } from '../../../../shared/graph/op.ts'
import type { Plan, Program } from '../../../../shared/graph/program.ts'
import { BAD_STEP } from '../executor.ts'
import type { FunctionBody, NodeOutput } from './function-body.ts'
import type { OuterGraph } from './outer-graph.ts'
import { argumentsOf, emitProgram } from './program-body.ts'
import type { FunctionDef } from './proto.ts'
import { attr } from './types.ts'

export type Argument = NodeOutput & { readonly from: string; readonly shape: readonly number[] }

export interface Parts {
  readonly plan: Plan
  readonly graph: OuterGraph
  readonly functions: FunctionDef[]
  readonly variables: ReadonlyMap<string, Argument>
  /** 1 if the accumulators start at zero. */
  readonly fresh: Argument
  /** Whether the loops are compiled by XLA. */
  readonly xla: boolean
}

/** Initial values of the accumulators in a call, by argument. */
export function initialAccumulators({ plan, variables, fresh }: Parts, body: FunctionBody) {
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

export function feedArgument(
  graph: OuterGraph,
  name: string,
  dtype: NodeOutput['dtype'],
  shape: readonly number[],
): Argument {
  return { name, from: graph.feed(name, dtype, shape), dtype, shape }
}

/** The variables of a program: data, states that it only reads, states that it changes. */
export function variablesOf({ variables }: Parts, program: Program) {
  const changing = [...program.next.keys()].map((name) => `state:${name}`)
  const read = argumentsOf(program).map((op) => op.attrs.name as string)
  const variablesNamed = (keys: Iterable<string>) => [...keys].flatMap((k) => variables.get(k) ?? [])
  const names = new Set(read.filter((k) => !changing.includes(k)))
  return {
    data: variablesNamed([...names].filter((k) => k.startsWith('data:'))),
    fixed: variablesNamed([...names].filter((k) => k.startsWith('state:'))),
    changing: variablesNamed(changing),
  }
}

/** The nodes of a program, with its data rows gathered by `rows`; `named` are the values of other arguments. */
export function stepBody(
  { variables, plan }: Parts,
  program: Program,
  body: FunctionBody,
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

/** Calls a function, assigns the changed states, and adds `NAME/figures` (accumulators) and `NAME/bad` as fetches. A call with a loss that
 *  is not finite assigns nothing, so the states are unchanged.
 *  @param extraResults results besides the changed states, fetched as `NAME/RESULT` */
export function addCall(
  { graph, plan }: Parts,
  name: string,
  program: Program,
  args: readonly Argument[],
  changing: readonly Argument[],
  xla: boolean,
  extraResults: readonly Argument[] = [],
): void {
  const results = graph.call(`${name}/call`, name, args, [...changing, ...extraResults], xla)
  const names = [...program.next.keys()]
  const result = (state: string) => results[names.indexOf(state)]!
  const noBadStep = names.includes(BAD_STEP) ? hasNoBadStep(graph, name, result(BAD_STEP)) : null
  const assign = (v: Argument, value: string) =>
    `^${graph.node(`${name}/assign/${v.name}`, 'AssignVariableOp', [v.name, value], { dtype: attr.type(v.dtype) })}`
  const assignments = changing.map((v, i) =>
    assign(
      v,
      noBadStep === null ? results[i]! : passIfGood(graph, `${name}/if/${v.name}`, results[i]!, v, noBadStep),
    ),
  )
  const assigned = noBadStep === null ? assignments : [mergeAssignments(graph, name, noBadStep, assignments)]
  const flatShape = graph.node(`${name}/flat`, 'Const', [], {
    dtype: attr.type('int32'),
    value: attr.tensor('int32', [1], [-1]),
  })
  const float = { T: attr.type('float32') }
  const figures = plan.accumulators.map((spec) =>
    graph.node(`${name}/figures/${spec.name}`, 'Reshape', [result(spec.name), flatShape], {
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
  for (const [i, v] of extraResults.entries())
    graph.node(`${name}/${v.name}`, 'Identity', [results[changing.length + i]!], { T: attr.type(v.dtype) })
}

/** Whether there was no bad step. */
function hasNoBadStep(graph: OuterGraph, name: string, bad: string): string {
  const zero = graph.node(`${name}/zero`, 'Const', [], {
    dtype: attr.type('int32'),
    value: attr.tensor('int32', [], [0]),
  })
  return graph.node(`${name}/good`, 'Less', [bad, zero], { T: attr.type('int32') })
}

/** The value if the condition holds; otherwise a dead tensor, whose consumers do not run. Does not copy. */
const passIfGood = (
  graph: OuterGraph,
  node: string,
  value: string,
  { dtype }: NodeOutput,
  good: string,
): string => `${graph.node(node, 'Switch', [value, good], { T: attr.type(dtype) })}:1`

/** A control input that is available when all assignments are done, or at once if there are none. */
function mergeAssignments(
  graph: OuterGraph,
  name: string,
  good: string,
  assigned: readonly string[],
): string {
  const type = { T: attr.type('bool') }
  const branches = graph.node(`${name}/way`, 'Switch', [good, good], type)
  const done = graph.node(`${name}/done`, 'Identity', [`${branches}:1`, ...assigned], type)
  return `^${graph.node(`${name}/either`, 'Merge', [`${branches}:0`, done], { ...type, N: attr.int(2) })}`
}
