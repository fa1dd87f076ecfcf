/** Definition of an activation: a function of a tensor, with Keras's name and arguments. keras/src/activations/activations.py. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'

/** The smallest and the largest value. */
export type Range = readonly [number, number]

const INFINITY = Number.POSITIVE_INFINITY
export const UNBOUNDED: Range = [-INFINITY, INFINITY]
export const atLeast = (min: number): Range => [min, INFINITY]
export const atMost = (max: number): Range => [-INFINITY, max]

/** The properties of an activation from which hints, checks and repairs follow. */
export interface ActivationTraits {
  /** Keras's name of the activation. */
  readonly type: string
  /** The activation returns its input: a layer with it has no activation. */
  readonly identity?: boolean
  /** The results stay near mean 0 and variance 1 from layer to layer without a normalization. */
  readonly selfNormalizing?: boolean
  /** The results are probabilities of logits: of classes that exclude each other, so that they add up to 1, or independent ones. */
  readonly probabilities?: 'exclusive' | 'independent'
  /** Initializer that keeps the size of the signals from layer to layer; absent if none is known to. */
  readonly suitableInitializer?: 'he' | 'glorot' | 'lecun'
  /** The activation is flat far from 0, where gradients vanish: how fast, in units of tanh. The slope of sigmoid is at most 1/4, that of
   *  tanh 1 at its steepest, so that gradients vanish as much in three sigmoids as in six tanhs. */
  readonly saturation?: number
}

export interface ActivationDefinition<F extends Fields = Fields> extends Definition, ActivationTraits {
  readonly type: string
  readonly fields: F
  /** The formula in mathematical notation, with the arguments' values; cases are written `x > 0: …; x ≤ 0: …`. */
  formula(props: Props<F>): string
  /** Bounds of the results for any input; a bound may also be a limit that is approached but never reached. */
  range(props: Props<F>): Range
  apply(m: Ops, x: Tensor, props: Props<F>): Tensor
}

/** @param type Keras's name, which is also the name of the function in keras.activations */
export const defineActivation = <const F extends Fields = Record<never, never>>(
  type: string,
  { fields, ...rest }: Omit<ActivationDefinition<F>, 'type' | 'keras' | 'fields'> & { readonly fields?: F },
): ActivationDefinition =>
  ({ type, keras: `activations.${type}`, fields: fields ?? {}, ...rest }) as unknown as ActivationDefinition
