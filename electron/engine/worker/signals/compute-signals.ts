/** Settings, states and a batch of rows → signals: runs a probe of everything, and describes each tensor. */
import { activations } from '../../../../shared/catalog/activations/index.ts'
import type { Config, Props } from '../../../../shared/fields/index.ts'
import type { StateSpec } from '../../../../shared/graph/program.ts'
import { activationConfigOf } from '../../../../shared/model/hints/hint-rule.ts'
import type { Model, ModelCall } from '../../../../shared/model/model.ts'
import { atOnce, type Slices } from '../../../../shared/random/slices.ts'
import { type GradientFigures, gradientFigures } from '../../../../shared/signals/gradient-signals.ts'
import {
  DETAIL_BINS,
  gradientAxis,
  histogram,
  outputAxis,
  SHARED_BINS,
} from '../../../../shared/signals/histogram.ts'
import { type OutputFigures, outputFigures } from '../../../../shared/signals/output-signals.ts'
import type {
  CallSignals,
  GradientSignals,
  NormalizationSignals,
  OutputSignals,
  SignalAxes,
  Signals,
  WeightSignals,
} from '../../../../shared/signals/signals.ts'
import {
  countNonFinite,
  isSymmetric,
  movingAgainstBatch,
  norm,
} from '../../../../shared/signals/weight-signals.ts'
import type { PlanSettings } from '../../../../shared/training/plan-settings.ts'
import {
  buildProbe,
  PROBED_LOSS,
  type Probe,
  type ProbedKind,
  type ProbedTensor,
} from '../../../../shared/training/probe.ts'
import type { Executor, LoadedProgram, StateValues } from '../../executors/executor.ts'
import type { Values } from '../../executors/values.ts'

/** What is computed of a network; whoever asks knows the rest. */
export type SignalFigures = Omit<Signals, 'source' | 'problems' | 'milliseconds'>

/** A network that signals are computed of, for any weights and rows. */
export interface SignalsProgram {
  /** The states that it reads. */
  readonly states: readonly StateSpec[]
  /** @param states by name @param columns of the batch by name: x, y, w */
  compute(states: StateValues, columns: ReadonlyMap<string, Values>): SignalFigures
  /** The same in slices of a few milliseconds. */
  slices(states: StateValues, columns: ReadonlyMap<string, Values>): Slices<SignalFigures>
  close(): void
}

/** @param settings without `outputs` in the model, no gradients are computed
 *  @param rows of each batch */
export function openSignals(settings: PlanSettings, rows: number, executor: Executor): SignalsProgram {
  const hasLoss = settings.model.outputs.length > 0
  const kinds: readonly ProbedKind[] = [
    'output',
    ...(hasLoss ? (['outputGradient', 'weightGradient', 'update'] as const) : []),
  ]
  const probe = buildProbe(withoutAccumulation(settings), rows, {
    training: true,
    kinds,
    measures: { value: (m, x) => m.cast(x, 'float32') },
  })
  const loaded = executor.load(probe.program, new Map())
  function* slices(states: StateValues, columns: ReadonlyMap<string, Values>): Slices<SignalFigures> {
    const results = yield* runInSlices(loaded, argumentsOf(states, columns))
    return yield* describeAll(settings.model, rows, probe, results, states)
  }
  return {
    states: probe.states,
    slices,
    compute: (states, columns) => atOnce(slices(states, columns)),
    close: () => loaded.close(),
  }
}

/** A step that only adds to gradients changes nothing: the update is the one that this batch alone would make. */
const withoutAccumulation = (settings: PlanSettings): PlanSettings => ({
  ...settings,
  optimizer: { ...settings.optimizer, gradient_accumulation_steps: null },
})

const argumentsOf = (states: StateValues, columns: ReadonlyMap<string, Values>) =>
  new Map<string, Values>([
    ...[...states].map(([name, values]) => [`state:${name}`, values] as const),
    ...[...columns].map(([name, values]) => [`data:${name}`, values] as const),
  ])

function* runInSlices(
  loaded: LoadedProgram,
  args: ReadonlyMap<string, Values>,
): Slices<ReadonlyMap<string, Values>> {
  const { results } = loaded.slices ? yield* loaded.slices(args) : loaded.run(args)
  return results
}

interface Described {
  readonly call: ModelCall
  readonly values: Float32Array
  readonly figures: OutputFigures
  readonly gradient: GradientFigures | null
}

function* describeAll(
  model: Model,
  rows: number,
  probe: Probe<'value'>,
  results: ReadonlyMap<string, Values>,
  states: StateValues,
): Slices<SignalFigures> {
  const valuesOf = (tensor: ProbedTensor) => results.get(probe.resultOf(tensor, 'value')) as Float32Array
  const of = (kind: ProbedKind) => probe.tensors.filter((tensor) => tensor.kind === kind)
  const gradients = new Map(of('outputGradient').map((tensor) => [tensor.call, valuesOf(tensor)]))
  const described: Described[] = []
  for (const tensor of of('output')) {
    const call = model.calls[tensor.call]!
    const values = valuesOf(tensor)
    const gradient = gradients.get(tensor.call)
    described.push({
      call,
      values,
      figures: outputFigures(
        values,
        tensor.shape.length > 1 ? tensor.shape.at(-1)! : 1,
        saturatingBounds(call),
      ),
      gradient: gradient ? gradientFigures(gradient) : null,
    })
    yield
  }
  const axes = sharedAxes(model, described)
  const calls: CallSignals[] = []
  for (const each of described) {
    calls.push(callSignals(each, axes))
    yield
  }
  const weights = weightSignals(model, probe, results, states)
  const loss = results.get(PROBED_LOSS)
  return {
    rows,
    axes,
    calls,
    weights,
    normalizations: normalizationSignals(model, rows, described, states),
    loss: loss ? loss[0]! : null,
  }
}

/** The bounds of the activation at the end of a call, if it saturates there. */
function saturatingBounds(call: ModelCall): readonly [number, number] | null {
  const config: Config = activationConfigOf(call)
  const definition = activations.members.find(({ type }) => type === config.type)
  if (!definition || definition.saturation === undefined) return null
  const range = definition.range(config as unknown as Props<typeof definition.fields>)
  return range.every(Number.isFinite) ? range : null
}

/** Standard deviations around the mean that an axis shows. */
const SHOWN_DEVIATIONS = 3
/** Decades below the mean that the axis of gradients reaches where more than a tenth are 0. */
const SHOWN_DECADES = 2

/** Axes of what layers with weights, and those after them, put out: pixels before them would make it unreadable. */
function sharedAxes(model: Model, described: readonly Described[]): SignalAxes {
  const computed = afterWeights(model)
  const isShown = (_: Described, i: number) => computed.has(i)
  const shown = described.some(isShown) ? described.filter(isShown) : described
  const outputs = shown.flatMap(({ figures: { mean, deviation, min, max } }): [number, number][] =>
    Number.isFinite(mean + deviation)
      ? [
          [
            Math.max(min, mean - SHOWN_DEVIATIONS * deviation),
            Math.min(max, mean + SHOWN_DEVIATIONS * deviation),
          ],
        ]
      : [],
  )
  const gradients = shown.flatMap(({ gradient }): [number, number][] => {
    if (!gradient?.range) return []
    const { low, high, mean, range } = gradient
    const from = low > 0 ? Math.log10(low) : Math.max(range[0], Math.log10(mean) - SHOWN_DECADES)
    return [[from, Math.log10(Math.max(high, mean))]]
  })
  return { outputs: outputAxis(outputs), gradients: gradientAxis(gradients) }
}

/** Indices of calls of layers with weights, and of those after them. */
function afterWeights({ calls }: Model): ReadonlySet<number> {
  const found = new Set<number>()
  for (const [i, { layer, inputs }] of calls.entries())
    if (layer.weights.length > 0 || inputs.some((from) => found.has(from))) found.add(i)
  return found
}

function callSignals({ call, values, figures, gradient }: Described, axes: SignalAxes): CallSignals {
  const { node, layer, outputShape } = call
  return {
    node,
    layer: layer.name,
    type: layer.definition.type,
    shape: outputShape.slice(1) as readonly number[],
    outputs: {
      ...figures,
      histogram: histogram(values, axes.outputs, SHARED_BINS),
      detail: histogram(values, ownOutputAxis(figures), DETAIL_BINS),
    } satisfies OutputSignals,
    gradients: gradient && gradientSignals(gradient, axes),
  }
}

/** From the smallest to the largest value; of one value, around it. */
function ownOutputAxis({ min, max }: OutputFigures): readonly [number, number] {
  if (!Number.isFinite(min)) return [0, 1]
  return min < max ? [min, max] : [min - 0.5, max + 0.5]
}

/** Decades that the histogram of one call shows below its largest gradient. */
const OWN_DECADES = 12

function gradientSignals(
  { range, magnitudes, ...figures }: GradientFigures,
  axes: SignalAxes,
): GradientSignals {
  const [low, high] = range ?? [-1, 0]
  const from = Math.max(low, high - OWN_DECADES)
  const own = from < high ? ([from, high] as const) : ([from - 0.5, high + 0.5] as const)
  return {
    ...figures,
    histogram: histogram(magnitudes, axes.gradients ?? [-1, 0], SHARED_BINS),
    // Rounded to float32 like the values, so that the ends are in it.
    detail: histogram(magnitudes, [Math.fround(own[0]), Math.fround(own[1])], DETAIL_BINS),
  }
}

/** Of each weight of each layer, in the order of the layers. */
function weightSignals(
  { layers, calls }: Model,
  probe: Probe<'value'>,
  results: ReadonlyMap<string, Values>,
  states: StateValues,
): readonly WeightSignals[] {
  const tensors = new Map(probe.tensors.map((tensor) => [tensor.name, tensor]))
  const normOf = (kind: ProbedKind, name: string): number | null => {
    const tensor = tensors.get(`${kind}/${name}`)
    return tensor ? norm(results.get(probe.resultOf(tensor, 'value'))!) : null
  }
  return layers.flatMap(({ name: layer, weights }) => {
    const { node } = calls.find((call) => call.layer.name === layer)!
    return weights.map(({ name: weight, shape, trainable }): WeightSignals => {
      const name = `${layer}/${weight}`
      const values = states.get(name)!
      return {
        ...{ node, layer, weight, shape, trainable },
        norm: norm(values),
        gradientNorm: normOf('weightGradient', name),
        updateNorm: normOf('update', name),
        nonFinite: countNonFinite(values),
        isSymmetric: isSymmetric(values, shape),
      }
    })
  })
}

/** Of each normalization over the batch, at its first call. */
function normalizationSignals(
  { layers, calls }: Model,
  rows: number,
  described: readonly Described[],
  states: StateValues,
): readonly NormalizationSignals[] {
  return layers.flatMap((layer): NormalizationSignals[] => {
    if (layer.definition.normalizes !== 'batch') return []
    const { node, inputs, inputShapes } = calls.find((call) => call.layer === layer)!
    const shape = [rows, ...(inputShapes[0]!.slice(1) as readonly number[])]
    const axis = layer.props.axis as number
    const moving = {
      mean: states.get(`${layer.name}/moving_mean`)!,
      variance: states.get(`${layer.name}/moving_variance`)!,
    }
    const { values } = described[inputs[0]!]!
    const figures = movingAgainstBatch(values, shape, axis < 0 ? axis + shape.length : axis, moving)
    return [{ node, layer: layer.name, ...figures }]
  })
}
