/** Definition of a callback: its fields, and what it does to a run. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Text } from '../../text.ts'

export interface CallbackDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** When the callback ends the training before its last epoch, in a few words; absent if it never does. With a field `patience` it
   *  waits that many epochs for an improvement of its `monitor`. */
  stopSummary?(props: Props<F>): Text
  /** Whether the callback reads its field `monitor`. Absent: always. */
  readsMonitor?(props: Props<F>): boolean
  /** The callback sets the learning rate, so that no schedule can, and Keras logs the rate of each epoch. */
  readonly setsLearningRate?: boolean
  /** The files that the callback writes: a table with the characters of `separator` between its cells, weights under the name `filepath`
   *  with placeholders for figures, or events for TensorBoard. */
  readonly writesFiles?: 'table' | 'weights' | 'events'
}

/** Keeps the types of the fields, which the functions of the callback need. */
export const defineCallback = <const F extends Fields>(d: CallbackDefinition<F>): CallbackDefinition<F> => d
