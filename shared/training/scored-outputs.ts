/** How the predictions of each Output are read: as classes or numbers, and of which target. */
import { losses } from '../catalog/losses/index.ts'
import type { LossDefinition } from '../catalog/losses/loss.ts'
import { hasNumericClasses, indexOfTarget, type TargetInfo } from '../data/data-info.ts'
import { getMember } from '../fields/index.ts'
import type { Model } from '../model/model.ts'
import { type ModelOutput, outputsOf } from '../model/series.ts'

export interface ScoredOutput {
  readonly name: string
  readonly target: TargetInfo
  /** Index of the target among those of the data. */
  readonly targetIndex: number
  /** Values that the network gives for a row. */
  readonly width: number
  /** What turns these values into probabilities: the loss takes logits. */
  readonly activation: NonNullable<LossDefinition['probabilities']> | null
  readonly reading:
    | {
        readonly kind: 'classes'
        readonly names: readonly string[]
        /** Of two classes with one value: the second one is predicted above it; null: a value for each class. */
        readonly threshold: number | null
      }
    /** A value for each label, which is predicted above the threshold. */
    | { readonly kind: 'labels'; readonly names: readonly string[]; readonly threshold: number }
    | {
        readonly kind: 'number'
        /** The number of each class, where classes are learned as numbers; null: the target is a number. */
        readonly valueOfClass: readonly number[] | null
      }
}

/** The Outputs in the model's order. */
export const scoredOutputs = (model: Model, targets: readonly TargetInfo[]): ScoredOutput[] =>
  outputsOf(model).map((output, i) => {
    const { name, props } = output
    const targetIndex = indexOfTarget(
      targets.map((target) => target.name),
      props.target,
    )
    const target = targets[targetIndex]
    if (!target) throw new Error(`${name}: the data has no target ${props.target}`)
    const [, ...shape] = model.calls[model.outputs[i]!]!.outputShape
    const width = shape.reduce<number>((a, b) => a * (b ?? 1), 1)
    const { loss } = props
    const { probabilities = null } = getMember(losses, loss)
    return {
      name,
      target,
      targetIndex,
      width,
      activation: loss.from_logits === true ? probabilities : null,
      reading: readingOf(output, target, width),
    }
  })

function readingOf({ props }: ModelOutput, target: TargetInfo, width: number): ScoredOutput['reading'] {
  const definition = getMember(losses, props.loss)
  if (target.kind === 'number') return { kind: 'number', valueOfClass: null }
  const { classes } = target
  if (target.kind === 'labels') return { kind: 'labels', names: classes, threshold: 0.5 }
  // A network may have more outputs than the data has classes.
  if (definition.target !== 'number')
    return {
      kind: 'classes',
      names: Array.from({ length: Math.max(width, classes.length) }, (_, c) => classes[c] ?? String(c)),
      threshold: null,
    }
  const isNumeric = hasNumericClasses(target) && !definition.twoClasses
  if (!isNumeric && classes.length <= 2)
    return {
      kind: 'classes',
      names: [classes[0] ?? '0', classes[1] ?? '1'],
      // The hinge losses place the classes at −1 and 1.
      threshold: definition.twoClasses && definition.probabilities === undefined ? 0 : 0.5,
    }
  return { kind: 'number', valueOfClass: isNumeric ? classes.map(Number) : classes.map((_, c) => c) }
}
