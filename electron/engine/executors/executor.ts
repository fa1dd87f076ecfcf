/** What can run a plan: TensorFlow (tensorflow/), or plain JavaScript with WebAssembly (portable/). */
import type { Plan, Program } from '../../../shared/graph/program.ts'
import type { Values } from './values.ts'

export interface RunSizes {
  /** Rows of the resident data, all parts together. */
  readonly rows: number
  /** Whole batches of an epoch, and the rows that are left for a smaller one. */
  readonly steps: number
  readonly batch: number
  readonly rest: number
  /** Rows of one evaluation or prediction batch; the last is padded. */
  readonly evaluate: number
  /** Where one call may train several epochs: how many at most, and the validation rows after each. */
  readonly joined?: { readonly epochs: number; readonly validation: number }
}

/** Several epochs for one call: the order of the rows in each, and all validation rows. */
export interface Stretch {
  readonly orders: readonly Int32Array[]
  readonly validation: Int32Array
  /** Steps of the first epoch that are done, and of the last one that shall be; the smaller last batch counts as one. */
  readonly from: number
  readonly to: number
}

/** An epoch of a stretch. */
export interface StretchEpoch {
  /** Sums of its steps until now, and of the validation rows where it is over. */
  readonly train: Float32Array
  readonly validation: Float32Array
  /** What a step changes, but for the sums, as the epoch left it. */
  readonly states: StateValues
}

/** State whose value tells the first step with a loss that is not finite. */
export const BAD_STEP = 'bad_step'

/** What a call tells: the numbers of all accumulators, rows first, and the first bad step, −1 for none. */
export interface Figures {
  readonly sums: Float32Array
  readonly badStep: number
}
export type StateValues = ReadonlyMap<string, Values>

/** A plan with its data and states. A call that met a loss that was not finite changes no state. What adds up figures begins at zero
 *  where it is `fresh`, and else goes on from the last call. */
export interface Session {
  readonly sizes: RunSizes
  /** Column name → all rows. Written once. */
  load(data: ReadonlyMap<string, Values>): void
  /** Steps start ≤ i < end of the epoch's order: `steps` × `batch` row numbers. They are copied at the first call with them. */
  train(order: Int32Array, start: number, end: number, fresh?: boolean): Figures
  /** The epoch's last, smaller batch: `rest` row numbers. */
  rest(rows: Int32Array, fresh?: boolean): Figures
  /** Trains and validates the epochs of a stretch one after another: the same bits however a run is cut into stretches. There where
   *  `sizes.joined` is. Each epoch's sums begin at zero, and those of its steps are what the accumulators have afterwards. */
  epochs?(stretch: Stretch): { readonly epochs: readonly StretchEpoch[]; readonly badStep: number }
  /** Adds up to `evaluate` rows to the accumulators. */
  evaluate(rows: Int32Array, fresh?: boolean): Figures
  /** Features as stored, up to `evaluate` rows; gives that many rows of each Output's predictions. */
  predict(features: Values, rows: number): ReadonlyMap<string, Float32Array>
  /** All states, or the named ones, in one go. */
  read(names?: readonly string[]): Map<string, Values>
  write(values: StateValues): void
  close(): void
}

export interface Outcome {
  /** Next value of each state, by state name; then the results, by name. Row-major; bool as 0 and 1. */
  readonly next: ReadonlyMap<string, Values>
  readonly results: ReadonlyMap<string, Values>
}

export type Device = 'cpu' | 'gpu'

export interface Executor {
  /** Of the library that computes. */
  readonly version: string
  /** What it computes on, as the library itself says. */
  readonly device: Device
  /** Sets every state to its first value. */
  open(plan: Plan, sizes: RunSizes): Session
  /** Runs a program once on arguments by name: `state:dense/kernel`, `data:x` with the batch's rows. */
  evaluate(program: Program, args: ReadonlyMap<string, Values>): Outcome
}
