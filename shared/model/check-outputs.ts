/** Checks the loss, last layer and metrics of an Output, and the data's target once it is known. Only the first fault is reported, with
 *  one repair that fixes all of them: two suggestions at once could contradict each other. */
import type { ActivationTraits, Range } from '../catalog/activations/activation.ts'
import { softmax } from '../catalog/activations/softmax.ts'
import { losses } from '../catalog/losses/index.ts'
import type { LossDefinition } from '../catalog/losses/loss.ts'
import { metrics } from '../catalog/metrics/index.ts'
import { type DataInfo, hasNumericClasses, indexOfTarget, type TargetInfo } from '../data/data-info.ts'
import { dataSources } from '../data/sources/index.ts'
import type { Document } from '../document/document.ts'
import { setData } from '../document/edits.ts'
import { type Config, getMember } from '../fields/index.ts'
import { formatShape } from '../graph/shape.ts'
import type { Fix, Problem } from './fix.ts'
import { activationConfigOf, activationOf } from './hints/hint-rule.ts'
import { canReach, isProbability, isWithin, rangeOf } from './last-activation.ts'
import * as metricTexts from './metric-texts.ts'
import { firstInputOf, type Model } from './model.ts'
import { countsHighest, type Repairs, repairsOf, usesArgmax } from './output-repairs.ts'
import * as texts from './output-texts.ts'
import { type ModelOutput, outputsOf } from './series.ts'
import * as targetTexts from './target-texts.ts'
import { fixes } from './texts.ts'

/** Properties of an Output that the checks read. */
interface OutputFacts extends texts.OutputRef {
  readonly props: ModelOutput['props']
  readonly loss: LossDefinition
  /** Numbers per row that the Output receives. */
  readonly units: number
  /** The last activation, and the same with its arguments. */
  readonly last: ActivationTraits
  readonly ending: Config
  /** null if the data is unknown. */
  readonly target: TargetInfo | null
  /** Smallest and largest value of a target that is learned as numbers. */
  readonly range: Range | null
  /** Rows of the data. */
  readonly rows: number
  readonly repairs: Repairs
}
type Check = (facts: OutputFacts) => Problem | null

export function checkOutputs(document: Document, model: Model, data: DataInfo | null): Problem[] {
  return outputsOf(model).flatMap((output): Problem[] => {
    const { call, name, props } = output
    const at = { node: call.node, name, lossName: props.loss.type }
    const [shape] = call.inputShapes
    if (shape!.length !== 2) return [texts.outputRank(at, formatShape(shape!))]
    const names = data?.targets.map((target) => target.name) ?? []
    const target = data?.targets[indexOfTarget(names, props.target)] ?? null
    if (data && !target)
      return [
        targetTexts.noSuchTarget(at, names, props.target!, addTarget(document, names, props.target!, data)),
      ]
    const range = target && targetRange(target)
    const feeder = firstInputOf(model, call)
    const facts: OutputFacts = {
      ...at,
      props,
      loss: getMember(losses, props.loss),
      units: shape!.at(-1) ?? 0,
      last: activationOf(feeder),
      ending: activationConfigOf(feeder),
      target,
      range,
      rows: data ? data.rows.train + data.rows.validation + data.rows.test : 0,
      repairs: repairsOf(model, output, range),
    }
    for (const check of CHECKS) {
      const found = check(facts)
      if (found) return [found]
    }
    return []
  })
}

function targetRange(target: TargetInfo): OutputFacts['range'] {
  if (target.kind === 'number') return target.range ?? null
  if (target.kind === 'labels') return [0, 1]
  if (!hasNumericClasses(target)) return null
  const values = target.classes.map(Number)
  return [Math.min(...values), Math.max(...values)]
}

/** Makes a feature of a table a target. */
function addTarget(
  { data: reference }: Document,
  targets: readonly string[],
  wanted: string,
  data: DataInfo,
): Fix | undefined {
  if (!reference || !getMember(dataSources, reference.source).isTable) return undefined
  if (!data.columns.some(({ name }) => name === wanted)) return undefined
  const features = reference.source.features as readonly string[] | null
  const remaining = features?.filter((name) => name !== wanted)
  // An empty list of features would mean all columns.
  if (remaining?.length === 0) return undefined
  return {
    label: fixes.addTarget(wanted),
    apply: (d) => {
      const added = setData(d, 'source.target', [...targets, wanted])
      return remaining ? setData(added, 'source.features', remaining) : added
    },
  }
}

const learnsNumbers = ({ loss }: OutputFacts): boolean => loss.target === 'number' && !loss.twoClasses

// ── the target ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Named classes have no order that a number could express. */
const textAsNumbers: Check = (facts) => {
  const { target, rows, repairs } = facts
  if (target?.kind !== 'classes' || !learnsNumbers(facts) || hasNumericClasses(target)) return null
  const count = target.classes.length
  // Badly formatted numbers, or almost as many classes as rows, are not classes: only the table can be corrected.
  const areClasses =
    count * 2 <= rows && (!target.text || targetTexts.formatAdvice(target.text.value) === null)
  const repair = () => (count === 2 ? repairs.binary() : repairs.classes(count))
  const fix = areClasses ? repair() : undefined
  return targetTexts.textTarget(facts, target, rows, fix)
}

const numberAsClasses: Check = (facts) =>
  facts.target?.kind === 'number' && facts.loss.target !== 'number'
    ? texts.classesNeeded(facts, facts.target.name, facts.repairs.number())
    : null

/** Hinge losses also accept −1 and 1. */
const numberAsBinary: Check = (facts) => {
  const { target, range, loss, repairs } = facts
  if (target?.kind !== 'number' || !loss.twoClasses || !range) return null
  return isWithin(range, [loss.probabilities ? 0 : -1, 1])
    ? null
    : texts.binaryNumber(facts, target.name, range, repairs.number())
}

const classesAsBinary: Check = (facts) => {
  const { target, loss, repairs } = facts
  const count = target?.classes.length
  if (target?.kind !== 'classes' || !loss.twoClasses || count === 2) return null
  return texts.binaryClasses(facts, count!, repairs.classes(count!))
}

/** Labels are numbers 0 and 1, of which a row may have any, so that neither classes nor a softmax fit. */
const lossForLabels: Check = (facts) => {
  const { target, loss, last, repairs } = facts
  if (target?.kind !== 'labels') return null
  const count = target.classes.length
  if (loss.target !== 'number') return texts.labelsNeedBinary(facts, target, repairs.labels(count))
  return last.probabilities === 'exclusive'
    ? texts.labelsOfSoftmax(facts, target, repairs.labels(count))
    : null
}

// ── how many outputs ─────────────────────────────────────────────────────────────────────────────────────────────

const softmaxAsBinary: Check = (facts) => {
  const { loss, last, units, target, repairs } = facts
  if (!loss.twoClasses || last.probabilities !== 'exclusive' || units < 2 || target?.kind === 'number')
    return null
  return texts.softmaxForYesOrNo(facts, units, repairs.classes(target ? 2 : units))
}

const outputsForClasses: Check = (facts) => {
  const { loss, units, target, repairs } = facts
  if (target?.kind !== 'classes' || loss.target === 'number') return null
  const count = target.classes.length
  if (units === count) return null
  const message = units < count || loss.target === 'one-hot' ? texts.tooFewOutputs : texts.tooManyOutputs
  return message(facts, units, count, repairs.classes(count))
}

const outputsForLabels: Check = (facts) => {
  const { units, target, repairs } = facts
  if (target?.kind !== 'labels' || units === target.classes.length) return null
  return texts.outputsForLabels(facts, units, target, repairs.labels(target.classes.length))
}

const outputsForNumber: Check = (facts) => {
  const { loss, units, target, repairs } = facts
  if (!target || target.kind === 'labels' || loss.target !== 'number' || units === 1) return null
  return texts.oneOutput(facts, units, loss.twoClasses ? repairs.binary() : repairs.number())
}

/** Without data; with data, outputsForClasses checks the number of classes. */
const oneForClasses: Check = (facts) => {
  const { loss, units, ending, target, repairs } = facts
  if (target || units !== 1 || loss.target === 'number') return null
  return texts.oneForClasses(facts, isProbability(ending) ? repairs.binary() : repairs.number())
}

const softmaxOfOne: Check = (facts) =>
  facts.loss.twoClasses && facts.units === 1 && facts.last.probabilities === 'exclusive'
    ? texts.softmaxOfOne(facts, facts.repairs.binary())
    : null

// ── the last activation ──────────────────────────────────────────────────────────────────────────────────────────

const softmaxOfNumbers: Check = (facts) => {
  const { last, units, target, repairs } = facts
  if (!learnsNumbers(facts) || last.probabilities !== 'exclusive') return null
  const classes = target || units === 1 ? null : units
  return texts.softmaxOfNumbers(
    facts,
    classes,
    classes === null ? repairs.number() : repairs.classes(classes),
  )
}

const logits: Check = (facts) => {
  const { props, loss, last, repairs } = facts
  if (props.loss.from_logits !== true || !last.probabilities) return null
  return (loss.alwaysUsesLogits ? texts.logitsIgnored : texts.logitsTwice)(
    facts,
    last.type,
    repairs.probabilities(),
  )
}

const probabilities: Check = (facts) => {
  const { props, loss, last, repairs } = facts
  const needed = loss.probabilities
  if (!needed || props.loss.from_logits === true || last.type === needed) return null
  if (needed === softmax.type && last.probabilities === 'independent') return null
  return texts.lossNeedsProbabilities(facts, needed, 'from_logits' in props.loss, repairs.probabilities())
}

const reach: Check = (facts) => {
  const { ending, range, target, repairs } = facts
  return target && range && learnsNumbers(facts) && !canReach(ending, range)
    ? texts.outOfReach(facts, ending.type, rangeOf(ending), target.name, range, repairs.number())
    : null
}

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

const figures: Check = (facts) => {
  for (const field of ['metrics', 'weighted_metrics'] as const)
    for (const config of facts.props[field]) {
      const found = checkFigure(facts, field, config)
      if (found) return found
    }
  return null
}

function checkFigure(facts: OutputFacts, field: metricTexts.Figure['field'], config: Config): Problem | null {
  const { loss, units, last, ending, target, repairs } = facts
  const { forms, ofClasses, expectsProbabilities } = getMember(metrics, config)
  const numbers = learnsNumbers(facts)
  const better = target?.kind === 'labels' ? 'binary_accuracy' : numbers ? 'mean_absolute_error' : 'accuracy'
  const { node, name, lossName } = facts
  const at = { node, name, lossName, field, metric: config.type, better }
  const isLabels = target?.kind === 'labels'
  const fix = repairs.figures(
    isLabels ? 'labels' : numbers ? 'numbers' : loss.twoClasses ? 'yes or no' : 'classes',
  )
  if (!forms.includes(loss.target)) return metricTexts.metricTarget(at, forms, loss.target, fix)
  if (typeof config.class_id === 'number' && config.class_id >= units)
    return metricTexts.noSuchClass(at, config.class_id, units, fix)
  if (isLabels && countsHighest(config, units)) return metricTexts.metricOfLabels(at, fix)
  if (numbers) return ofClasses && !isBinary(facts) ? metricTexts.metricOfNumbers(at, fix) : null
  if (expectsProbabilities?.(config as never, loss.target) && !isProbability(ending))
    return metricTexts.metricOfLogits(at, last.type, loss.probabilities ? repairs.probabilities() : fix)
  return usesArgmax(config, units) ? metricTexts.metricOfHighest(at, fix) : null
}

/** Whether a loss for numbers may learn 0 and 1, read as “yes” above 0.5. */
const isBinary = ({ range, target, last, ending }: OutputFacts): boolean =>
  target
    ? range !== null && isWithin(range, [0, 1])
    : last.probabilities !== 'exclusive' && isProbability(ending)

/** Checks in order: a later check assumes that the earlier ones found nothing. */
const CHECKS: readonly Check[] = [
  textAsNumbers,
  numberAsClasses,
  numberAsBinary,
  classesAsBinary,
  lossForLabels,
  softmaxAsBinary,
  outputsForClasses,
  outputsForLabels,
  outputsForNumber,
  oneForClasses,
  softmaxOfOne,
  softmaxOfNumbers,
  logits,
  probabilities,
  reach,
  figures,
]
