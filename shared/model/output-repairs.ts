/** Repairs of an Output: loss, last layer and metrics are made compatible in one step, so that the repaired network can train. */
import { produce } from 'immer'
import type { Range } from '../activations/activation.ts'
import { type Document, mainNetwork } from '../document/document.ts'
import { addedNodes, addLayer, removeNodes } from '../document/edits.ts'
import { type Config, memberOf } from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Fix } from '../problem.ts'
import { losses } from '../training/losses/index.ts'
import { metrics } from '../training/metrics/index.ts'
import { activationConfigOf, activationOf } from './advice/advice.ts'
import { changeLayerAt, setFieldAt } from './fixes.ts'
import { canReach, isProbability } from './last-activation.ts'
import { feederOf, type Model, type ModelCall } from './model.ts'
import { figureNames, type ModelOutput, type OutputProps } from './series.ts'
import { fixes } from './texts.ts'

export interface Repairs {
  /** One output for each of `count` classes. */
  classes(count: number): Fix
  /** One output for two classes. */
  yesOrNo(): Fix
  /** One output that is a number, with an activation that can reach the target's values. */
  number(): Fix
  /** Probabilities as the loss and the metrics expect them; if the loss needs none, metrics that need none. */
  probabilities(): Fix
  /** The same loss and last layer, with compatible metrics. */
  figures(learns: Wanted['learns']): Fix
}

/** The intended state of an Output. */
interface Wanted {
  readonly loss: Config
  readonly units: number
  /** With its arguments if the activation is unchanged. */
  readonly activation: Config
  readonly learns: 'classes' | 'yes or no' | 'numbers'
}

/** @param range of the target's values if they are numbers and known */
export function repairsOf(model: Model, output: ModelOutput, range: Range | null): Repairs {
  const { call, props } = output
  const { target, twoClasses = false } = memberOf(losses, props.loss)
  const ending = activationConfigOf(feederOf(model, call))
  const last = ending.type
  const units = call.inputShapes[0]!.at(-1) ?? 0
  const become = (wanted: Wanted): Fix => repair(model, output, wanted)

  const classes = (count: number, alwaysProbabilities = false): Fix => {
    const kept = target !== 'number'
    const loss: Config = kept ? props.loss : { type: 'sparse_categorical_crossentropy' }
    const beneath = kept && loss.from_logits === true && !isProbability(ending) && !alwaysProbabilities
    const asIs = kept && (beneath || !memberOf(losses, loss).probabilities || last === 'sigmoid')
    return become({
      loss: beneath ? loss : without(loss, 'from_logits'),
      units: count,
      activation: asIs ? ending : { type: 'softmax' },
      learns: 'classes',
    })
  }
  const yesOrNo = (outputs = 1): Fix => {
    const loss: Config = twoClasses ? props.loss : { type: 'binary_crossentropy' }
    const sides = last === 'tanh' ? ending : { type: 'linear' }
    return become({
      loss: without(loss, 'from_logits'),
      units: outputs,
      activation: memberOf(losses, loss).probabilities ? { type: 'sigmoid' } : sides,
      learns: 'yes or no',
    })
  }
  return {
    classes,
    yesOrNo,
    number() {
      const counts = props.loss.type === 'poisson'
      const kept = target === 'number' && !twoClasses && !(counts && range !== null && range[0] < 0)
      const reaches = last !== 'softmax' && (range === null || canReach(ending, range))
      // Counts must stay above 0.
      const free = kept && counts ? 'exponential' : 'linear'
      return become({
        loss: kept ? props.loss : { type: 'mean_squared_error' },
        units: 1,
        activation: kept && reaches ? ending : { type: free },
        learns: 'numbers',
      })
    },
    probabilities: () => (twoClasses ? yesOrNo(units) : classes(units, true)),
    figures: (learns) => become({ loss: props.loss, units, activation: ending, learns }),
  }
}

const without = (config: Config, field: string): Config => {
  const { [field]: _, ...rest } = config
  return rest as Config
}

function repair(model: Model, output: ModelOutput, wanted: Wanted): Fix {
  const { call, props } = output
  const end = endOf(model, call)
  const figures = {
    metrics: suiting(props.metrics, wanted),
    weighted_metrics: suiting(props.weighted_metrics, wanted),
  }
  const units = call.inputShapes[0]!.at(-1) !== wanted.units
  const activation = activationOf(feederOf(model, call)) !== wanted.activation.type
  return {
    label: labelOf(props, wanted, figures.metrics, { units, activation, added: end === null }),
    apply(document) {
      let after = document
      if (units || activation)
        after = end ? changeEnd(after, end, wanted, { units, activation }) : addEnd(after, call, wanted)
      for (const [field, value] of Object.entries({ loss: wanted.loss, ...figures }))
        if (!same(value, props[field as keyof OutputProps]))
          after = setFieldAt(after, call.node, field, value as Json)
      return watchOthers(after, goneFigures(model, output, figures))
    },
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The label names the largest change. */
function labelOf(
  props: OutputProps,
  wanted: Wanted,
  figures: readonly Config[],
  changes: { readonly units: boolean; readonly activation: boolean; readonly added: boolean },
): Fix['label'] {
  if (wanted.loss.type !== props.loss.type) return fixes.use(wanted.loss.type)
  if (changes.added && (changes.units || changes.activation)) return fixes.add('Dense')
  if (changes.units) return fixes.units(wanted.units)
  if (changes.activation) return fixes.use(wanted.activation.type)
  if (!same(wanted.loss, props.loss)) return fixes.noLogits
  const fresh = figures.find((config) => !props.metrics.some((before) => same(before, config)))
  return fresh ? fixes.use(fresh.type) : fixes.suitingFigures
}

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** The compatible metrics; a default one if none is compatible. */
function suiting(configs: readonly Config[], wanted: Wanted): readonly Config[] {
  const left = configs.flatMap((config) => suited(config, wanted) ?? [])
  return configs.length > 0 && left.length === 0 ? [usualFigure(wanted)] : left
}

function suited(config: Config, { loss, units, activation, learns }: Wanted): Config | null {
  const metric = memberOf(metrics, config)
  const form = memberOf(losses, loss).target
  if (!metric.forms.includes(form)) return null
  if (learns === 'numbers') return metric.ofClasses ? null : config
  if (!isProbability(activation) && metric.takesProbabilities?.(config as never, form)) return null
  if (typeof config.class_id === 'number' && config.class_id >= units) return null
  return takesHighest(config, units)
    ? isProbability(activation)
      ? { ...config, threshold: 0.5 }
      : null
    : config
}

function usualFigure({ learns, activation }: Wanted): Config {
  if (learns === 'numbers') return { type: 'mean_absolute_error' }
  // The threshold between two signs.
  if (learns === 'yes or no' && !isProbability(activation)) return { type: 'binary_accuracy', threshold: 0 }
  return { type: 'accuracy' }
}

/** Without a threshold these metrics take the highest value of a row as “yes”; a single value is always the highest. */
export const takesHighest = (config: Config, units: number): boolean =>
  units === 1 && ['f1_score', 'fbeta_score'].includes(config.type) && config.threshold === null

/** Names of the figures that no longer exist after the repair. */
function goneFigures(
  model: Model,
  { name, props }: ModelOutput,
  after: Pick<OutputProps, 'metrics' | 'weighted_metrics'>,
): readonly string[] {
  const prefix = model.outputs.length > 1 ? `${name}_` : ''
  const namesOf = (each: typeof after) => Object.values(figureNames(each)).flat()
  const left = namesOf(after)
  return namesOf(props).flatMap((each) => (left.includes(each) ? [] : [prefix + each]))
}

/** Makes callbacks that monitor a removed figure monitor the loss. */
function watchOthers(document: Document, gone: readonly string[]): Document {
  return produce(document, (draft) => {
    for (const callback of draft.training.callbacks) {
      const monitor = String(callback.monitor ?? '')
      if (!gone.some((name) => monitor === name || monitor === `val_${name}`)) continue
      const watched: { [field: string]: Json } = callback
      watched.monitor = monitor.startsWith('val_') ? 'val_loss' : 'loss'
      if ('mode' in callback) watched.mode = 'auto'
    }
  })
}

// ── the last layer ───────────────────────────────────────────────────────────────────────────────────────────────

/** The Dense before an Output, and the activation layer between them if there is one. */
interface End {
  readonly dense: ModelCall
  readonly activation: ModelCall | null
}

/** The last layers of an Output; null if a change of them would affect more than this Output. */
function endOf(model: Model, output: ModelCall): End | null {
  const isOwn = (call: ModelCall): boolean => {
    const place = model.calls.indexOf(call)
    return (
      !call.node.includes('/') &&
      model.calls.filter(({ layer }) => layer === call.layer).length === 1 &&
      model.calls.filter(({ inputs }) => inputs.includes(place)).length === 1
    )
  }
  const feeder = feederOf(model, output)
  if (!isOwn(feeder)) return null
  if (feeder.layer.definition.type === 'Dense') return { dense: feeder, activation: null }
  if (feeder.layer.definition.family !== 'activation') return null
  const dense = feederOf(model, feeder)
  return dense.layer.definition.type === 'Dense' && isOwn(dense) ? { dense, activation: feeder } : null
}

function changeEnd(
  document: Document,
  { dense, activation: layer }: End,
  { units, activation: { type: activation } }: Wanted,
  changes: { readonly units: boolean; readonly activation: boolean },
): Document {
  const sized = changes.units ? setFieldAt(document, dense.node, 'units', units) : document
  if (!changes.activation) return sized
  if (!layer) return setFieldAt(sized, dense.node, 'activation', activation)
  if (activation === 'linear')
    return setFieldAt(removeNodes(sized, [layer.node]), dense.node, 'activation', activation)
  return changeLayerAt(sized, layer.node, (draft) => {
    Object.assign(draft, { type: 'Activation', props: { activation }, definition: null })
  })
}

/** Inserts a new Dense before the Output. */
function addEnd(document: Document, { node }: ModelCall, { units, activation }: Wanted): Document {
  const [into, wire] = Object.entries(mainNetwork(document).edges).find(([, { to }]) => to.node === node)!
  const added = addLayer(document, 'Dense', null, { after: wire.from.node, into })
  const [dense] = addedNodes(document, added)
  return setFieldAt(setFieldAt(added, dense!, 'units', units), dense!, 'activation', activation.type)
}
