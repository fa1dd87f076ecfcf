/** What a loss is: one number per row from the target and the prediction. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/ops.ts'

/** How the target enters the graph: a class number (int32 [n]), one-hot of it (float32 [n, classes]) or numbers (float32, the prediction's shape). */
export type TargetForm = 'class' | 'one-hot' | 'number'

export interface LossDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  readonly target: TargetForm
  /** The activation that makes the probabilities it expects; absent: it takes any numbers. */
  readonly probabilities?: 'softmax' | 'sigmoid'
  /** Works from the numbers beneath a final softmax or sigmoid, whatever `from_logits` says. */
  readonly beneath?: boolean
  /** With classes as target it tells two apart. */
  readonly twoClasses?: boolean
  /** Loss of each row, shape [n]. */
  perRow(m: Ops, target: Tensor, prediction: Tensor, props: Props<F>): Tensor
}

/** Keeps the types of its fields, so that a metric may be made of it. */
export const defineLoss = <const F extends Fields>(d: LossDefinition<F>): LossDefinition<F> => d

/** keras.config.epsilon(): probabilities are kept this far from 0 and 1. */
export const EPSILON = 1e-7

/** The input of a final softmax or sigmoid: Keras's TensorFlow backend works every cross-entropy out from it, whichever of the
 *  two it is and whatever `from_logits` says (keras/src/backend/tensorflow/nn.py _get_logits). */
export const logitsOf = (prediction: Tensor, fromLogits: boolean): Tensor | null => {
  if (prediction.type === 'Softmax' || prediction.type === 'Sigmoid') return prediction.inputs[0]!
  return fromLogits ? prediction : null
}

export const clip = (m: Ops, x: Tensor, low = EPSILON, high = 1 - EPSILON): Tensor =>
  m.minimum(m.maximum(x, low), high)
