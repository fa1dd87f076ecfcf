/** What a training is made of: its state, the messages that change it, the effects that follow. */
import type { StateSpec } from '../../../../shared/graph/program.ts'
import type { EpochEnd } from '../../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../../shared/text.ts'
import type { StateValues } from '../../executors/executor.ts'
import type { MetricsLine } from '../../run-folder/metrics-file.ts'
import type { Weights } from '../../run-folder/weights-file.ts'
import type { EpochMetrics } from '../callback-files/epoch-writer.ts'
import type { Best, CheckpointContent, CheckpointPlace } from '../checkpoints.ts'
import type { EndedEpoch, Position } from '../epoch.ts'
import type { CallbackStates, EpochCallbacks } from '../epoch-callbacks.ts'
import type { NonFinite } from '../find-non-finite.ts'
import type { Ending, FromRun, Halt } from '../messages.ts'
import type { ProgressPosition, RemainingWork } from '../progress.ts'
import type { Restored } from '../restored.ts'
import type { EpochPoint } from '../signals/recorder.ts'

export type Phase =
  /** The network and its data are loaded; the run's folder is unchanged. */
  | 'opened'
  /** No step was trained yet. */
  | 'compiling'
  | 'training'
  | 'ended'

/** What does not change while a run trains. */
export interface Setup {
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly hasValidation: boolean
  /** Names of an epoch's figures: the series, then those of the validation. */
  readonly names: readonly string[]
  /** The weights of the network. */
  readonly weights: readonly StateSpec[]
  /** Whether some weights are replaced by their averages at the end, as Keras's fit does. */
  readonly hasAverages: boolean
  readonly callbacks: EpochCallbacks
  /** Folder of the run that this one continues; null for any other run. */
  readonly continuedFolder: string | null
  /** Whether the figures for callbacks contain the learning rate: Keras's logs do if a callback sets it. */
  readonly logsLearningRate: boolean
}

export interface Training {
  readonly setup: Setup
  readonly phase: Phase
  /** Where the next call into the executor starts. */
  readonly at: Position
  readonly callbacks: CallbackStates
  readonly best: Best | null
  /** The last steps, and the figures of their epoch so far. */
  readonly latest: Latest
  /** How the training ended; null before. */
  readonly ending: Ending | null
}

export interface Latest extends Position {
  readonly values: Float32Array
}

export type Message =
  /** A new run starts. */
  | { readonly type: 'start' }
  /** A resumed run has found its checkpoint; null if there is none. */
  | { readonly type: 'found'; readonly at: Position | null }
  /** The engine has recorded that the run goes on: the folder may be changed. */
  | { readonly type: 'allowed'; readonly restored: Restored | null }
  /** A call into the executor trained steps. `seconds`: since the network was opened. */
  | { readonly type: 'steps'; readonly latest: Latest; readonly seconds: number }
  /** The states belong to a position inside an epoch, and another call follows. */
  | { readonly type: 'insideEpoch'; readonly at: Position }
  | { readonly type: 'validationBatch' }
  /** `ended`: the epochs that ended, each with its states; the steps after the last one reach to `at`. */
  | { readonly type: 'trained'; readonly ended: readonly EndedEpoch[]; readonly at: Position }
  /** A stop or a pause was read. `overrides`: values of states that have changed in the session since. */
  | { readonly type: 'halted'; readonly how: Halt; readonly at: Position; readonly overrides?: StateValues }
  /** A loss was not finite. `badStep` counts from the run's start; the session has the last good state. */
  | {
      readonly type: 'notFinite'
      readonly epoch: number
      readonly badStep: number
      readonly learningRate: number
      readonly cause: NonFinite
    }

export type Effect =
  | { readonly type: 'emit'; readonly message: FromRun }
  /** Emits a frame if one is due, or `always`. */
  | {
      readonly type: 'progress'
      readonly position: ProgressPosition
      readonly left: RemainingWork
      readonly always: boolean
    }
  /** Removes what is newer than the checkpoint: later checkpoints, and the metrics of later epochs. */
  | {
      readonly type: 'restoreFolder'
      readonly checkpoint: string | null
      readonly epochs: number
      /** Folder of the run that this one continues, from which the metrics of the earlier epochs are taken. */
      readonly source: string | undefined
    }
  /** Opens the files of the run and of its callbacks. `previous`: names of the figures of earlier epochs that callbacks write again. */
  | { readonly type: 'openFiles'; readonly previous: readonly string[] | null }
  /** Replaces states of the session. */
  | { readonly type: 'writeStates'; readonly states: StateValues }
  | { readonly type: 'setLearningRate'; readonly rate: number }
  /** Replaces the weights of the session by their averages. */
  | { readonly type: 'applyAverages' }
  /** Queues weights for their file; `epoch` is 1-based. */
  | {
      readonly type: 'queueWeights'
      readonly kind: 'best' | 'last'
      readonly weights: Weights
      readonly epoch: number
    }
  /** The same with the weights of the session, as the last ones. */
  | { readonly type: 'queueSessionWeights'; readonly epoch: number }
  /** Writes queued weights: now, or if the last time is long enough ago. */
  | { readonly type: 'flushWeights'; readonly ifDue: boolean }
  | {
      readonly type: 'writeCallbackFiles'
      readonly results: EpochMetrics
      readonly weights: Weights
      /** File names of the ModelCheckpoints that save this epoch. */
      readonly checkpointFiles: readonly string[]
    }
  /** Queues an epoch for metrics.ndjson and the window. */
  | {
      readonly type: 'queueEpoch'
      readonly line: MetricsLine
      readonly frame: Omit<EpochEnd, 'run'>
    }
  | { readonly type: 'flushEpochs' }
  /** `ifDue`: only if the last checkpoint is old enough for such a place. */
  | {
      readonly type: 'writeCheckpoint'
      readonly content: CheckpointContent
      readonly ifDue: CheckpointPlace | null
    }
  /** Computes and keeps the signals of the initial weights, if signals are kept and none were. */
  | { readonly type: 'beginSignals' }
  /** The same of the weights at the end of an epoch, if they are due. */
  | { readonly type: 'keepSignals'; readonly point: EpochPoint }
  /** Frees the session. */
  | { readonly type: 'close' }

export interface Step {
  readonly training: Training
  readonly effects: readonly Effect[]
}

export type Of<T extends Message['type']> = Extract<Message, { type: T }>

export const step = (training: Training, ...effects: readonly Effect[]): Step => ({ training, effects })

export const emit = (message: FromRun): Effect => ({ type: 'emit', message })

export const log = (text: Text): Effect => emit({ type: 'log', text })

/** A checkpoint of a training whose session has the states of this position. */
export const checkpoint = (
  { best, callbacks }: Training,
  at: Position,
  { ifDue = null, overrides }: { ifDue?: CheckpointPlace | null; overrides?: StateValues | undefined } = {},
): Effect => ({
  type: 'writeCheckpoint',
  content: { at, best, callbacks, ...(overrides ? { overrides } : {}) },
  ifDue,
})
