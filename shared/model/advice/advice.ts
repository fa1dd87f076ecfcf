/** Advice: possible improvements of a network without errors. Advice is not counted as a problem and blocks nothing, and each kind can
 *  be dismissed. It is given only where it is certain, and not where the person may have a reason. */
import type { Document } from '../../document/document.ts'
import type { Config } from '../../fields/index.ts'
import type { Text } from '../../text.ts'
import type { Problem } from '../fix.ts'
import type { Model, ModelCall } from '../model.ts'

export interface AdviceContext {
  readonly document: Document
  readonly model: Model
  /** Calls grouped by layer: a shared layer gets one piece of advice, and only if it applies to all calls. */
  readonly layers: readonly (readonly [ModelCall, ...ModelCall[]])[]
  /** The calls that take a call's output as input. */
  readersOf(call: ModelCall): readonly ModelCall[]
}

export interface Advice {
  /** Stored in the person's preferences when the advice is dismissed. */
  readonly code: string
  /** A title for the list of dismissed advice. */
  readonly title: Text
  find(context: AdviceContext): readonly Omit<Problem, 'code' | 'severity'>[]
}

/** Layers that only apply an activation, with its name. PReLU exists as a layer only. */
const ACTIVATION_LAYERS: { readonly [type: string]: string } = {
  ReLU: 'relu',
  LeakyReLU: 'leaky_relu',
  PReLU: 'PReLU',
  ELU: 'elu',
  Softmax: 'softmax',
}

/** The activation at the end of a call, by its Keras name, with its arguments; an activation layer's arguments have the same names. */
export function activationConfigOf({ layer }: ModelCall): Config {
  const type = ACTIVATION_LAYERS[layer.definition.type]
  if (type !== undefined) return { ...(layer.props as Omit<Config, 'type'>), type }
  return (layer.props.activation as Config | undefined) ?? { type: 'linear' }
}

/** Name of the activation at the end of a call; `linear` if it has none. */
export const activationOf = (call: ModelCall): string => activationConfigOf(call).type

export const isNormalization = ({ layer }: ModelCall): boolean =>
  layer.definition.type === 'BatchNormalization' || layer.definition.type === 'LayerNormalization'

/** Whether the call's layer has a trainable kernel. */
export const learnsKernel = ({ layer }: ModelCall): boolean =>
  layer.trainable && layer.definition.type === 'Dense'
