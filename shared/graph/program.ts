/** A training run as pure functions over named values: what an executor is given. It knows nothing of layers. */
import type { DType, Op, Tensor } from './ops.ts'

export type StateRole = 'weight' | 'moving' | 'slot' | 'metric' | 'counter' | 'setting'

/** A value that lives across steps. */
export interface StateSpec {
  /** Unique: `dense/kernel`, `optimizer/momentum/dense/kernel`, `loss_sum`, `step`. */
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: Extract<DType, 'float32' | 'int32' | 'uint32'>
  readonly role: StateRole
  /** First values, row-major. */
  initial(): Float32Array | Int32Array | Uint32Array
}

/** A column of the resident dataset: one entry per row. */
export interface DataSpec {
  /** 'x' features; 'y', 'y1', … targets; 'w' weights of the rows. */
  readonly name: string
  /** Of one row, as stored. */
  readonly shape: readonly number[]
  readonly dtype: Extract<DType, 'float32' | 'int32' | 'uint8'>
}

/** A pure function. Its Argument operations are named `state:NAME`, `data:NAME` (a batch of rows, gathered by the executor)
 *  and `weight` (float32 [batch], 1 for a real row and 0 for padding; evaluation only). */
export interface Program {
  /** All operations in order; only those the results need have to run. */
  readonly ops: readonly Op[]
  readonly batch: number
  /** Next value of each state that the program changes, by state name. */
  readonly next: ReadonlyMap<string, Tensor>
  /** Further results by name: what each Output gives. */
  readonly results: ReadonlyMap<string, Tensor>
}

export interface Plan {
  readonly state: readonly StateSpec[]
  readonly data: readonly DataSpec[]
  /** One training step on `batch` rows. */
  train(batch: number): Program
  /** Adds one batch to the metric accumulators. */
  evaluate(batch: number): Program
  /** One result for each of `outputs`, shape (batch, …). */
  predict(batch: number): Program
  /** Weights that end a training as their moving averages, each with the state that has it. */
  readonly averages: ReadonlyMap<string, string>
  /** Names of the Outputs. */
  readonly outputs: readonly string[]
  /** Series names in the order of `figures`: loss, then metrics. */
  readonly series: readonly string[]
  /** States (metric role) to read after a chunk: first `rows`, then the sums of the series. */
  readonly accumulators: readonly StateSpec[]
  /** The figures of the series from the accumulators' values, one after another (graph/accumulators.ts). */
  figures(sums: Float32Array): Float32Array
}
