/** Messages between the engine and a run's process, over child-process IPC (serialization 'advanced'). */
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { ColumnFits } from '../../../shared/data/fitted-steps.ts'
import type { Parts } from '../../../shared/data/parts.ts'
import type { BootstrapSettings } from '../../../shared/evaluation/bootstrap.ts'
import type { EvaluationFigures } from '../../../shared/evaluation/evaluation.ts'
import type { NodeOutput } from '../../../shared/evaluation/node-output.ts'
import type { EpochEnd, Progress, TrialKind, TrialResult } from '../../../shared/ipc/contract/index.ts'
import type { FinalState, RunState } from '../../../shared/ipc/run-state.ts'
import type { ProblemData } from '../../../shared/problem.ts'
import type { Signals, SignalsFrame } from '../../../shared/signals/signals.ts'
import type { Text } from '../../../shared/text.ts'
import type { ExecutorKind } from '../executors/executor.ts'
import type { ExecutorRecord } from '../executors/executor-record.ts'

export interface ResumeJob {
  /** The record of the executor used so far. */
  readonly executor: ExecutorRecord | null
  /** The run that a new one continues; null for a run that is resumed. */
  readonly continued: ContinuedRun | null
}

export interface ContinuedRun {
  readonly run: string
  readonly folder: string
  /** The text of its document. */
  readonly document: string
}

export interface RunJob {
  /** Id of the run. */
  readonly run: string
  /** Goes on from the newest valid checkpoint: of this run, or of the run that this one continues. */
  readonly resume: ResumeJob | null
  /** The document's text; the engine has checked it against the data. */
  readonly document: string
  readonly epochs: number
  readonly seed: number
  /** Names of the loss and the metrics. */
  readonly series: readonly string[]
  readonly info: DataInfo
  /** Flat files, see electron/engine/data: features, targets and weights, and the row numbers of training, validation and test. */
  readonly files: { readonly features: string; readonly targets: string; readonly order: string }
  /** Where metrics and weights are written. */
  readonly folder: string
  readonly executor: ExecutorKind
  /** See small-networks.ts. */
  readonly small: boolean
  /** Whether signals are kept while it trains; null: if its epochs are long. */
  readonly signals: boolean | null
  /** Environment variables that TensorFlow reads when it first compiles. */
  readonly flags: { readonly [variable: string]: string }
}

/** An evaluation of a run on a part of its rows. */
export interface EvaluationJob
  extends Pick<RunJob, 'run' | 'document' | 'seed' | 'info' | 'files' | 'executor' | 'flags'> {
  readonly part: keyof Parts<unknown>
  /** Folder of the run. */
  readonly folder: string
  /** File of weights. */
  readonly weights: string
  /** File that the predictions are written to. */
  readonly file: string
  /** Of a table in which some rows have no target: the row of the table of each stored row. */
  readonly tableRows: Int32Array | null
  /** What the steps of the table have learned. */
  readonly fits: readonly ColumnFits[]
  readonly bootstrap: BootstrapSettings
}

/** A network that predicts rows until its process is killed. */
export interface PredictorJob extends Pick<RunJob, 'document' | 'seed' | 'info' | 'flags'> {
  /** File of weights. */
  readonly weights: string
}

/** A network that predicts one row, whose layers show what they put out; answered by `probed`. */
export interface ProbeJob extends PredictorJob {
  /** As they are stored. */
  readonly features: Float32Array | Uint8Array
}

export interface SignalsData extends Pick<RunJob, 'info' | 'files'> {
  /** See PreparedData. */
  readonly keptRows: string | null
}

/** The signals of a network with initial weights. */
export interface SignalsJob {
  /** The document's text. */
  readonly document: string
  /** Added to the document's seed. */
  readonly draw: number
  /** The prepared data; null for rows that are drawn at random. */
  readonly data: SignalsData | null
  /** Why there are no data although the document has a reference to some. */
  readonly problems: readonly ProblemData[]
}

export type EvaluationMessage =
  | { readonly stage: 'predicting' | 'intervals'; readonly done: number; readonly total: number }
  /** All figures, without intervals. */
  | {
      readonly stage: 'figures'
      readonly figures: EvaluationFigures
      readonly weights: UsedWeights
      readonly predictions: { readonly bytes: number; readonly sha256: string }
    }
  | { readonly stage: 'done'; readonly figures: EvaluationFigures }

/** Weights of a file, which are read once. */
export interface UsedWeights {
  /** 1-based. */
  readonly epoch: number
  readonly sha256: string
}

/** Problem code of a run that failed for an unexpected reason. */
export const UNEXPECTED = 'run_failed'

export interface Ending {
  readonly state: FinalState
  readonly reason: Text
  readonly problems: readonly ProblemData[]
  /** 1-based. */
  readonly bestEpoch: number | null
  readonly epochs: number
}

/** How a user may interrupt a run. */
export type Halt = 'stop' | 'pause'

export type ToRun =
  | { readonly type: 'start'; readonly job: RunJob }
  | { readonly type: 'trial'; readonly kind: TrialKind; readonly job: RunJob }
  | { readonly type: 'evaluate'; readonly job: EvaluationJob }
  | { readonly type: 'openPredictor'; readonly job: PredictorJob }
  | { readonly type: 'probe'; readonly job: ProbeJob }
  /** Rows of features as they are stored; answered by `predictions` in this order. */
  | {
      readonly type: 'predict'
      readonly features: Float32Array | Uint8Array
      readonly rows: number
      /** Predicts each row so many times with dropout on; null: once without. */
      readonly passes: number | null
    }
  /** Answered by `initialSignals` or `signalsFailed`, unless it is cancelled. The process stays for the next ones. */
  | { readonly type: 'computeSignals'; readonly id: number; readonly job: SignalsJob }
  | { readonly type: 'cancelSignals'; readonly id: number }
  /** The engine has recorded that the run is resumed: its folder may now be changed. */
  | { readonly type: 'resume' }
  | { readonly type: Halt }

/** What a process answers that trains no run. */
export type Answer =
  | { readonly type: 'trial'; readonly result: TrialResult }
  | { readonly type: 'evaluation'; readonly message: EvaluationMessage }
  /** Probabilities or numbers of each Output, row by row. */
  | {
      readonly type: 'predictions'
      readonly outputs: readonly Float32Array[]
      readonly weights: UsedWeights
    }
  | { readonly type: 'probed'; readonly outputs: readonly NodeOutput[] }
  | { readonly type: 'initialSignals'; readonly id: number; readonly signals: Signals }
  | { readonly type: 'signalsFailed'; readonly id: number; readonly problems: readonly ProblemData[] }

/** Messages about a run. */
export type OfRun =
  | { readonly type: 'executor'; readonly record: ExecutorRecord }
  | { readonly type: 'state'; readonly state: RunState }
  | { readonly type: 'log'; readonly text: Text }
  | { readonly type: 'progress'; readonly frame: Omit<Progress, 'run'> }
  | { readonly type: 'epochs'; readonly frames: readonly Omit<EpochEnd, 'run'>[] }
  | { readonly type: 'signals'; readonly frame: SignalsFrame }
  /** Position (0-based epoch, steps done in it) where a run would resume. Its folder is unchanged until the engine answers 'resume'. */
  | { readonly type: 'resumed'; readonly epoch: number; readonly step: number }
  /** The stop or pause was received: no step follows. */
  | { readonly type: 'stopping' }
  /** `peakBytes`: maximum resident set size of the process. */
  | { readonly type: 'ended'; readonly ending: Ending; readonly peakBytes: number }

/** For about so long the process does something that may not be cut short, such as computing signals, and does not read messages. 0: it
 *  reads them again. */
export interface Busy {
  readonly type: 'busy'
  readonly milliseconds: number
}

export type FromRun = OfRun | Answer

const ANSWERS: { readonly [type in Answer['type']]: true } = {
  trial: true,
  evaluation: true,
  predictions: true,
  probed: true,
  initialSignals: true,
  signalsFailed: true,
}
export const isAnswer = (message: FromRun): message is Answer => message.type in ANSWERS
