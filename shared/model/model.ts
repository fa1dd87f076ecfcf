/** The model: layers with resolved arguments and unique names, and calls in topological order. Code generation, summary and engine read
 *  the model and never the document. */

import type { LayerDefinition } from '../catalog/layers/layer.ts'
import type { LayerId, NodeId } from '../document/document.ts'
import { toNames } from '../fields/index.ts'
import type { Shape } from '../graph/shape.ts'
import type { Block } from './expansion/expansion.ts'

export interface ModelWeight {
  readonly name: string
  readonly shape: readonly number[]
  /** Whether the gradient updates it; false for moving averages and for frozen layers. */
  readonly trainable: boolean
}

/** Shared defaults that a layer follows. */
export interface SharedDefaults {
  readonly id: string
  readonly name: string
  /** Names of the arguments that they set. */
  readonly given: readonly string[]
  /** All fields; those not set have Keras's defaults. */
  readonly props: { readonly [field: string]: unknown }
}

/** A layer instance; several calls of one layer share its weights. */
export interface ModelLayer {
  readonly id: LayerId
  /** Keras layer name, unique in the model. */
  readonly name: string
  readonly definition: LayerDefinition
  /** All fields, with the types of the definition. */
  readonly props: { readonly [field: string]: unknown }
  /** The shared defaults that the layer follows. */
  readonly shared: SharedDefaults | null
  readonly trainable: boolean
  /** The layer's own dtype policy; `null` for the program's. */
  readonly dtype: string | null
  readonly weights: readonly ModelWeight[]
  /** Only in the outline of a network with errors (outline.ts), which has no weights: the messages, and the arguments at fault. */
  readonly faults?: { readonly messages: readonly string[]; readonly fields: readonly string[] }
}

export interface ModelCall {
  readonly node: NodeId
  readonly layer: ModelLayer
  /** Indices of earlier calls. */
  readonly inputs: readonly number[]
  readonly inputShapes: readonly Shape[]
  readonly outputShape: Shape
}

export interface Model {
  readonly name: string
  readonly layers: readonly ModelLayer[]
  readonly calls: readonly ModelCall[]
  /** Indices of the calls of Inputs and Outputs, in the order of drawing. */
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  /** Every repetition of every group; the nodes of its calls start with its prefix. */
  readonly blocks: readonly Block[]
}

/** The call that feeds a call's first input. */
export const firstInputOf = (model: Model, call: ModelCall): ModelCall => model.calls[call.inputs[0]!]!

/** Indices of the calls that the Outputs need, those included. */
export function neededCalls({ calls, outputs }: Pick<Model, 'calls' | 'outputs'>): Set<number> {
  const needed = new Set(outputs)
  // Inputs precede the calls that use them, so one pass from the end finds all. A recursion would be as deep as the network.
  for (let i = calls.length - 1; i >= 0; i--)
    if (needed.has(i)) for (const j of calls[i]!.inputs) needed.add(j)
  return needed
}

/** The table columns that an Input selects, in its order; null for all. */
export function columnsOf({ layer }: ModelCall): readonly string[] | null {
  const names = toNames(layer.props.columns as readonly string[] | null)
  return names.length > 0 ? names : null
}

/** Whether the model is written as Keras's Sequential: a straight network without blocks, which become functions. */
export const isChain = (model: Model): boolean => model.blocks.length === 0 && isStraight(model)

/** One input, one output, and each call fed by the previous one. */
export const isStraight = (model: Model): boolean =>
  model.inputs.length === 1 &&
  model.outputs.length === 1 &&
  new Set(model.calls.map((c) => c.layer)).size === model.calls.length &&
  model.calls.every((call, i) =>
    i === 0 ? call.inputs.length === 0 : call.inputs.length === 1 && call.inputs[0] === i - 1,
  )

const elements = (shape: readonly number[]) => shape.reduce((n, d) => n * d, 1)

/** Parameter counts as in model.summary(). */
export function countParameters(layers: readonly ModelLayer[]): {
  total: number
  trainable: number
  nonTrainable: number
} {
  const all = layers.flatMap((l) => l.weights)
  const total = all.reduce((n, w) => n + elements(w.shape), 0)
  const trainable = all.filter((w) => w.trainable).reduce((n, w) => n + elements(w.shape), 0)
  return { total, trainable, nonTrainable: total - trainable }
}
