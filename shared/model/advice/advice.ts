/** Advice: what would help a network that is sound. Quiet: it is counted nowhere and stops nothing, and each kind can be dismissed.
 *  So it speaks only where it is right, and is silent where the person may well know better. */
import type { Document } from '../../document/document.ts'
import type { Config } from '../../fields/index.ts'
import type { Problem } from '../../problem.ts'
import type { Text } from '../../text.ts'
import type { Model, ModelCall } from '../model.ts'

export interface Advised {
  readonly document: Document
  readonly model: Model
  /** Calls of each layer: a shared one is advised once, and only where all its calls agree. */
  readonly layers: readonly (readonly [ModelCall, ...ModelCall[]])[]
  /** The calls that read a call's output. */
  readersOf(call: ModelCall): readonly ModelCall[]
}

export interface Advice {
  /** Kept with the person's preferences when it is dismissed. */
  readonly code: string
  /** What it is about, for the list of what is dismissed. */
  readonly title: Text
  find(advised: Advised): readonly Omit<Problem, 'code' | 'severity'>[]
}

/** Layers that are an activation and nothing else, and the activation's name; PReLU is none but a layer. */
const ACTIVATION_LAYERS: { readonly [type: string]: string } = {
  ReLU: 'relu',
  LeakyReLU: 'leaky_relu',
  PReLU: 'PReLU',
  ELU: 'elu',
  Softmax: 'softmax',
}

/** The activation a call ends in, by Keras's name, with its arguments: those of such a layer have the same names. */
export function activationConfigOf({ layer }: ModelCall): Config {
  const type = ACTIVATION_LAYERS[layer.definition.type]
  if (type !== undefined) return { ...(layer.props as Omit<Config, 'type'>), type }
  return (layer.props.activation as Config | undefined) ?? { type: 'linear' }
}

/** Its name; `linear` when it has none. */
export const activationOf = (call: ModelCall): string => activationConfigOf(call).type

export const isNormalization = ({ layer }: ModelCall): boolean =>
  layer.definition.type === 'BatchNormalization' || layer.definition.type === 'LayerNormalization'

/** Has a kernel that learns. */
export const learnsKernel = ({ layer }: ModelCall): boolean =>
  layer.trainable && layer.definition.type === 'Dense'
