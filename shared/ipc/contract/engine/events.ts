/** What the engine reports about a run, by itself. */
import type { ProblemData } from '../../../problem.ts'
import type { Text } from '../../../text.ts'
import type { FinalState, RunState } from '../../run-state.ts'
import type { ImportanceProgress } from './error-analysis.ts'
import type { EvaluationProgress } from './evaluations.ts'
import type { PredictionProgress } from './predictions.ts'
import type { RunId, RunOwner, RunSet } from './run-owner.ts'
import type { RunSignals } from './signals.ts'

/** Progress of a run during training or validation; `values` are in the order of RunInfo.series. */
export interface Progress {
  readonly run: RunId
  readonly state: RunState
  /** The current epoch, 1-based; `step` is the number of steps finished in it. */
  readonly epoch: number
  readonly step: number
  readonly stepsPerSecond: number
  readonly secondsLeft: number | null
  /** Means of loss and metrics since the start of the epoch. */
  readonly values: Float32Array
}
export interface EpochEnd {
  readonly run: RunId
  readonly epoch: number
  /** Figures of training, then of validation; NaN where there is no validation. */
  readonly train: Float32Array
  readonly validation: Float32Array | null
  /** Learning rate of the last step of the epoch. */
  readonly learningRate: number
  readonly millisecondsPerStep: number
  readonly best: boolean
  /** Number of epochs that early stopping has waited. */
  readonly waited: number
}
export interface RunResult {
  readonly run: RunId
  readonly state: FinalState
  readonly bestEpoch: number | null
  readonly folder: string | null
  readonly seconds: number
  readonly problems: readonly ProblemData[]
  /** Why the run ended, for the log: all epochs done, early stopping, the user, an error. */
  readonly reason: Text
  /** For a run that repeats another one: whether the numbers are equal, and otherwise what differs. */
  readonly repeated?: { readonly same: boolean; readonly text: Text }
}
export interface RunInfo {
  readonly run: RunId
  readonly name: string
  readonly state: RunState
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly batchSize: number
  readonly seed: number
  /** Names of loss and metrics: ['loss', 'accuracy']. */
  readonly series: readonly string[]
  readonly hasValidation: boolean
  readonly startedAt: number
  /** The document that the run was started from, with the real path of its file; absent if unknown. */
  readonly owner?: RunOwner
  /** The runs that were started together with this one. */
  readonly set?: RunSet
  /** Number of runs of the set that the engine starts after this one; absent if none. */
  readonly following?: number
  /** 'TensorFlow 2.21 · XLA · 2 cores'. */
  readonly executor: string
  /** Number of epochs without improvement after which early stopping ends the run; absent without early stopping. */
  readonly patience?: number
  /** The quantity that early stopping monitors, by its Keras name: 'val_loss'. */
  readonly monitor?: string
  /** Where a resumed run continued: the 0-based epoch and the steps finished in it. Later steps are repeated with the same numbers. */
  readonly resumed?: { readonly epoch: number; readonly step: number }
  /** The run that this one continues with more epochs, from its last state after these epochs and steps. */
  readonly continues?: { readonly run: RunId; readonly epoch: number; readonly step: number }
}
export interface LogLine {
  readonly at: number
  readonly text: Text
  /** The line states why the run ended, which is also part of its result. */
  readonly ends?: true
}

/** Calls that read all rows of a table, prepare them or compute their statistics. */
export type ReadingCall = 'describeData' | 'inspectTable' | 'tableRows'

/** How far one of the client's own calls is. */
export interface ReadingProgress {
  readonly call: ReadingCall
  /** 0 to 1, of the step that `text` names: reading (by the bytes of the file), preparing, writing, statistics. */
  readonly fraction: number
  /** What is done, with a running count: “Reading /data/table.csv: 1,250,000 rows”. */
  readonly text: Text
}

/** What all clients hear. */
export interface RunEvents {
  /** Emitted when a run starts and again when its data has been read; until then stepsPerEpoch is 0 and hasValidation false. For a resumed
   *  run it is emitted with the old id, then again with `resumed`, followed by its earlier epochs as epochsEnded. */
  runStarted(info: RunInfo): void
  runChanged(run: RunId, state: RunState): void
  progress(frame: Progress): void
  /** Finished epochs of one run, in order; a small network may finish many at once. */
  epochsEnded(frames: readonly EpochEnd[]): void
  /** Signals that a run has kept. */
  runSignals(signals: RunSignals): void
  log(run: RunId, line: LogLine): void
  finished(result: RunResult): void
}

export interface EngineEvents extends RunEvents {
  /** Sent to the client that called, at most ten times a second for each call, until the call is answered. */
  readingProgress(progress: ReadingProgress): void
  /** Sent to the client that called evaluate(). */
  evaluationProgress(progress: EvaluationProgress): void
  /** Sent to the client that called predictFile(). */
  predictionProgress(progress: PredictionProgress): void
  /** Sent to the client that called permutationImportance(). */
  importanceProgress(progress: ImportanceProgress): void
}
