/** Model + data + settings → the pure functions of a run: a training step, an evaluation batch, a prediction. The plan's states contain
 *  everything that a run keeps, so a checkpoint consists of these and the position in the shuffled rows. */

import { storedShape } from '../data/column-info.ts'
import { targetColumn, targetShape, WEIGHTS_COLUMN } from '../data/data-info.ts'
import { unpackAccumulators } from '../graph/accumulators.ts'
import { gradients } from '../graph/gradients.ts'
import { createGraph, createOps } from '../graph/graph.ts'
import type { Tensor } from '../graph/op.ts'
import type { DataSpec, Plan, Program, StateSpec } from '../graph/program.ts'
import { columnsOf, type ModelCall } from '../model/model.ts'
import { outputsOf, seriesOf } from '../model/series.ts'
import { callLayer } from './call-layer.ts'
import type { Build } from './layer-builder.ts'
import { accumulator, computeLossAndSums, figureReader, ROWS } from './loss-and-metrics.ts'
import { averageStateName, optimize } from './optimize.ts'
import type { PlanSettings } from './plan-settings.ts'
import { prepareRows, selectColumns } from './prepare-rows.ts'
import { declareState, scalarState } from './states.ts'

export function buildPlan(settings: PlanSettings): Plan {
  const { model, data } = settings
  const states = new Map<string, StateSpec>()
  const targets = data.targets.map((target, i): DataSpec => {
    const dtype = target.kind === 'classes' ? 'int32' : 'float32'
    return { name: targetColumn(i), shape: targetShape(target), dtype }
  })
  const weights: readonly DataSpec[] =
    data.weights === null ? [] : [{ name: WEIGHTS_COLUMN, shape: [], dtype: 'float32' }]
  let reader: ReturnType<typeof figureReader> | null = null
  const plan: Plan = {
    get state() {
      return [...states.values()]
    },
    data: [{ name: 'x', shape: storedShape(data), dtype: data.dtype }, ...targets, ...weights],
    train: (batch) => trainProgram(settings, states, batch),
    evaluate: (batch) => evaluateProgram(settings, states, batch, false),
    score: (batch) => evaluateProgram(settings, states, batch, true),
    predict: (batch) => predictProgram(settings, states, batch, false),
    predictWithDropout: (batch) => predictProgram(settings, states, batch, true),
    get averages() {
      const weights = [...states.values()].filter((s) => s.role === 'weight').map((s) => s.name)
      return new Map(weights.map((w) => [w, averageStateName(w)] as const).filter(([, a]) => states.has(a)))
    },
    series: seriesOf(model),
    outputs: outputsOf(model).map(({ name }) => name),
    get accumulators() {
      return [...states.values()].filter((s) => s.role === 'metric')
    },
    figures: (sums) => {
      const accumulators = plan.accumulators
      reader ??= figureReader(
        model,
        accumulators.map((s) => s.name),
      )
      return Float32Array.from(reader(unpackAccumulators(accumulators, sums)))
    },
  }
  // One build declares all states in the order of their use, so that the plan is complete when it is returned.
  plan.train(1)
  return plan
}

/** Starts a program with its graph and the states that all programs share. */
export function beginProgram(
  states: Map<string, StateSpec>,
  batch: number,
  training: boolean,
  masked: boolean,
  runSeed: number,
): Build {
  const m = createOps(createGraph())
  const rowWeights = masked ? m.argument('weight', [batch]) : null
  const b = {
    m,
    training,
    dropout: false,
    states,
    trained: new Map(),
    constraints: new Map(),
    next: new Map(),
    penalties: [],
    rowWeights,
    rows: rowWeights ? m.sum(rowWeights) : m.constant(batch),
  }
  const partial = b as unknown as Build
  return {
    ...b,
    seed: [
      declareState(partial, scalarState('seed_0', 'setting', 'uint32', runSeed)),
      declareState(partial, scalarState('seed_1', 'setting', 'uint32', 2)),
    ],
    step: declareState(partial, scalarState('step', 'counter', 'uint32', 0)),
  }
}

/** The output of each Output of the network for one batch, float32, in the model's order.
 *  @param through receives the value of each call, and returns what the following ones get: the value itself */
export function forward(
  b: Build,
  settings: PlanSettings,
  batch: number,
  through: (call: ModelCall, value: Tensor, index: number) => Tensor = (_, value) => value,
): Tensor[] {
  const { model, data } = settings
  const inputValue = inputValues(b, data, batch)
  const values: Tensor[] = []
  const calls = new Map<string, number>()
  const outputOf = (call: ModelCall): Tensor => {
    const { definition, id } = call.layer
    const callIndex = calls.get(id) ?? 0
    calls.set(id, callIndex + 1)
    if (definition.role === 'input') return inputValue(call)
    const inputs = call.inputs.map((i) => values[i]!)
    return definition.role === 'output' ? inputs[0]! : callLayer(b, call.layer, callIndex, inputs, settings)
  }
  for (const [i, call] of model.calls.entries()) values.push(through(call, outputOf(call), i))
  return model.outputs.map((i) => b.m.cast(values[i]!, 'float32'))
}

/** What each Input puts out: its columns of the prepared rows, or the rows of its own. */
function inputValues({ m }: Build, data: PlanSettings['data'], batch: number): (call: ModelCall) => Tensor {
  if (data.ownInputs)
    return ({ layer, outputShape }) =>
      m.argument(`data:${ownInput(layer.name)}`, [batch, ...(outputShape.slice(1) as number[])])
  const x = prepareRows(m, m.argument('data:x', [batch, ...storedShape(data)], data.dtype), data)
  return (call) => selectColumns(m, x, columnsOf(call), data.columns)
}

/** Name of the column of an Input that has rows of its own. */
export const ownInput = (layer: string): string => `x/${layer}`

function accumulate(b: Build, loss: Tensor, sums: ReadonlyMap<string, Tensor>): void {
  const all = new Map([[ROWS, b.rows], [accumulator('loss', 'total'), loss], ...sums])
  for (const [name, increment] of all) {
    const shape = increment.shape as readonly number[]
    const initial = () => new Float32Array(shape.reduce((n, d) => n * d, 1))
    const before = declareState(b, { name, shape, dtype: 'float32', role: 'metric', initial })
    b.next.set(name, b.m.add(before, increment))
  }
}

const finish = (b: Build, batch: number, results: [string, Tensor][] = []): Program => ({
  ops: b.m.graph.ops,
  batch,
  next: b.next,
  results: new Map(results),
})

function trainProgram(settings: PlanSettings, states: Map<string, StateSpec>, batch: number): Program {
  const b = beginProgram(states, batch, true, false, settings.seed)
  const { m } = b
  const lossAndSums = computeLossAndSums(b, settings, forward(b, settings, batch), batch)
  const loss = b.penalties.reduce((sum, p) => m.add(sum, p), m.mean(lossAndSums.loss))
  optimize(b, settings.optimizer, gradients(m.graph, loss, [...b.trained.values()]))
  accumulate(b, m.mul(loss, batch), lossAndSums.sums)
  b.next.set('step', m.add(b.step, 1))
  // Step of the first loss that was not finite, −1 if there is none.
  const badStep = declareState(b, scalarState('bad_step', 'counter', 'int32', -1))
  const currentBadStep = m.select(m.isFinite(loss), m.constant(-1, [], 'int32'), m.cast(b.step, 'int32'))
  b.next.set('bad_step', m.select(m.less(badStep, 0), currentBadStep, badStep))
  return finish(b, batch)
}

/** @param withRows also returns the predictions and the losses of the rows */
function evaluateProgram(
  settings: PlanSettings,
  states: Map<string, StateSpec>,
  batch: number,
  withRows: boolean,
): Program {
  const b = beginProgram(states, batch, false, true, settings.seed)
  const { m } = b
  const predictions = forward(b, settings, batch)
  const lossAndSums = computeLossAndSums(b, settings, predictions, batch)
  const { rowWeights } = b
  const data = m.sum(rowWeights ? m.mul(lossAndSums.loss, rowWeights) : lossAndSums.loss)
  const loss = b.penalties.reduce((sum, p) => m.add(sum, m.mul(p, b.rows)), data)
  accumulate(b, loss, lossAndSums.sums)
  if (!withRows) return finish(b, batch)
  const results = outputsOf(settings.model).flatMap(({ name }, i): [string, Tensor][] => [
    [predictionResult(name), predictions[i]!],
    [lossResult(name), lossAndSums.rows[i]!],
  ])
  return finish(b, batch, results)
}

/** Names of the results of `score`, by Output. */
export const predictionResult = (output: string): string => `prediction/${output}`
export const lossResult = (output: string): string => `loss/${output}`

/** @param dropout layers that drop numbers at random do so */
function predictProgram(
  settings: PlanSettings,
  states: Map<string, StateSpec>,
  batch: number,
  dropout: boolean,
): Program {
  const b = { ...beginProgram(states, batch, false, false, settings.seed), dropout }
  const names = outputsOf(settings.model).map(({ name }) => name)
  return finish(
    b,
    batch,
    forward(b, settings, batch).map((prediction, i) => [names[i]!, prediction]),
  )
}
