/** Model + data + settings → the pure functions a run consists of: one training step, one batch of evaluation, a prediction.
 *  The plan's states hold everything a run has to remember, so a checkpoint is these and the position in the shuffle. */

import type { DataInfo } from '../data/data-info.ts'
import { type Config, memberOf, type Props } from '../fields/index.ts'
import { takeApart } from '../graph/accumulators.ts'
import { gradients } from '../graph/gradients.ts'
import { createGraph, mathOn, type Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/ops.ts'
import type { DataSpec, Plan, Program, StateSpec } from '../graph/program.ts'
import { seriesOf } from '../model/checks.ts'
import type { Model, ModelCall } from '../model/model.ts'
import { losses } from './losses/index.ts'
import { metricNames, metrics } from './metrics/index.ts'
import type { Sums } from './metrics/metric.ts'
import { averageOf, optimize } from './optimize.ts'
import { type Build, layerBuilder } from './owner.ts'
import { scalar, use } from './states.ts'

export interface PlanSettings {
  readonly model: Model
  readonly optimizer: Config
  readonly data: Pick<DataInfo, 'shape' | 'dtype' | 'preparation' | 'target'>
  readonly seed: number
  /** Factor on the loss of each class's rows while training; null or absent: 1. */
  readonly classWeight?: readonly number[] | null
}

export function buildPlan(settings: PlanSettings): Plan {
  const { model, data } = settings
  const states = new Map<string, StateSpec>()
  const series = seriesOf(model)
  const target: DataSpec = {
    name: 'y',
    shape: [],
    dtype: data.target.kind === 'classes' ? 'int32' : 'float32',
  }
  const plan: Plan = {
    get state() {
      return [...states.values()]
    },
    data: [{ name: 'x', shape: data.shape, dtype: data.dtype }, target],
    train: (batch) => trainProgram(settings, states, batch),
    evaluate: (batch) => evaluateProgram(settings, states, batch),
    predict: (batch) => predictProgram(settings, states, batch),
    get averages() {
      const weights = [...states.values()].filter((s) => s.role === 'weight').map((s) => s.name)
      return new Map(weights.map((w) => [w, averageOf(w)] as const).filter(([, a]) => states.has(a)))
    },
    series,
    get accumulators() {
      return [...states.values()].filter((s) => s.role === 'metric')
    },
    figures: (sums) => Float32Array.from(figuresOf(model, takeApart(plan.accumulators, sums))),
  }
  // One build declares every state, in the order of their use: the plan is complete before anybody reads it.
  plan.train(1)
  return plan
}

/** The start of a program. */
export function begin(
  states: Map<string, StateSpec>,
  batch: number,
  training: boolean,
  masked: boolean,
  runSeed: number,
): Build {
  const m = mathOn(createGraph())
  const rowWeights = masked ? m.argument('weight', [batch]) : null
  const b = {
    m,
    training,
    states,
    trained: new Map(),
    constraints: new Map(),
    next: new Map(),
    penalties: [],
    rowWeights,
    rows: rowWeights ? m.sum(rowWeights) : m.constant(batch),
  }
  const only = b as unknown as Build
  return {
    ...b,
    seed: [
      use(only, scalar('seed_0', 'setting', 'uint32', runSeed)),
      use(only, scalar('seed_1', 'setting', 'uint32', 2)),
    ],
    step: use(only, scalar('step', 'counter', 'uint32', 0)),
  }
}

/** Raw rows → what the Input layer gives: (x − offset) × scale. */
function prepare(m: Ops, raw: Tensor, { offset, scale }: DataInfo['preparation']): Tensor {
  const row = raw.shape.slice(1)
  const per = (values: readonly number[]) =>
    values.length === 1 ? m.constant(values[0]!) : m.constant(values, row)
  const x = m.cast(raw, 'float32')
  const centred = offset.every((v) => v === 0) ? x : m.sub(x, per(offset))
  return scale.every((v) => v === 1) ? centred : m.mul(centred, per(scale))
}

/** Output of the network for one batch. `seen` is told what each call gives. */
export function forward(
  b: Build,
  { model, data, seed }: PlanSettings,
  batch: number,
  seen: (call: ModelCall, value: Tensor) => void = () => {},
): Tensor {
  const x = prepare(b.m, b.m.argument('data:x', [batch, ...data.shape], data.dtype), data.preparation)
  const values: Tensor[] = []
  const calls = new Map<string, number>()
  for (const call of model.calls) {
    const { definition, props, id } = call.layer
    const nth = calls.get(id) ?? 0
    calls.set(id, nth + 1)
    if (definition.type === 'Input') values.push(x)
    else if (definition.type === 'Output') values.push(values[call.inputs[0]!]!)
    else
      values.push(
        definition.build(
          layerBuilder(b, call.layer, nth, seed),
          call.inputs.map((i) => values[i]!),
          props as never,
        ),
      )
    seen(call, values.at(-1)!)
  }
  return values[model.outputs[0]!]!
}

/** The loss of each row, [batch], and what each metric adds, by the names of its accumulators. */
export function judge(
  b: Build,
  settings: PlanSettings,
  prediction: Tensor,
  batch: number,
): { readonly loss: Tensor; readonly metrics: ReadonlyMap<string, Tensor> } {
  const { m } = b
  const props = outputOf(settings.model)
  const definition = memberOf(losses, props.loss)
  const y = m.argument('data:y', [batch], settings.data.target.kind === 'classes' ? 'int32' : 'float32')
  const target =
    definition.target === 'class'
      ? y
      : definition.target === 'one-hot'
        ? m.oneHot(y, prediction.shape.at(-1)!)
        : m.reshape(m.cast(y, 'float32'), prediction.shape)
  const perRow = definition.perRow(
    m,
    target,
    prediction,
    props.loss as unknown as Props<typeof definition.fields>,
  )
  const weighted =
    b.training && settings.classWeight
      ? m.mul(perRow, m.gather(m.constant(settings.classWeight, [settings.classWeight.length]), y))
      : perRow
  const judged = { m, target, prediction, form: definition.target, overRows: (v: Tensor) => overRows(b, v) }
  return {
    loss: props.loss_weight === 1 ? weighted : m.mul(weighted, props.loss_weight),
    metrics: new Map(
      eachMetric(props.metrics).flatMap(({ series, definition: metric, props: own }) =>
        Object.entries(metric.update(judged, own)).map(([part, sum]) => [accumulator(series, part), sum]),
      ),
    ),
  }
}

interface OutputProps {
  readonly loss: Config
  readonly loss_weight: number
  readonly metrics: readonly Config[]
}
const outputOf = (model: Model) => model.calls[model.outputs[0]!]!.layer.props as unknown as OutputProps

const eachMetric = (configs: readonly Config[]) =>
  metricNames(configs).map((series, i) => {
    const definition = memberOf(metrics, configs[i]!)
    return { series, definition, props: configs[i] as unknown as Props<typeof definition.fields> }
  })

/** Name of the state a series adds up in: the only one of a mean, or one of several. */
const accumulator = (series: string, part: string): string =>
  part === 'total' ? `sum/${series}` : `sum/${series}/${part}`

/** Sum over the rows that count. */
function overRows({ m, rowWeights }: Build, values: Tensor): Tensor {
  if (!rowWeights) return m.sum(values, [0])
  const weights = m.reshape(rowWeights, [values.shape[0]!, ...values.shape.slice(1).map(() => 1)])
  return m.sum(m.mul(values, weights), [0])
}

/** Loss and metrics from what has been added up. */
function figuresOf(model: Model, sums: ReadonlyMap<string, Float32Array>): number[] {
  const rows = sums.get('rows')![0]!
  return [
    sums.get('sum/loss')![0]! / rows,
    ...eachMetric(outputOf(model).metrics).map(({ series, definition, props }) => {
      const prefix = accumulator(series, '')
      const own: Sums = Object.fromEntries(
        [...sums].flatMap(([name, values]) =>
          name === accumulator(series, 'total')
            ? [['total', values]]
            : name.startsWith(prefix)
              ? [[name.slice(prefix.length), values]]
              : [],
        ),
      )
      return definition.result(own, rows, props)
    }),
  ]
}

function accumulate(b: Build, loss: Tensor, sums: ReadonlyMap<string, Tensor>): void {
  const all = new Map([['rows', b.rows], ['sum/loss', loss], ...sums])
  for (const [name, by] of all) {
    const shape = by.shape as readonly number[]
    const initial = () => new Float32Array(shape.reduce((n, d) => n * d, 1))
    const before = use(b, { name, shape, dtype: 'float32', role: 'metric', initial })
    b.next.set(name, b.m.add(before, by))
  }
}

const finish = (b: Build, batch: number, results: [string, Tensor][] = []): Program => ({
  ops: b.m.graph.ops,
  batch,
  next: b.next,
  results: new Map(results),
})

function trainProgram(settings: PlanSettings, states: Map<string, StateSpec>, batch: number): Program {
  const b = begin(states, batch, true, false, settings.seed)
  const { m } = b
  const judged = judge(b, settings, forward(b, settings, batch), batch)
  const loss = b.penalties.reduce((sum, p) => m.add(sum, p), m.mean(judged.loss))
  optimize(b, settings.optimizer, gradients(m.graph, loss, [...b.trained.values()]))
  accumulate(b, m.mul(loss, batch), judged.metrics)
  b.next.set('step', m.add(b.step, 1))
  // First step whose loss was not finite, −1 before any.
  const bad = use(b, scalar('bad_step', 'counter', 'int32', -1))
  const nowBad = m.select(m.isFinite(loss), m.constant(-1, [], 'int32'), m.cast(b.step, 'int32'))
  b.next.set('bad_step', m.select(m.less(bad, 0), nowBad, bad))
  return finish(b, batch)
}

function evaluateProgram(settings: PlanSettings, states: Map<string, StateSpec>, batch: number): Program {
  const b = begin(states, batch, false, true, settings.seed)
  const { m } = b
  const judged = judge(b, settings, forward(b, settings, batch), batch)
  const loss = b.penalties.reduce((sum, p) => m.add(sum, m.mul(p, b.rows)), overRows(b, judged.loss))
  accumulate(b, loss, judged.metrics)
  return finish(b, batch)
}

function predictProgram(settings: PlanSettings, states: Map<string, StateSpec>, batch: number): Program {
  const b = begin(states, batch, false, false, settings.seed)
  return finish(b, batch, [['prediction', forward(b, settings, batch)]])
}
