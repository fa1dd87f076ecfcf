/** Definition of a layer: its fields, and a `build` function that computes its output with tensor operations and declares its weights and
 *  states. Shapes in the editor, parameter counts, the training graph and the exports all come from the same `build`. */
import type { Config, Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import type { Shape } from '../../graph/shape.ts'
import type { ActivationTraits } from '../activations/activation.ts'

/** Colour of the node on the canvas and group in the palette. */
export type LayerCategory =
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
  readonly category: LayerCategory
  readonly fields: F
  /** What the layer is in the network, if it is an end of it: it computes nothing, and its `build` only passes shapes on. */
  readonly role?: LayerRole
  /** Name of the Keras class if it is not `type`: keras.Input creates an InputLayer. */
  readonly kerasClass?: string
  /** Without its activation the layer is an affine map: the input times its weight `kernel`, plus `bias` on each feature of the last axis
   *  unless `use_bias` is off. `features` names the field with the number of these features. */
  readonly affine?: { readonly features: string }
  /** The layer works on the last axis only, and treats the others like further rows: images usually need a Flatten before it. */
  readonly lastAxisOnly?: boolean
  /** The layer only applies this activation, whose arguments are the layer's fields. */
  readonly applies?: ActivationTraits
  /** The layer brings its input to mean 0 and variance 1: each feature over the batch, or the features of each row. */
  readonly normalizes?: 'batch' | 'row'
  /** The layer disturbs its input at random while training, and returns it unchanged otherwise: 0 or the lowest value of selu takes
   *  the place of a share (`rate`) of the numbers, or they are mixed with normal numbers. */
  readonly noise?: 'zero' | 'selu minimum' | 'normal'
  /** Its noise stands for leaving out a share of the numbers, so that passes with it show how unsure the network is (Gal and Ghahramani
   *  2016). */
  readonly isDropout?: boolean
  /** The numbers of the input are indices, which cannot be scaled; only the weights of those that occur in a batch are trained by it. */
  readonly takesIndices?: boolean
  /** The layer adds a penalty on its output to the loss, even without an `activity_regularizer`. */
  readonly penalizesOutput?: boolean
  /** Fields that are no argument in Keras, and that exported code therefore leaves out. */
  readonly fieldsOutsideKeras?: readonly string[]
  /** Stroke path of the icon on a 12×12 grid; absent: that of the category. */
  readonly glyph?: string
  /** Category whose colour the layer has; absent: its own. */
  readonly colorCategory?: LayerCategory
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
