/** A training run as pure functions of named values. Executors run it without any knowledge of layers. */
import type { DType, Op, Tensor } from './op.ts'

export type StateRole = 'weight' | 'moving' | 'slot' | 'metric' | 'counter' | 'setting'

/** A value that persists across steps. */
export interface StateSpec {
  /** Unique: `dense/kernel`, `optimizer/momentum/dense/kernel`, `loss_sum`, `step`. */
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: Extract<DType, 'float32' | 'int32' | 'uint32'>
  readonly role: StateRole
  /** What the initial values follow from: the same text, the same values. */
  readonly recipe?: string
  /** Initial values, row-major. */
  initial(): Float32Array | Int32Array | Uint32Array
}

/** A column of the resident dataset: one entry per row. */
export interface DataSpec {
  /** 'x' features; 'y', 'y1', … targets; 'w' weights of the rows. */
  readonly name: string
  /** Shape of one row, as stored. */
  readonly shape: readonly number[]
  readonly dtype: Extract<DType, 'float32' | 'int32' | 'uint8'>
}

/** A pure function. Its Argument operations are named `state:NAME`, `data:NAME` (a batch of rows, gathered by the executor)
 *  and `weight` (float32 [batch], 1 for a real row and 0 for padding; evaluation only). */
export interface Program {
  /** All operations in topological order; only those that the results depend on need to run. */
  readonly ops: readonly Op[]
  readonly batch: number
  /** Next value of each state that the program changes, by state name. */
  readonly next: ReadonlyMap<string, Tensor>
  /** Other results by name: the value of each Output. */
  readonly results: ReadonlyMap<string, Tensor>
}

export interface Plan {
  readonly state: readonly StateSpec[]
  readonly data: readonly DataSpec[]
  /** One training step on `batch` rows. */
  train(batch: number): Program
  /** Adds one batch to the metric accumulators. */
  evaluate(batch: number): Program
  /** The same, with the predictions (batch, …) and the losses (batch) of each Output as results. */
  score(batch: number): Program
  /** Computes one result for each of `outputs`, with shape (batch, …). */
  predict(batch: number): Program
  /** The same with dropout on, which draws other numbers for each row of the batch and the same ones in each call (Monte Carlo dropout). */
  predictWithDropout(batch: number): Program
  /** Weights that are replaced by their moving averages at the end of training, each with the state that holds its average. */
  readonly averages: ReadonlyMap<string, string>
  /** Names of the Outputs. */
  readonly outputs: readonly string[]
  /** Series names in the order of `figures`: loss, then metrics. */
  readonly series: readonly string[]
  /** States (metric role) to read after a chunk: first `rows`, then the sums of the series. */
  readonly accumulators: readonly StateSpec[]
  /** Computes the figures of the series from the packed values of the accumulators (graph/accumulators.ts). */
  figures(sums: Float32Array): Float32Array
}
