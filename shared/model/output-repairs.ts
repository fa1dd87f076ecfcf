/** Repairs of an Output: loss, last layer and metrics are made compatible in one step, so that the repaired network can train. */
import { produce } from 'immer'
import type { Range } from '../catalog/activations/activation.ts'
import { tanh } from '../catalog/activations/bounded.ts'
import { activations } from '../catalog/activations/index.ts'
import { exponential, linear } from '../catalog/activations/smooth.ts'
import { activation } from '../catalog/layers/activation.ts'
import { dense } from '../catalog/layers/dense.ts'
import { losses } from '../catalog/losses/index.ts'
import { metrics } from '../catalog/metrics/index.ts'
import { type Document, mainNetwork } from '../document/document.ts'
import { addedNodes, addLayer, removeNodes } from '../document/edits.ts'
import { type Config, getMember } from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Fix } from './fix.ts'
import { changeLayerAt, setFieldAt } from './fixes.ts'
import { activationConfigOf, activationOf } from './hints/hint-rule.ts'
import { canReach, isProbability } from './last-activation.ts'
import { firstInputOf, type Model, type ModelCall } from './model.ts'
import { figureNames, type ModelOutput, type OutputProps } from './series.ts'
import { fixes } from './texts.ts'

export interface Repairs {
  /** One output for each of `count` classes. */
  classes(count: number): Fix
  /** One output for two classes. */
  binary(): Fix
  /** One yes or no for each of `count` labels. */
  labels(count: number): Fix
  /** One output that is a number, with an activation that can reach the target's values. */
  number(): Fix
  /** Probabilities as the loss and the metrics expect them; if the loss needs none, metrics that need none. */
  probabilities(): Fix
  /** The same loss and last layer, with compatible metrics. */
  figures(task: DesiredOutput['task']): Fix
}

/** The intended state of an Output. */
interface DesiredOutput {
  readonly loss: Config
  readonly units: number
  /** With its arguments if the activation is unchanged. */
  readonly activation: Config
  readonly task: 'classes' | 'yes or no' | 'labels' | 'numbers'
}

/** @param range of the target's values if they are numbers and known */
export function repairsOf(model: Model, output: ModelOutput, range: Range | null): Repairs {
  const { call, props } = output
  const { target, twoClasses = false, forCounts = false } = getMember(losses, props.loss)
  const feeder = firstInputOf(model, call)
  const ending = activationConfigOf(feeder)
  const last = activationOf(feeder)
  const units = call.inputShapes[0]!.at(-1) ?? 0
  const repairTo = (desired: DesiredOutput): Fix => repair(model, output, desired)

  const classes = (count: number, alwaysProbabilities = false): Fix => {
    const keepsLoss = target !== 'number'
    const loss: Config = keepsLoss ? props.loss : { type: 'sparse_categorical_crossentropy' }
    const usesLogits =
      keepsLoss && loss.from_logits === true && !isProbability(ending) && !alwaysProbabilities
    const keepsActivation =
      keepsLoss &&
      (usesLogits || !getMember(losses, loss).probabilities || last.probabilities === 'independent')
    return repairTo({
      loss: usesLogits ? loss : omit(loss, 'from_logits'),
      units: count,
      activation: keepsActivation ? ending : { type: 'softmax' },
      task: 'classes',
    })
  }
  const binary = (outputs = 1, task: DesiredOutput['task'] = 'yes or no'): Fix => {
    const loss: Config = twoClasses ? props.loss : { type: 'binary_crossentropy' }
    // Of the activations with both signs, only tanh is usual here.
    const signed = last.type === tanh.type ? ending : { type: linear.type }
    return repairTo({
      loss: omit(loss, 'from_logits'),
      units: outputs,
      activation: getMember(losses, loss).probabilities ? { type: 'sigmoid' } : signed,
      task,
    })
  }
  return {
    classes,
    binary,
    labels: (count) => binary(count, 'labels'),
    number() {
      const keepsLoss = target === 'number' && !twoClasses && !(forCounts && range !== null && range[0] < 0)
      const isReachable = last.probabilities !== 'exclusive' && (range === null || canReach(ending, range))
      // Counts must stay above 0.
      const unbounded = keepsLoss && forCounts ? exponential.type : linear.type
      return repairTo({
        loss: keepsLoss ? props.loss : { type: 'mean_squared_error' },
        units: 1,
        activation: keepsLoss && isReachable ? ending : { type: unbounded },
        task: 'numbers',
      })
    },
    probabilities: () => (twoClasses ? binary(units) : classes(units, true)),
    figures: (task) => repairTo({ loss: props.loss, units, activation: ending, task }),
  }
}

const omit = (config: Config, field: string): Config => {
  const { [field]: _, ...rest } = config
  return rest as Config
}

function repair(model: Model, output: ModelOutput, desired: DesiredOutput): Fix {
  const { call, props } = output
  const lastLayers = lastLayersOf(model, call)
  const figures = {
    metrics: compatibleMetrics(props.metrics, desired),
    weighted_metrics: compatibleMetrics(props.weighted_metrics, desired),
  }
  const units = call.inputShapes[0]!.at(-1) !== desired.units
  const activation = activationOf(firstInputOf(model, call)).type !== desired.activation.type
  return {
    label: labelOf(props, desired, figures.metrics, { units, activation, added: lastLayers === null }),
    apply(document) {
      let after = document
      if (units || activation)
        after = lastLayers
          ? changeLastLayers(after, lastLayers, desired, { units, activation })
          : insertDense(after, call, desired)
      for (const [field, value] of Object.entries({ loss: desired.loss, ...figures }))
        if (!isEqual(value, props[field as keyof OutputProps]))
          after = setFieldAt(after, call.node, field, value as Json)
      return updateMonitors(after, removedFigures(model, output, figures))
    },
  }
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The label names the largest change. */
function labelOf(
  props: OutputProps,
  desired: DesiredOutput,
  figures: readonly Config[],
  changes: { readonly units: boolean; readonly activation: boolean; readonly added: boolean },
): Fix['label'] {
  if (desired.loss.type !== props.loss.type) return fixes.use(desired.loss.type)
  if (changes.added && (changes.units || changes.activation)) return fixes.add(dense.type)
  if (changes.units) return fixes.units(desired.units)
  if (changes.activation) return fixes.use(desired.activation.type)
  if (!isEqual(desired.loss, props.loss)) return fixes.noLogits
  const added = figures.find((config) => !props.metrics.some((existing) => isEqual(existing, config)))
  return added ? fixes.use(added.type) : fixes.suitingFigures
}

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The compatible metrics; a default one if none is compatible. */
function compatibleMetrics(configs: readonly Config[], desired: DesiredOutput): readonly Config[] {
  const remaining = configs.flatMap((config) => compatibleMetric(config, desired) ?? [])
  return configs.length > 0 && remaining.length === 0 ? [defaultMetric(desired)] : remaining
}

function compatibleMetric(config: Config, { loss, units, activation, task }: DesiredOutput): Config | null {
  const metric = getMember(metrics, config)
  const form = getMember(losses, loss).target
  if (!metric.forms.includes(form)) return null
  if (task === 'numbers') return metric.ofClasses ? null : config
  if (!isProbability(activation) && metric.expectsProbabilities?.(config as never, form)) return null
  if (typeof config.class_id === 'number' && config.class_id >= units) return null
  if (task === 'labels' && countsHighest(config, units))
    return 'threshold' in metric.fields && isProbability(activation) ? { ...config, threshold: 0.5 } : null
  return usesArgmax(config, units)
    ? isProbability(activation)
      ? { ...config, threshold: 0.5 }
      : null
    : config
}

function defaultMetric({ task, activation }: DesiredOutput): Config {
  if (task === 'numbers') return { type: 'mean_absolute_error' }
  // The threshold between two signs.
  if (task !== 'classes' && !isProbability(activation)) return { type: 'binary_accuracy', threshold: 0 }
  // The accuracy of several outputs is that of the highest one.
  return { type: task === 'labels' ? 'binary_accuracy' : 'accuracy' }
}

/** Whether the metric takes the highest value of a row as “yes” although there is only one, which is always the highest. */
export const usesArgmax = (config: Config, units: number): boolean =>
  units === 1 && countsHighest(config, units)

/** Whether the metric takes the highest value of a row as “yes”, although a row may have several labels. */
export const countsHighest = (config: Config, units: number): boolean =>
  getMember(metrics, config).usesArgmax?.(config as never, units) === true

/** Names of the figures that no longer exist after the repair. */
function removedFigures(
  model: Model,
  { name, props }: ModelOutput,
  after: Pick<OutputProps, 'metrics' | 'weighted_metrics'>,
): readonly string[] {
  const prefix = model.outputs.length > 1 ? `${name}_` : ''
  const namesOf = (each: typeof after) => Object.values(figureNames(each)).flat()
  const remaining = namesOf(after)
  return namesOf(props).flatMap((each) => (remaining.includes(each) ? [] : [prefix + each]))
}

/** Makes callbacks that monitor a removed figure monitor the loss. */
function updateMonitors(document: Document, removed: readonly string[]): Document {
  return produce(document, (draft) => {
    for (const callback of draft.training.callbacks) {
      const monitor = String(callback.monitor ?? '')
      if (!removed.some((name) => monitor === name || monitor === `val_${name}`)) continue
      const watched: { [field: string]: Json } = callback
      watched.monitor = monitor.startsWith('val_') ? 'val_loss' : 'loss'
      if ('mode' in callback) watched.mode = 'auto'
    }
  })
}

// ── the last layer ───────────────────────────────────────────────────────────────────────────────────────────────

/** The affine layer before an Output, and the activation layer between them if there is one. */
interface LastLayers {
  readonly affine: ModelCall
  readonly activation: ModelCall | null
}

/** The last layers of an Output; null if a change of them would affect more than this Output. */
function lastLayersOf(model: Model, output: ModelCall): LastLayers | null {
  const isExclusive = (call: ModelCall): boolean => {
    const index = model.calls.indexOf(call)
    return (
      !call.node.includes('/') &&
      model.calls.filter(({ layer }) => layer === call.layer).length === 1 &&
      model.calls.filter(({ inputs }) => inputs.includes(index)).length === 1
    )
  }
  const feeder = firstInputOf(model, output)
  if (!isExclusive(feeder)) return null
  if (feeder.layer.definition.affine) return { affine: feeder, activation: null }
  if (feeder.layer.definition.category !== 'activation') return null
  const affine = firstInputOf(model, feeder)
  return affine.layer.definition.affine && isExclusive(affine) ? { affine, activation: feeder } : null
}

function changeLastLayers(
  document: Document,
  { affine, activation: layer }: LastLayers,
  { units, activation: desired }: DesiredOutput,
  changes: { readonly units: boolean; readonly activation: boolean },
): Document {
  const { features } = affine.layer.definition.affine!
  const resized = changes.units ? setFieldAt(document, affine.node, features, units) : document
  if (!changes.activation) return resized
  if (!layer) return setFieldAt(resized, affine.node, 'activation', desired.type)
  if (getMember(activations, desired).identity)
    return setFieldAt(removeNodes(resized, [layer.node]), affine.node, 'activation', desired.type)
  return changeLayerAt(resized, layer.node, (draft) => {
    Object.assign(draft, { type: activation.type, props: { activation: desired.type }, definition: null })
  })
}

/** Inserts a new Dense before the Output. */
function insertDense(document: Document, output: ModelCall, { units, activation }: DesiredOutput): Document {
  const [into, edge] = Object.entries(mainNetwork(document).edges).find(
    ([, { to }]) => to.node === output.node,
  )!
  const added = addLayer(document, dense.type, null, { after: edge.from.node, into })
  const [node] = addedNodes(document, added)
  return setFieldAt(setFieldAt(added, node!, 'units', units), node!, 'activation', activation.type)
}
