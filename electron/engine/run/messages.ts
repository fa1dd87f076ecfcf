/** What the engine and a run's process say to each other over child-process IPC (serialization 'advanced'). */
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { EpochEnd, Progress, RunState, TrialKind, TrialResult } from '../../../shared/ipc/contract.ts'
import type { ProblemData } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import type { Device } from '../executors/executor.ts'

/** TensorFlow compiled by XLA, TensorFlow's plain graph, or no native code. */
export type ExecutorKind = 'xla' | 'graph' | 'portable'

export interface RunJob {
  /** Id of the run. */
  readonly run: string
  /** Goes on from the newest checkpoint that is whole; `executor` is what made the run's numbers until now. */
  readonly resume: { readonly executor: ExecutorRecord | null } | null
  /** The document's text; the engine has checked it against the data. */
  readonly document: string
  readonly epochs: number
  readonly seed: number
  /** Names of loss and metrics. */
  readonly series: readonly string[]
  readonly info: DataInfo
  /** Flat files, see electron/engine/data: features, targets and weights, row numbers of training, validation and test. */
  readonly files: { readonly features: string; readonly targets: string; readonly order: string }
  /** Where metrics and weights are written. */
  readonly folder: string
  readonly executor: ExecutorKind
  /** small.ts */
  readonly small: boolean
  /** Variables that TensorFlow reads when it compiles for the first time. */
  readonly flags: { readonly [variable: string]: string }
}

/** How the numbers of a run were made: the same record gives the same bits again. */
export interface ExecutorRecord {
  readonly kind: ExecutorKind
  /** Of TensorFlow, or of what computes in its place. */
  readonly version: string
  readonly threads: number
  readonly flags: { readonly [variable: string]: string }
  readonly cpu: string
  /** Absent in records of earlier versions, which knew the processor only. */
  readonly device?: Device
}

/** Code of the problem of a run that failed for a reason nobody foresaw. */
export const UNEXPECTED = 'run_failed'

export interface Ending {
  readonly state: 'finished' | 'stopped' | 'paused' | 'failed'
  readonly reason: Text
  readonly problems: readonly ProblemData[]
  /** 1-based. */
  readonly bestEpoch: number | null
  readonly epochs: number
}

/** What a person may ask of a run that is going on. */
export type Halt = 'stop' | 'pause'

export type ToRun =
  | { readonly type: 'start'; readonly job: RunJob }
  | { readonly type: 'trial'; readonly kind: TrialKind; readonly job: RunJob }
  /** The engine has written down that a run goes on: its folder may be changed. */
  | { readonly type: 'resume' }
  | { readonly type: Halt }

export type FromRun =
  | { readonly type: 'executor'; readonly record: ExecutorRecord }
  | { readonly type: 'state'; readonly state: RunState }
  | { readonly type: 'log'; readonly text: Text }
  | { readonly type: 'progress'; readonly frame: Omit<Progress, 'run'> }
  | { readonly type: 'epochs'; readonly frames: readonly Omit<EpochEnd, 'run'>[] }
  /** Where a resumed run would go on (0-based epoch, steps done in it): nothing is changed in its folder before the engine's word. */
  | { readonly type: 'resumed'; readonly epoch: number; readonly step: number }
  /** The stop or pause was heard: no step follows. */
  | { readonly type: 'stopping' }
  | { readonly type: 'trial'; readonly result: TrialResult }
  /** `peakBytes`: the largest resident size the process had. */
  | { readonly type: 'ended'; readonly ending: Ending; readonly peakBytes: number }
