/** Builds one SavedModel of a whole run from a plan: data and states are variables, and the functions are train (a loop over steps), rest
 *  (the last, smaller batch), evaluate, predict, read and write; for small networks also epochs, a loop that contains these. A loop is one
 *  pure function whose variables are inputs and outputs, so that XLA can compile it; start and end are values, so one compilation serves
 *  any chunk. */
import type { DataSpec, Plan, Program, StateSpec } from '../../../../shared/graph/program.ts'
import type { RunSizes } from '../executor.ts'
import { addEpochs } from './epochs.ts'
import { defineFunction, functionBody } from './function-body.ts'
import { defineLoop, type Loop } from './loop.ts'
import { outerGraph } from './outer-graph.ts'
import {
  type Argument,
  addCall,
  feedArgument,
  initialAccumulators,
  type Parts,
  stepBody,
  variablesOf,
} from './parts.ts'
import { emitProgram } from './program-body.ts'
import { encodeSavedModel, type FunctionDef } from './proto.ts'
import { attr } from './types.ts'

export interface SavedModel {
  readonly bytes: Uint8Array
  /** Name of the variable of a state or data column (`state:NAME`, `data:NAME`). */
  variable(argument: string): string
}

/** Excludes a function from TensorFlow's graph optimizer by tf.data's attribute. XLA optimizes what it compiles. For a plain graph the
 *  optimizer takes 10 ms per layer before the first step: steps of 784-300-100-10 become about a tenth faster, those of 200 thin layers do
 *  not. */
const excludeFromOptimizer = (f: FunctionDef): FunctionDef => ({
  ...f,
  attr: { _tf_data_function: attr.bool(true) },
})

/** Number of nodes of about 50 layers. */
const DEEP_NODES = 3000
const isDeep = (functions: readonly FunctionDef[]) =>
  functions.reduce((n, f) => n + f.node_def.length, 0) > DEEP_NODES

/** @param xla compiles the training loop; rarely run functions are not compiled, because that costs more than it saves */
export function buildSavedModel(plan: Plan, sizes: RunSizes, xla: boolean): SavedModel {
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

  const parts = { plan, graph, functions, variables, fresh: feedArgument(graph, 'fresh', 'int32', []), xla }
  const train = sizes.steps > 0 ? addTraining(parts, sizes) : null
  if (train && sizes.joined) addEpochs(parts, sizes, sizes.joined, train)
  if (sizes.lastBatchSize > 0) {
    const rows = feedArgument(graph, 'rest_rows', 'int32', [sizes.lastBatchSize])
    addStep(parts, 'rest', plan.train(sizes.lastBatchSize), rows, [rows])
  }
  const rows = feedArgument(graph, 'evaluate_rows', 'int32', [sizes.evaluationBatchSize])
  const weight = feedArgument(graph, 'weight', 'float32', [sizes.evaluationBatchSize])
  addStep(parts, 'evaluate', plan.evaluate(sizes.evaluationBatchSize), rows, [rows, weight])
  addPrediction(parts, sizes.evaluationBatchSize)
  return {
    bytes: encodeSavedModel(
      graph.nodes,
      xla || isDeep(functions) ? functions.map(excludeFromOptimizer) : functions,
    ),
    variable(argument) {
      const found = variables.get(argument)
      if (!found) throw new Error(`The run has no ${argument}`)
      return found.name
    },
  }
}

function addTraining(parts: Parts, { steps, batchSize }: RunSizes): Loop {
  const { graph, functions } = parts
  const program = parts.plan.train(batchSize)
  const start = feedArgument(graph, 'start', 'int32', [])
  const end = feedArgument(graph, 'end', 'int32', [])
  const order = feedArgument(graph, 'order', 'int32', [steps, batchSize])
  const loop = defineLoop(parts, 'train', program, [order], (body, step) => ({
    rows: body.gather(order.name, step, 'int32'),
  }))
  const outer = functionBody()
  const initialValues = new Map(
    Object.entries(initialAccumulators(parts, outer)).map(([key, value]) => [
      parts.variables.get(key)!.name,
      value,
    ]),
  )
  const next = loop.run(outer, start.name, end.name, (v) => initialValues.get(v.name) ?? v.name)
  const functionArgs = [parts.fresh, start, end, ...loop.args]
  const out = loop.changing.map((v) => ({ ...v, name: `${v.name}_out`, from: next(v) }))
  functions.push(defineFunction('train', functionArgs, out, outer.nodes))
  addCall(parts, 'train', program, functionArgs, loop.changing, parts.xla)
  return loop
}

/** One program as a function of the fed arguments and its variables. */
function addStep(
  parts: Parts,
  name: string,
  program: Program,
  rows: Argument,
  fedArgs: readonly Argument[],
): void {
  const { data, fixed, changing } = variablesOf(parts, program)
  const args = [parts.fresh, ...fedArgs, ...data, ...fixed, ...changing]
  const body = functionBody()
  const next = stepBody(parts, program, body, rows.name, {
    weight: 'weight',
    ...initialAccumulators(parts, body),
  })
  const out = changing.map((v, i) => ({ ...v, name: `${v.name}_out`, from: next[i]! }))
  parts.functions.push(defineFunction(name, args, out, body.nodes))
  addCall(parts, name, program, args, changing, false)
}

/** Node to fetch for the predictions of the n-th Output. */
export const predictionNode = (output: number): string => `prediction${output}`

/** Features as stored → predictions of each Output. */
function addPrediction(parts: Parts, batch: number): void {
  const program = parts.plan.predict(batch)
  const { fixed } = variablesOf(parts, program)
  const x = parts.plan.data.find((d) => d.name === 'x')!
  const features = feedArgument(parts.graph, 'features', x.dtype, [batch, ...x.shape])
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
