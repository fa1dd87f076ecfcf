/** What a layer is: fields, and a `build` that says with tensor operations what it computes and what it owns. Live shapes,
 *  parameter counts, the training graph and the exports all come from the same `build`. */
import type { Config, Definition, Fields, Props } from '../fields/index.ts'
import type { Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/ops.ts'
import type { Shape } from '../graph/shape.ts'
import type { Text } from '../text.ts'

/** Colour family on the canvas and group in the palette. */
export type LayerFamily =
  | 'io'
  | 'core'
  | 'activation'
  | 'normalization'
  | 'regularization'
  | 'merge'
  | 'group'

export interface WeightOptions {
  readonly initializer: Config
  readonly regularizer?: Config | null
  /** What the weight is brought back to after each step. */
  readonly constraint?: Config | null
}

/** All a layer's `build` sees: operations, and how it says what it owns. */
export interface LayerBuilder extends Ops {
  /** True in the graph that trains, false in the one that predicts: two builds, no switch inside. */
  readonly training: boolean
  /** A trained variable of the layer (not trained when the layer is frozen). Order of the calls is Keras's order of weights. */
  weight(name: string, shape: readonly number[], options: WeightOptions): Tensor
  /** A variable that training updates by rule instead of by gradient (moving averages). */
  state(name: string, shape: readonly number[], initializer: Config): Tensor
  /** The state's value after this step. Only in training. */
  update(state: Tensor, next: Tensor): void
  /** Fresh uniform numbers in [0, 1) of this shape for each step; `seed` as in the field, null derives it from the run. */
  uniform(shape: Shape, seed: number | null): Tensor
  /** Fresh numbers of the normal distribution with mean 0 and standard deviation 1, as `uniform`. */
  normal(shape: Shape, seed: number | null): Tensor
  /** Adds a scalar to the loss. */
  addLoss(loss: Tensor): void
  /** Adds a penalty on the layer's output, per row of the batch (padding left out). */
  activityLoss(output: Tensor, regularizer: Config): void
  /** The layer is frozen (`trainable` false). */
  readonly frozen: boolean
}

/** A fault only the input shape shows. `field` is the field to change, when it is one. */
export class LayerError extends Error {
  readonly text: Text
  readonly field: string | null
  constructor(text: Text, field: string | null = null) {
    super(text.en)
    this.text = text
    this.field = field
  }
}

/** Inputs of a layer that joins branches. */
export interface Several {
  readonly min: number
  readonly max: number
  /** Which comes first makes a difference: a − b, [a, b]. */
  readonly ordered: boolean
}
/** At most so many branches meet in one node. */
export const MAX_INPUTS = 64
/** At most so many values come out of a group. */
export const MAX_OUTPUTS = 64

export const inputsOf = ({ inputs }: Pick<LayerDefinition, 'inputs'>): Several =>
  typeof inputs === 'number' ? { min: inputs, max: inputs, ordered: true } : inputs

export interface LayerDefinition<F extends Fields = Fields> extends Definition {
  readonly family: LayerFamily
  readonly fields: F
  /** How many inputs the layer takes: none, one, or from so many to so many. */
  readonly inputs: 0 | 1 | Several
  /** One or none; only a group has more. */
  readonly outputs: number
  /** Computes in float32 whatever the policy is, as in Keras: on inputs that were rounded to it, or on those that came. */
  readonly float32?: 'rounded inputs' | 'exact inputs'
  build(g: LayerBuilder, inputs: readonly Tensor[], props: Props<F>): Tensor
}

export const defineLayer = <const F extends Fields>(d: LayerDefinition<F>): LayerDefinition =>
  d as unknown as LayerDefinition
