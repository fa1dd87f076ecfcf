/** Definition of a layer: its fields, and a `build` function that computes its output with tensor operations and declares its weights and
 *  states. Shapes in the editor, parameter counts, the training graph and the exports all come from the same `build`. */
import type { Config, Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import type { Shape } from '../../graph/shape.ts'

/** Colour of the node on the canvas and group in the palette. */
export type LayerFamily =
  | 'io'
  | 'core'
  | 'activation'
  | 'normalization'
  | 'regularization'
  | 'merge'
  | 'group'

/** What a layer is in the network: where the data enters, or what is compared with a target. In a group, its input or its output. */
export type LayerRole = 'input' | 'output'

export interface WeightOptions {
  readonly initializer: Config
  readonly regularizer?: Config | null
  /** Projection applied to the weight after each step. */
  readonly constraint?: Config | null
}

/** The interface for a layer's `build`: operations, and the declaration of weights, states and losses. */
export interface LayerBuilder extends Ops {
  /** True in the training graph, false in the inference graph. `build` runs once for each. */
  readonly training: boolean
  /** Declares a trainable weight, which is not trained while the layer is frozen. The calls are in Keras's order of weights. */
  weight(name: string, shape: readonly number[], options: WeightOptions): Tensor
  /** Declares a non-trainable state, which training updates by a rule and not by gradients (moving averages). */
  state(name: string, shape: readonly number[], initializer: Config): Tensor
  /** Sets the value of a state after this step. Only in training. */
  update(state: Tensor, next: Tensor): void
  /** Uniform numbers in [0, 1) of this shape, drawn anew at each step. `seed` is the value of the field; with null it is derived from the
   *  seed of the run. */
  uniform(shape: Shape, seed: number | null): Tensor
  /** The same for normal numbers with mean 0 and standard deviation 1. */
  normal(shape: Shape, seed: number | null): Tensor
  /** Adds a scalar to the loss. */
  addLoss(loss: Tensor): void
  /** Adds a penalty on the layer's output, averaged over the rows of the batch (without padding). */
  activityLoss(output: Tensor, regularizer: Config): void
  /** Whether the layer is frozen (`trainable` is false). */
  readonly frozen: boolean
}

/** Number and order of the inputs of a layer that merges branches. */
export interface InputArity {
  readonly min: number
  readonly max: number
  /** The order of the inputs matters: a − b, [a, b]. */
  readonly ordered: boolean
}
/** Limit on the inputs of a node. */
export const MAX_INPUTS = 64
/** Limit on the outputs of a group. */
export const MAX_OUTPUTS = 64

export const inputArity = ({ inputs }: Pick<LayerDefinition, 'inputs'>): InputArity =>
  typeof inputs === 'number' ? { min: inputs, max: inputs, ordered: true } : inputs

export interface LayerDefinition<F extends Fields = Fields> extends Definition {
  readonly family: LayerFamily
  readonly fields: F
  /** What the layer is in the network, if it is an end of it: it computes nothing, and its `build` only passes shapes on. */
  readonly role?: LayerRole
  /** Name of the Keras class if it is not `type`: keras.Input creates an InputLayer. */
  readonly kerasClass?: string
  /** Fields that are no argument in Keras, and that exported code therefore leaves out. */
  readonly fieldsOutsideKeras?: readonly string[]
  /** Number of inputs: none, one, or a range. */
  readonly inputs: 0 | 1 | InputArity
  /** Number of outputs: 0 or 1; only a group has more. */
  readonly outputs: number
  /** The layer computes in float32 under every dtype policy, as in Keras: with inputs rounded to the dtype of the policy, or with the
   *  original inputs. */
  readonly float32?: 'rounded inputs' | 'exact inputs'
  build(g: LayerBuilder, inputs: readonly Tensor[], props: Props<F>): Tensor
}

export const defineLayer = <const F extends Fields>(d: LayerDefinition<F>): LayerDefinition =>
  d as unknown as LayerDefinition
