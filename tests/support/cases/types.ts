/** A small network that is compared with the real Keras. */

import type { DTypePolicy } from '../../../shared/catalog/dtype-policy.ts'
import type { Json, JsonObject } from '../../../shared/json.ts'

export interface CaseLayer {
  readonly type: string
  readonly props?: JsonObject
  readonly trainable?: boolean
  readonly dtype?: 'float32'
}

export interface CaseOutput {
  /** The call whose value the Output gets, counted from 1. */
  readonly from: number
  /** The target by name, or by its index among the targets of the case. */
  readonly target?: number | string
  readonly loss: Json
  readonly lossWeight?: number
  readonly metrics?: readonly Json[]
  readonly weightedMetrics?: readonly Json[]
}

export interface KerasCase {
  readonly name: string
  readonly input: readonly number[]
  readonly layers: readonly CaseLayer[]
  /** The index of the layer of each call, one after the other; absent: each layer once. */
  readonly calls?: readonly number[]
  /** A graph instead of a chain: [layer, input, …] for each call. An input is 0 for the first Input, −1 for the second and so on, and n
   *  for the n-th call, counted from 1. */
  readonly graph?: readonly (readonly number[])[]
  /** Several Inputs, each with the indices of its columns; absent: one Input with all columns. */
  readonly inputs?: readonly (readonly number[])[]
  /** Several Outputs, in place of `loss`, `lossWeight`, `metrics` and `weightedMetrics`. */
  readonly outputs?: readonly CaseOutput[]
  readonly loss?: Json
  readonly lossWeight?: number
  readonly metrics?: readonly Json[]
  readonly weightedMetrics?: readonly Json[]
  readonly optimizer?: Json
  /** The number of training steps: 20 for optimizers, 1 where one step shows everything. */
  readonly steps?: number
  /** The number of classes of the target; 0 for a numeric target. */
  readonly classes?: number
  /** The number of labels of the target, in place of `classes`. */
  readonly labels?: number
  /** The number of classes of each further target of the data. */
  readonly further?: readonly number[]
  /** Whether the rows have sample weights. */
  readonly weighted?: boolean
  /** The policy; absent: float32. */
  readonly dtypePolicy?: DTypePolicy
  /** The factor on the loss of each class's rows. */
  readonly classWeight?: readonly number[]
  /** The factor on the initial weights, for results far from 0. */
  readonly scale?: number
  /** The type of the raw rows, and the scaling before the first layer: (raw − offset) × scale. */
  readonly preparation?: {
    readonly dtype: 'uint8' | 'float32'
    readonly offset: readonly number[]
    readonly scale: readonly number[]
  }
}
