/** Checks the loss, last layer and metrics of an Output, and the data's target once it is known. Only the first fault is reported, with
 *  one repair that fixes all of them: two suggestions at once could contradict each other. */
import type { Range } from '../activations/activation.ts'
import { areNumbers, type DataInfo, indexOfTarget, type TargetInfo } from '../data/data-info.ts'
import type { Document } from '../document/document.ts'
import { setData } from '../document/edits.ts'
import { type Config, memberOf } from '../fields/index.ts'
import { format } from '../graph/shape.ts'
import type { Fix, Problem } from '../problem.ts'
import { losses } from '../training/losses/index.ts'
import type { LossDefinition } from '../training/losses/loss.ts'
import { metrics } from '../training/metrics/index.ts'
import { activationConfigOf } from './advice/advice.ts'
import { canReach, isProbability, isWithin, rangeOf } from './last-activation.ts'
import { feederOf, type Model } from './model.ts'
import { type Repairs, repairsOf, takesHighest } from './output-repairs.ts'
import * as texts from './output-texts.ts'
import { type ModelOutput, outputsOf } from './series.ts'
import { fixes } from './texts.ts'

/** Properties of an Output that the checks read. */
interface Judged extends texts.At {
  readonly props: ModelOutput['props']
  readonly loss: LossDefinition
  /** Numbers per row that the Output receives. */
  readonly units: number
  /** Name of the last activation. */
  readonly last: string
  /** The last activation with its arguments. */
  readonly ending: Config
  /** null if the data is unknown. */
  readonly target: TargetInfo | null
  /** Smallest and largest value of a target that is learned as numbers. */
  readonly range: Range | null
  /** Rows of the data. */
  readonly rows: number
  readonly repairs: Repairs
}
type Check = (judged: Judged) => Problem | null

export function checkOutputs(document: Document, model: Model, data: DataInfo | null): Problem[] {
  return outputsOf(model).flatMap((output): Problem[] => {
    const { call, name, props } = output
    const at = { node: call.node, name, lossName: props.loss.type }
    const [shape] = call.inputShapes
    if (shape!.length !== 2) return [texts.outputRank(at, format(shape!))]
    const names = data?.targets.map((target) => target.name) ?? []
    const target = data?.targets[indexOfTarget(names, props.target)] ?? null
    if (data && !target)
      return [texts.noSuchTarget(at, names, props.target!, addTarget(document, names, props.target!, data))]
    const range = target && targetRange(target)
    const ending = activationConfigOf(feederOf(model, call))
    const judged: Judged = {
      ...at,
      props,
      loss: memberOf(losses, props.loss),
      units: shape!.at(-1) ?? 0,
      last: ending.type,
      ending,
      target,
      range,
      rows: data ? data.rows.train + data.rows.validation + data.rows.test : 0,
      repairs: repairsOf(model, output, range),
    }
    for (const check of CHECKS) {
      const found = check(judged)
      if (found) return [found]
    }
    return []
  })
}

function targetRange(target: TargetInfo): Judged['range'] {
  if (target.kind === 'number') return target.range ?? null
  if (!areNumbers(target)) return null
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
  if (reference?.source.type !== 'csv' || !data.columns.some(({ name }) => name === wanted)) return undefined
  const features = reference.source.features as readonly string[] | null
  const left = features?.filter((name) => name !== wanted)
  // An empty list of features would mean all columns.
  if (left?.length === 0) return undefined
  return {
    label: fixes.addTarget(wanted),
    apply: (d) => {
      const added = setData(d, 'source.target', [...targets, wanted])
      return left ? setData(added, 'source.features', left) : added
    },
  }
}

const learnsNumbers = ({ loss }: Judged): boolean => loss.target === 'number' && !loss.twoClasses

// ── the target ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Named classes have no order that a number could express. */
const textAsNumbers: Check = (judged) => {
  const { target, rows, repairs } = judged
  if (target?.kind !== 'classes' || !learnsNumbers(judged) || areNumbers(target)) return null
  const count = target.classes.length
  // Badly formatted numbers, or almost as many classes as rows, are not classes: only the table can be corrected.
  const areClasses = count * 2 <= rows && (!target.text || texts.cureOf(target.text.value) === null)
  const repair = () => (count === 2 ? repairs.yesOrNo() : repairs.classes(count))
  const fix = areClasses ? repair() : undefined
  return texts.textTarget(judged, target, rows, fix)
}

const numberAsClasses: Check = (judged) =>
  judged.target?.kind === 'number' && judged.loss.target !== 'number'
    ? texts.classesNeeded(judged, judged.target.name, judged.repairs.number())
    : null

/** Hinge losses also accept −1 and 1. */
const numberAsYesOrNo: Check = (judged) => {
  const { target, range, loss, repairs } = judged
  if (target?.kind !== 'number' || !loss.twoClasses || !range) return null
  return isWithin(range, [loss.probabilities ? 0 : -1, 1])
    ? null
    : texts.binaryNumber(judged, target.name, range, repairs.number())
}

const classesAsYesOrNo: Check = (judged) => {
  const { target, loss, repairs } = judged
  const count = target?.classes.length
  if (target?.kind !== 'classes' || !loss.twoClasses || count === 2) return null
  return texts.binaryClasses(judged, count!, repairs.classes(count!))
}

// ── how many outputs ─────────────────────────────────────────────────────────────────────────────────────────────

const softmaxAsYesOrNo: Check = (judged) => {
  const { loss, last, units, target, repairs } = judged
  if (!loss.twoClasses || last !== 'softmax' || units < 2 || target?.kind === 'number') return null
  return texts.softmaxForYesOrNo(judged, units, repairs.classes(target ? 2 : units))
}

const outputsForClasses: Check = (judged) => {
  const { loss, units, target, repairs } = judged
  if (target?.kind !== 'classes' || loss.target === 'number') return null
  const count = target.classes.length
  if (units === count) return null
  const told = units < count || loss.target === 'one-hot' ? texts.tooFewOutputs : texts.tooManyOutputs
  return told(judged, units, count, repairs.classes(count))
}

const outputsForNumber: Check = (judged) => {
  const { loss, units, target, repairs } = judged
  if (!target || loss.target !== 'number' || units === 1) return null
  return texts.oneOutput(judged, units, loss.twoClasses ? repairs.yesOrNo() : repairs.number())
}

/** Without data; with data, outputsForClasses checks the number of classes. */
const oneForClasses: Check = (judged) => {
  const { loss, units, ending, target, repairs } = judged
  if (target || units !== 1 || loss.target === 'number') return null
  return texts.oneForClasses(judged, isProbability(ending) ? repairs.yesOrNo() : repairs.number())
}

const softmaxOfOne: Check = (judged) =>
  judged.loss.twoClasses && judged.units === 1 && judged.last === 'softmax'
    ? texts.softmaxOfOne(judged, judged.repairs.yesOrNo())
    : null

// ── the last activation ──────────────────────────────────────────────────────────────────────────────────────────

const softmaxOfNumbers: Check = (judged) => {
  const { last, units, target, repairs } = judged
  if (!learnsNumbers(judged) || last !== 'softmax') return null
  const classes = target || units === 1 ? null : units
  return texts.softmaxOfNumbers(
    judged,
    classes,
    classes === null ? repairs.number() : repairs.classes(classes),
  )
}

const logits: Check = (judged) => {
  const { props, loss, last, repairs } = judged
  if (props.loss.from_logits !== true || (last !== 'softmax' && last !== 'sigmoid')) return null
  return (loss.beneath ? texts.logitsIgnored : texts.logitsTwice)(judged, last, repairs.probabilities())
}

const probabilities: Check = (judged) => {
  const { props, loss, last, repairs } = judged
  const needed = loss.probabilities
  if (!needed || props.loss.from_logits === true || last === needed) return null
  if (needed === 'softmax' && last === 'sigmoid') return null
  return texts.lossNeedsProbabilities(judged, needed, 'from_logits' in props.loss, repairs.probabilities())
}

const reach: Check = (judged) => {
  const { ending, range, target, repairs } = judged
  return target && range && learnsNumbers(judged) && !canReach(ending, range)
    ? texts.outOfReach(judged, ending.type, rangeOf(ending), target.name, range, repairs.number())
    : null
}

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

const figures: Check = (judged) => {
  for (const field of ['metrics', 'weighted_metrics'] as const)
    for (const config of judged.props[field]) {
      const found = checkFigure(judged, field, config)
      if (found) return found
    }
  return null
}

function checkFigure(judged: Judged, field: texts.Figure['field'], config: Config): Problem | null {
  const { loss, units, last, ending, repairs } = judged
  const { forms, ofClasses, takesProbabilities } = memberOf(metrics, config)
  const numbers = learnsNumbers(judged)
  const better = numbers ? 'mean_absolute_error' : 'accuracy'
  const { node, name, lossName } = judged
  const at = { node, name, lossName, field, metric: config.type, better }
  const fix = repairs.figures(numbers ? 'numbers' : loss.twoClasses ? 'yes or no' : 'classes')
  if (!forms.includes(loss.target)) return texts.metricTarget(at, forms, loss.target, fix)
  if (typeof config.class_id === 'number' && config.class_id >= units)
    return texts.noSuchClass(at, config.class_id, units, fix)
  if (numbers) return ofClasses && !isYesOrNo(judged) ? texts.metricOfNumbers(at, fix) : null
  if (takesProbabilities?.(config as never, loss.target) && !isProbability(ending))
    return texts.metricOfLogits(at, last, loss.probabilities ? repairs.probabilities() : fix)
  return takesHighest(config, units) ? texts.metricOfHighest(at, fix) : null
}

/** Whether a loss for numbers may learn 0 and 1, read as “yes” above 0.5. */
const isYesOrNo = ({ range, target, ending }: Judged): boolean =>
  target ? range !== null && isWithin(range, [0, 1]) : ending.type !== 'softmax' && isProbability(ending)

/** Checks in order: a later check assumes that the earlier ones found nothing. */
const CHECKS: readonly Check[] = [
  textAsNumbers,
  numberAsClasses,
  numberAsYesOrNo,
  classesAsYesOrNo,
  softmaxAsYesOrNo,
  outputsForClasses,
  outputsForNumber,
  oneForClasses,
  softmaxOfOne,
  softmaxOfNumbers,
  logits,
  probabilities,
  reach,
  figures,
]
