/** Runs a Keras case in our programs, and describes it to Keras: with the same weights, batches and requested values. */

import { losses } from '../../shared/catalog/losses/index.ts'
import { metricNames, metrics, needColumn } from '../../shared/catalog/metrics/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { indexOfTarget, type TargetInfo, targetColumn, WEIGHTS_COLUMN } from '../../shared/data/data-info.ts'
import {
  type Config,
  type Family,
  type Field,
  type Fields,
  findMember,
  getMember,
  nonDefaultProps,
} from '../../shared/fields/index.ts'
import { packAccumulators } from '../../shared/graph/accumulators.ts'
import type { Plan, Program } from '../../shared/graph/program.ts'
import { isObject } from '../../shared/json.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { columnsOf, type Model } from '../../shared/model/model.ts'
import { type ModelOutput, outputsOf, seriesOf } from '../../shared/model/series.ts'
import { buildPlan } from '../../shared/training/plan.ts'
import type { PlanSettings } from '../../shared/training/plan-settings.ts'
import { callsOf, columnName, documentOf, outputLayer, targetName } from './case-document.ts'
import type { KerasCase } from './cases/types.ts'
import { type Nd, nd, runProgram, size } from './interpreter.ts'
import type { Request } from './keras.ts'
import { streamOf } from './random-arrays.ts'

const BATCH = 6
/** The number of held-out rows. It is not a multiple of Keras's batch size, so that Keras's last batch is smaller. Our programs evaluate
 *  two of Keras's batches at once and pad the last one. */
const HELD_OUT = 11
export const KERAS_BATCH = 4
const EVALUATION_BATCH = 2 * KERAS_BATCH

/** The answer of either side: values row-major, weights named as in `layer1/kernel`. */
export interface Answer {
  readonly prediction: readonly number[]
  readonly loss: number
  readonly gradients: { readonly [weight: string]: readonly number[] }
  /** The loss and the metrics over the held-out rows. */
  readonly evaluated: readonly number[]
  /** The loss and the metrics of the first step, as a progress bar shows them. */
  readonly figures: readonly number[]
  /** The moving averages after the first step. */
  readonly moving: { readonly [weight: string]: readonly number[] }
  readonly after?: {
    readonly loss: number
    readonly prediction: readonly number[]
    readonly weights: { readonly [weight: string]: readonly number[] }
  }
}

/** Runs a program on arguments. It is the interpreter or an executor. */
export type Runner = (
  program: Program,
  args: { readonly [name: string]: Nd },
) => {
  readonly next: ReadonlyMap<string, ArrayLike<number>>
  readonly results: ReadonlyMap<string, ArrayLike<number>>
}

export const interpreter: Runner = (program, args) => {
  const { next, results } = runProgram(program, args)
  const plain = (map: Map<string, Nd>) => new Map([...map].map(([name, value]) => [name, value.data]))
  return { next: plain(next), results: plain(results) }
}

export interface Rows {
  /** The values as the data stores them, before the preparation. */
  readonly raw: Nd
  /** For each target, one number or class index per row, or the numbers of its labels. */
  readonly targets: readonly Float64Array[]
  readonly weights: Float64Array | null
}
const countOf = ({ raw }: Rows): number => raw.shape[0]!
export interface CaseData {
  readonly model: Model
  readonly data: PlanSettings['data']
  readonly batches: readonly Rows[]
  readonly heldOut: Rows
  /** The weights by state name. */
  readonly weights: ReadonlyMap<string, Nd>
}

/** The weights and rows of a case. They depend on its name alone, are exact in float32, and are the same on every machine. */
export function caseDataOf(c: KerasCase): CaseData {
  const { model, problems } = analyze(documentOf(c))
  if (!model) throw new Error(`${c.name}: ${problems.map((p) => p.message.en).join(' ')}`)
  const stream = streamOf([...c.name].reduce((h, ch) => (h * 31 + ch.charCodeAt(0)) % 2 ** 31, 7))
  const uniformBetween = (low: number, high: number) => Math.fround(low + (high - low) * stream.uniform())
  const weight = (name: string) => () => {
    if (name === 'moving_variance') return uniformBetween(0.5, 2)
    if (name === 'gamma') return uniformBetween(0.5, 1.5)
    return Math.fround((c.scale ?? 1) * uniformBetween(-0.8, 0.8))
  }
  const weights = model.layers.flatMap((layer) =>
    layer.weights.map((w) => [`${layer.name}/${w.name}`, nd(w.shape, weight(w.name))] as const),
  )
  const isUint8 = c.preparation?.dtype === 'uint8'
  const rows = (n: number): Rows => ({
    raw: nd([n, ...c.input], () => (isUint8 ? stream.uniformInt(256) : uniformBetween(-2, 2))),
    targets: [c.classes ?? 0, ...(c.further ?? [])].map((classes, i) =>
      i === 0 && c.labels
        ? Float64Array.from({ length: n * c.labels }, () => stream.uniformInt(2))
        : Float64Array.from({ length: n }, () =>
            classes ? stream.uniformInt(classes) : uniformBetween(-1, 1),
          ),
    ),
    weights: c.weighted ? Float64Array.from({ length: n }, () => uniformBetween(0, 2)) : null,
  })
  const target = (classes: number, i: number): TargetInfo => ({
    name: targetName(i),
    kind: i === 0 && c.labels ? 'labels' : classes ? 'classes' : 'number',
    classes: Array.from({ length: i === 0 && c.labels ? c.labels : classes }, (_, n) => String(n)),
  })
  return {
    model,
    data: {
      shape: c.input,
      dtype: c.preparation?.dtype ?? 'float32',
      preparation: c.preparation ?? { offset: [0], scale: [1] },
      columns: Array.from({ length: c.input[0]! }, (_, i) => ({ name: columnName(i) })),
      targets: [target(c.classes ?? 0, 0), ...(c.further ?? []).map((classes, i) => target(classes, i + 1))],
      weights: c.weighted ? 'weight' : null,
    },
    batches: Array.from({ length: c.steps ?? 1 }, () => rows(BATCH)),
    heldOut: rows(HELD_OUT),
    weights: new Map(weights),
  }
}

// ── ours ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The answer of our programs, which `run` executes. */
export function ourAnswer(c: KerasCase, run: Runner): Answer {
  const { model, data, batches, heldOut, weights } = caseDataOf(c)
  const optimizer = optimizerOf(c)
  const { classWeight = null, dtypePolicy } = c
  const common = { model, data, seed: 1, batchSize: KERAS_BATCH, classWeight, dtypePolicy }
  const plan = withCachedPrograms(buildPlan({ ...common, optimizer }))
  // At a learning rate of 1 the momentum after the first step is the negated gradient.
  const gradientPlan = buildPlan({
    ...common,
    optimizer: { ...optimizerOf({ ...c, optimizer: 'sgd' }), learning_rate: 1, momentum: 0.5 },
  })
  const figuresOf = (states: States) => [
    ...plan.figures(packAccumulators(plan.accumulators, arraysOf(states))),
  ]

  const statesAfterStep = step(run, gradientPlan, initialStates(gradientPlan, weights), batches[0]!)
  const trained = model.layers.flatMap((layer) =>
    layer.weights.flatMap((w) => (w.trainable ? [`${layer.name}/${w.name}`] : [])),
  )
  const moving = [...weights.keys()].filter((name) => name.includes('moving'))
  const answer: Answer = {
    prediction: predict(run, plan, initialStates(plan, weights), batches[0]!),
    loss: figuresOf(statesAfterStep)[0]!,
    gradients: Object.fromEntries(
      trained.map((name) => [
        name,
        Array.from(statesAfterStep.get(`optimizer/momentum/${name}`)!.data, (v) => -v),
      ]),
    ),
    evaluated: figuresOf(evaluate(run, plan, initialStates(plan, weights), heldOut)),
    figures: figuresOf(statesAfterStep),
    moving: Object.fromEntries(moving.map((name) => [name, [...statesAfterStep.get(name)!.data]])),
  }
  if (batches.length === 1) return answer
  let states = initialStates(plan, weights)
  for (const batch of batches) states = step(run, plan, states, batch)
  return {
    ...answer,
    after: {
      loss: figuresOf(evaluate(run, plan, resetAccumulators(plan, states), batches[0]!))[0]!,
      prediction: predict(run, plan, states, batches[0]!),
      weights: Object.fromEntries([...weights.keys()].map((name) => [name, [...states.get(name)!.data]])),
    },
  }
}

/** The plan with its programs cached by the number of rows, so that a runner can cache them by identity. */
function withCachedPrograms(plan: Plan): Plan {
  const cache = new Map<string, Program>()
  const cached = (name: 'train' | 'evaluate') => (batch: number) => {
    const program = cache.get(`${name} ${batch}`) ?? plan[name](batch)
    cache.set(`${name} ${batch}`, program)
    return program
  }
  return Object.create(plan, {
    train: { value: cached('train') },
    evaluate: { value: cached('evaluate') },
  }) as Plan
}

type States = ReadonlyMap<string, Nd>

const initialStates = (plan: Plan, weights: ReadonlyMap<string, Nd>): States =>
  new Map(plan.state.map((s) => [s.name, weights.get(s.name) ?? nd(s.shape, s.initial())]))

/** The states with the accumulators reset, as at the start of an epoch. */
function resetAccumulators(plan: Plan, states: States): States {
  const resets = new Map(plan.accumulators.map((s) => [s.name, nd(s.shape, s.initial())]))
  return new Map([...states].map(([name, value]) => [name, resets.get(name) ?? value]))
}

const arraysOf = (states: States) => new Map([...states].map(([name, value]) => [name, value.data]))

const argsOf = (states: States, rows: Rows) => ({
  ...Object.fromEntries([...states].map(([name, value]) => [`state:${name}`, value])),
  'data:x': rows.raw,
  ...Object.fromEntries(
    rows.targets.map((y, i) => {
      const n = countOf(rows)
      return [`data:${targetColumn(i)}`, nd(y.length === n ? [n] : [n, y.length / n], y)]
    }),
  ),
  ...(rows.weights ? { [`data:${WEIGHTS_COLUMN}`]: nd([rows.weights.length], rows.weights) } : {}),
})

function withNext(states: States, next: ReadonlyMap<string, ArrayLike<number>>): States {
  return new Map(
    [...states].map(([name, value]) => [name, next.has(name) ? nd(value.shape, next.get(name)!) : value]),
  )
}

const step = (run: Runner, plan: Plan, states: States, rows: Rows): States =>
  withNext(states, run(plan.train(countOf(rows)), argsOf(states, rows)).next)

/** The predictions of all Outputs, one after the other. */
function predict(run: Runner, plan: Plan, states: States, rows: Rows): number[] {
  const { results } = run(plan.predict(countOf(rows)), argsOf(states, rows))
  return plan.outputs.flatMap((name) => Array.from(results.get(name)!))
}

/** Evaluates the rows in batches of a fixed size. The last batch is padded with rows of weight 0. */
function evaluate(run: Runner, plan: Plan, states: States, rows: Rows): States {
  const n = countOf(rows)
  const width = rows.raw.data.length / n
  let current = states
  for (let from = 0; from < n; from += EVALUATION_BATCH) {
    const at = (i: number) => Math.min(from + i, n - 1)
    const padded = (of: Float64Array) => {
      const each = of.length / n
      return Float64Array.from(
        { length: EVALUATION_BATCH * each },
        (_, i) => of[at(Math.floor(i / each)) * each + (i % each)]!,
      )
    }
    const part: Rows = {
      raw: nd(
        [EVALUATION_BATCH, ...rows.raw.shape.slice(1)],
        (i) => rows.raw.data[at(Math.floor(i / width)) * width + (i % width)]!,
      ),
      targets: rows.targets.map((y) => padded(y)),
      weights: rows.weights && padded(rows.weights),
    }
    const weight = nd([EVALUATION_BATCH], (i) => (from + i < n ? 1 : 0))
    current = withNext(
      current,
      run(plan.evaluate(EVALUATION_BATCH), { ...argsOf(current, part), weight }).next,
    )
  }
  return current
}

export function optimizerOf(c: KerasCase): Config {
  const raw = c.optimizer ?? 'sgd'
  const config = typeof raw === 'string' ? { type: raw } : (raw as { type: string })
  const definition = getMember(optimizers, config)
  const defaults = Object.fromEntries(Object.entries(definition.fields).map(([name, f]) => [name, f.default]))
  return { ...defaults, ...config } as Config
}

// ── Keras ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The case as a request to ask_keras.py. */
export function kerasRequest(c: KerasCase): Request {
  const { model, data, batches, heldOut, weights } = caseDataOf(c)
  const outputs = outputsOf(model)
  /** One value, or one for each Output by its name where there are several. */
  const perOutput = <T>(of: (output: ModelOutput) => T) =>
    outputs.length === 1
      ? of(outputs[0]!)
      : Object.fromEntries(outputs.map((output) => [output.name, of(output)]))
  const compile = {
    optimizer: describeConfig(optimizers, optimizerOf(c)),
    loss: perOutput(({ props }) => describeConfig(losses, props.loss)),
    ...(outputs.every(({ props }) => props.loss_weight === 1)
      ? {}
      : {
          loss_weights:
            outputs.length === 1
              ? [outputs[0]!.props.loss_weight]
              : perOutput(({ props }) => props.loss_weight),
        }),
    metrics: perOutput(({ props }) => metricsOf(props.metrics)),
    ...(outputs.every(({ props }) => props.weighted_metrics.length === 0)
      ? {}
      : { weighted_metrics: perOutput(({ props }) => metricsOf(props.weighted_metrics)) }),
  }
  const target = ({ targets }: Rows) =>
    perOutput(({ props }) => {
      const index = indexOfTarget(
        data.targets.map(({ name }) => name),
        props.target,
      )
      const y = targets[index]!
      const classes = data.targets[index]!.classes.length
      const form = getMember(losses, props.loss).target
      const column = needColumn([...props.metrics, ...props.weighted_metrics])
      if (data.targets[index]!.kind === 'labels')
        return { values: [...y], dtype: 'float32', shape: [y.length / classes, classes] }
      if (form === 'class') return { values: [...y], dtype: 'int32', shape: [y.length] }
      if (form === 'number')
        return { values: [...y], dtype: 'float32', shape: column ? [y.length, 1] : [y.length] }
      const oneHot = [...y].flatMap((v) => Array.from({ length: classes }, (_, i) => (i === v ? 1 : 0)))
      return { values: oneHot, dtype: 'float32', shape: [y.length, classes] }
    })
  const { offset, scale } = data.preparation
  const width = size(c.input)
  const of = (values: readonly number[], i: number) => values[values.length === 1 ? 0 : i % width]!
  const prepared = ({ raw }: Rows) =>
    Array.from(raw.data, (v, i) =>
      Math.fround(Math.fround(v - Math.fround(of(offset, i))) * Math.fround(of(scale, i))),
    )
  return {
    kind: 'train',
    name: c.name,
    input_shape: c.input,
    ...(c.inputs
      ? {
          inputs: Object.fromEntries(
            model.inputs.map((at) => {
              const call = model.calls[at]!
              return [
                call.layer.name,
                columnsOf(call)!.map((name) => data.columns.findIndex((d) => d.name === name)),
              ]
            }),
          ),
        }
      : {}),
    ...(outputs.length > 1
      ? {
          outputs: Object.fromEntries(
            outputs.map(({ name }) => [name, c.outputs!.find((_, i) => outputLayer(c, i) === name)!.from]),
          ),
        }
      : {}),
    layers: c.layers.map((_, i) => layerOf(model, c, i)),
    calls: callsOf(c),
    weights: Object.fromEntries([...weights].map(([name, value]) => [name, [...value.data]])),
    x: batches.map(prepared),
    y: batches.map(target),
    held_out: [prepared(heldOut), target(heldOut)],
    ...(c.weighted ? { sample_weight: [...batches, heldOut].map(({ weights: w }) => [...w!]) } : {}),
    compile,
    steps: batches.length,
    series: seriesOf(model),
    ...(c.dtypePolicy ? { policy: c.dtypePolicy } : {}),
    ...(c.classWeight ? { class_weight: c.classWeight } : {}),
  }
}

function layerOf(model: Model, c: KerasCase, i: number): unknown {
  const layer = model.calls.find((call) => call.layer.id === `l${i + 1}`)!.layer
  return {
    keras: layer.definition.keras,
    config: {
      ...describeProps(layer.definition.fields, layer.props),
      name: layer.name,
      ...(c.layers[i]!.trainable === false ? { trainable: false } : {}),
      ...(layer.dtype === null ? {} : { dtype: layer.dtype }),
    },
  }
}

/** The metrics by name, or as configurations. A second metric of a type gets its name explicitly, because Keras's automatic name depends
 *  on the order in which the metrics are created. */
const metricsOf = (configs: readonly Config[]) =>
  metricNames(configs).map((name, i) => {
    const config = configs[i]!
    const { keras, fields } = getMember(metrics, config)
    const own = describeProps(fields, config)
    if (Object.keys(own).length === 0) return config.type
    return { keras, config: name === config.type ? own : { ...own, name } }
  })

/** A configuration in the form that ask_keras.py reads. */
export function describeConfig(family: Family, config: Config): unknown {
  const definition = findMember(family, config.type)!
  const { python } = definition
  const made = python ? { python: python.join('\n'), name: definition.type } : { keras: definition.keras }
  return { ...made, config: describeProps(definition.fields, config) }
}

export function describeProps(
  fields: Fields,
  props: { readonly [name: string]: unknown },
): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.keys(nonDefaultProps(fields, props)).map((name) => {
      const field = fields[name] as Field
      const value = props[name]
      if ((field.kind !== 'config' && field.kind !== 'rate') || !isObject(value)) return [name, value]
      const config = value as Config
      const own = nonDefaultProps(getMember(field.family(), config).fields, config)
      return [name, Object.keys(own).length === 0 ? config.type : describeConfig(field.family(), config)]
    }),
  )
}
