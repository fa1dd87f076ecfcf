/** Interface of the executors of a plan: TensorFlow (tensorflow/), and JavaScript with WebAssembly (portable/). */
import type { Plan, Program } from '../../../shared/graph/program.ts'
import type { Slices } from '../../../shared/random/slices.ts'
import type { Values } from './values.ts'

export interface RunSizes {
  /** Rows of the loaded data, all parts together. */
  readonly rows: number
  /** Full batches per epoch; the rows left over are the smaller last batch. */
  readonly steps: number
  readonly batchSize: number
  readonly lastBatchSize: number
  /** Rows per evaluation or prediction batch; the last one is padded. */
  readonly evaluationBatchSize: number
  /** If one call may train several epochs: the maximum number of epochs, and the number of validation rows after each. */
  readonly joined?: { readonly epochs: number; readonly validation: number }
}

/** Input of a call that trains several epochs: the row order of each epoch, and all validation rows. */
export interface JoinedEpochs {
  readonly orders: readonly Int32Array[]
  readonly validation: Int32Array
  /** Steps of the first epoch that are already done, and the end step of the last epoch; the smaller last batch counts as one step. */
  readonly from: number
  readonly to: number
}

/** Result of one of several epochs in a call. */
export interface JoinedEpochResult {
  /** Sums of its steps so far, and of the validation rows if the epoch is complete. */
  readonly train: Float32Array
  readonly validation: Float32Array
  /** States that a step changes, except the sums, at the end of the epoch. */
  readonly states: StateValues
}

/** Name of the state with the number of the first step whose loss is not finite. */
export const BAD_STEP = 'bad_step'

/** Result of a call: the values of all accumulators, rows first, and the first bad step, −1 if there is none. */
export interface CallResult {
  readonly sums: Float32Array
  readonly badStep: number
}
export type StateValues = ReadonlyMap<string, Values>

/** A plan with its data and states. A call with a loss that is not finite changes no state. Accumulators start at zero if `fresh`, and
 *  otherwise continue from the last call. */
export interface Session {
  readonly sizes: RunSizes
  /** Column name → all rows. Called once. */
  load(data: ReadonlyMap<string, Values>): void
  /** Runs steps start ≤ i < end of the epoch's order, which has `steps` × `batchSize` row numbers and is copied on first use. */
  train(order: Int32Array, start: number, end: number, fresh?: boolean): CallResult
  /** Runs the epoch's last, smaller batch: `lastBatchSize` row numbers. */
  trainLastBatch(rows: Int32Array, fresh?: boolean): CallResult
  /** Trains and validates several epochs in one call; the bits do not depend on how a run is divided into calls. Present if `sizes.joined`
   *  is set. Each epoch's sums start at zero; afterwards the accumulators have those of the last epoch's steps. */
  epochs?(joined: JoinedEpochs): { readonly epochs: readonly JoinedEpochResult[]; readonly badStep: number }
  /** Adds up to `evaluationBatchSize` rows to the accumulators. */
  evaluate(rows: Int32Array, fresh?: boolean): CallResult
  /** Takes up to `evaluationBatchSize` rows of features as stored; returns as many rows of each Output's predictions. */
  predict(features: Values, rows: number): ReadonlyMap<string, Float32Array>
  /** Reads all states, or the named ones, in one call. */
  readStates(names?: readonly string[]): Map<string, Values>
  writeStates(values: StateValues): void
  close(): void
}

export interface ProgramResult {
  /** Next value of each state by name, and the results by name. Row-major; bool as 0 and 1. */
  readonly next: ReadonlyMap<string, Values>
  readonly results: ReadonlyMap<string, Values>
}

/** TensorFlow compiled by XLA, TensorFlow without XLA, or WebAssembly without native code. A person chooses one with `--runtime` of the
 *  command line or LAYERLOOM_EXECUTOR. */
export const EXECUTOR_KINDS = ['xla', 'graph', 'portable'] as const
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number]

export const DEVICES = ['cpu', 'gpu'] as const
export type Device = (typeof DEVICES)[number]

export interface Executor {
  /** Version of the library that computes. */
  readonly version: string
  /** Device as reported by the library. */
  readonly device: Device
  /** Sets every state to its initial value. */
  open(plan: Plan, sizes: RunSizes): Session
  /** Runs a program once with arguments by name: `state:dense/kernel`, `data:x` with the rows of the batch. */
  evaluate(program: Program, args: ReadonlyMap<string, Values>): ProgramResult
  /** Loads a program for any number of runs. @param bound arguments that stay the same: the weights */
  load(program: Program, bound: ReadonlyMap<string, Values>): LoadedProgram
}

export interface LoadedProgram {
  /** @param args the arguments that are not bound. The next run may change the result. */
  run(args: ReadonlyMap<string, Values>): ProgramResult
  /** The same in slices of a few milliseconds, where the executor can be interrupted. */
  slices?(args: ReadonlyMap<string, Values>): Slices<ProgramResult>
  close(): void
}
