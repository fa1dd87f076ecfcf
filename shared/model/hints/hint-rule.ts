/** A rule that finds hints: possible improvements of a network without errors. A hint is not counted as a problem and blocks nothing, and
 *  the hints of a rule can be dismissed. A rule reports only what is certain, and not where the person may have a reason. */
import type { ActivationTraits } from '../../catalog/activations/activation.ts'
import { activations } from '../../catalog/activations/index.ts'
import { linear } from '../../catalog/activations/smooth.ts'
import type { LayerDefinition } from '../../catalog/layers/layer.ts'
import type { Document } from '../../document/document.ts'
import { type Config, getMember } from '../../fields/index.ts'
import type { Text } from '../../text.ts'
import type { Problem } from '../fix.ts'
import type { Model, ModelCall, ModelLayer } from '../model.ts'

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

export function hintContext(document: Document, model: Model): HintContext {
  const layers = new Map<ModelLayer, [ModelCall, ...ModelCall[]]>()
  for (const call of model.calls) {
    const existing = layers.get(call.layer)
    if (existing) existing.push(call)
    else layers.set(call.layer, [call])
  }
  const readers = new Map<ModelCall, ModelCall[]>()
  for (const call of model.calls)
    for (const i of call.inputs) {
      const source = model.calls[i]!
      const existing = readers.get(source)
      if (existing) existing.push(call)
      else readers.set(source, [call])
    }
  return { document, model, layers: [...layers.values()], readersOf: (call) => readers.get(call) ?? [] }
}

/** Whether an affine layer follows each call; the last activation is chosen for the loss and does not count. */
export function findHidden({ calls }: Model): readonly boolean[] {
  const isHidden = calls.map(() => false)
  for (let i = calls.length - 1; i >= 0; i--)
    for (const j of calls[i]!.inputs) if (isHidden[i] || calls[i]!.layer.definition.affine) isHidden[j] = true
  return isHidden
}

/** Whether the layer changes neither the kind of the signal nor, except for a normalization, its scale. */
const passesThrough = ({ category, normalizes, noise }: LayerDefinition): boolean =>
  category === 'activation' || normalizes !== undefined || noise !== undefined

export interface NextActivation {
  readonly activation: ActivationTraits
  /** The call that applies it: the layer itself, or the first one after it that has one. */
  readonly call: ModelCall
  /** Whether a normalization comes before the activation. */
  readonly normalized: boolean
}

/** The layer's own activation, or the first one after it; null if the path branches or another layer follows. */
export function findNextActivation(
  call: ModelCall,
  { readersOf }: Pick<HintContext, 'readersOf'>,
): NextActivation | null {
  let callAt = call
  let normalized = false
  for (;;) {
    const activation = activationOf(callAt)
    if (!activation.identity) return { activation, call: callAt, normalized }
    const [next, ...others] = readersOf(callAt)
    if (!next || others.length > 0) return null
    if (!passesThrough(next.layer.definition)) return null
    if (isNormalization(next)) normalized = true
    callAt = next
  }
}
