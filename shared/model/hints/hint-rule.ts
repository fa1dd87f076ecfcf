/** A rule that finds hints: possible improvements of a network without errors. A hint is not counted as a problem and blocks nothing, and
 *  the hints of a rule can be dismissed. A rule reports only what is certain, and not where the person may have a reason. */
import type { ActivationTraits } from '../../catalog/activations/activation.ts'
import { activations } from '../../catalog/activations/index.ts'
import { linear } from '../../catalog/activations/smooth.ts'
import type { Document } from '../../document/document.ts'
import { type Config, getMember } from '../../fields/index.ts'
import type { Text } from '../../text.ts'
import type { Problem } from '../fix.ts'
import type { Model, ModelCall } from '../model.ts'

export interface HintContext {
  readonly document: Document
  readonly model: Model
  /** Calls grouped by layer: a shared layer gets one hint, and only if it applies to all calls. */
  readonly layers: readonly (readonly [ModelCall, ...ModelCall[]])[]
  /** The calls that take a call's output as input. */
  readersOf(call: ModelCall): readonly ModelCall[]
}

export interface HintRule {
  /** Stored in the person's preferences when the hints of this rule are dismissed. */
  readonly code: string
  /** A title for the list of dismissed hints. */
  readonly title: Text
  find(context: HintContext): readonly Omit<Problem, 'code' | 'severity'>[]
}

/** The activation at the end of a call, by its Keras name, with its arguments. */
export function activationConfigOf({ layer }: ModelCall): Config {
  const { applies } = layer.definition
  if (applies) return { ...(layer.props as Omit<Config, 'type'>), type: applies.type }
  return (layer.props.activation as Config | undefined) ?? { type: linear.type }
}

/** The definition of the activation at the end of a call; `linear` if it has none. */
export const activationOf = (call: ModelCall): ActivationTraits =>
  call.layer.definition.applies ?? getMember(activations, activationConfigOf(call))

export const isNormalization = ({ layer }: ModelCall): boolean => layer.definition.normalizes !== undefined

/** Whether the call's layer has a trainable kernel. */
export const learnsKernel = ({ layer }: ModelCall): boolean =>
  layer.trainable && layer.definition.affine !== undefined
