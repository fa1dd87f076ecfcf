/** A loss: one number per row, from the target and the prediction. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import { isOp, type Tensor } from '../../graph/op.ts'
import { sigmoid } from '../../graph/ops/activations.ts'
import { identity } from '../../graph/ops/arrays.ts'
import { softmax } from '../../graph/ops/softmax.ts'

/** The form of the target in the graph: a class index (int32 [n]), one-hot (float32 [n, classes]) or numbers (float32, the prediction's
 *  shape). */
export type TargetForm = 'class' | 'one-hot' | 'number'

export interface LossDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  readonly target: TargetForm
  /** The activation that returns the probabilities the loss expects; absent if it accepts any numbers. */
  readonly probabilities?: 'softmax' | 'sigmoid'
  /** Whether the loss uses the input of a final softmax or sigmoid, whatever `from_logits` is. */
  readonly alwaysUsesLogits?: boolean
  /** Whether the loss distinguishes two classes if the target has classes. */
  readonly twoClasses?: boolean
  /** Whether the loss is for counts: targets of at least 0, for which the predictions must stay above 0. */
  readonly forCounts?: boolean
  /** Loss of each row, shape [n]. */
  perRow(m: Ops, target: Tensor, prediction: Tensor, props: Props<F>): Tensor
}

/** Keeps the types of the fields, so that a metric can be derived from the loss. */
export const defineLoss = <const F extends Fields>(d: LossDefinition<F>): LossDefinition<F> => d

/** keras.config.epsilon(): the smallest distance of probabilities from 0 and 1. */
export const EPSILON = 1e-7

/** The input of a final softmax or sigmoid. Keras's TensorFlow backend computes every cross-entropy from it, whichever of the two it is
 *  and whatever `from_logits` is (keras/src/backend/tensorflow/nn.py _get_logits). */
export const logitsOf = (prediction: Tensor, fromLogits: boolean): Tensor | null => {
  const named = behindNames(prediction)
  if (isOp(named, softmax) || isOp(named, sigmoid)) return named.inputs[0]!
  return fromLogits ? prediction : null
}

/** The value behind the names that a probe gives to it. */
export const behindNames = (x: Tensor): Tensor => {
  let value = x
  while (isOp(value, identity)) value = value.inputs[0]!
  return value
}

export const clip = (m: Ops, x: Tensor, low = EPSILON, high = 1 - EPSILON): Tensor =>
  m.minimum(m.maximum(x, low), high)
