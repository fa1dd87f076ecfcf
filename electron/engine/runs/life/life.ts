/** The engine's state machine of a run: what it knows (`Life`), the messages that change it, the effects that follow. Its `phase` is finer
 *  than the state that everybody sees (`info.state`, shared/ipc/run-state.ts). */
import type { DataInfo } from '../../../../shared/data/data-info.ts'
import type { RunInfo, RunOwner, RunResult } from '../../../../shared/ipc/contract/index.ts'
import type { RunState } from '../../../../shared/ipc/run-state.ts'
import type { ProblemData } from '../../../../shared/problem.ts'
import type { Text } from '../../../../shared/text.ts'
import type { ExecutorRecord } from '../../executors/executor-record.ts'
import type { Halt, OfRun, RunJob } from '../../worker/messages.ts'
import type { Crash } from '../crash-text.ts'
import type { RunRecord } from '../record-schema.ts'

export type Phase =
  /** The data are prepared; nothing is written. */
  | 'preparing'
  /** The process of a resumed run looks for the checkpoint; its folder is unchanged. */
  | 'locating'
  /** No step was trained yet. */
  | 'compiling'
  | 'training'
  /** A person asked for a stop or a pause. */
  | 'halting'
  /** The record is being closed. */
  | 'closing'
  | 'finished'

export type OriginKind = 'resume' | 'repeat' | 'continue'

/** A run that is resumed, repeated, or continued by a new one with more epochs. */
export interface OriginRun {
  readonly kind: OriginKind
  readonly record: RunRecord
  readonly folder: string
  /** How it ended, where this engine knows. */
  readonly result: RunResult | null
}

export interface Life {
  readonly phase: Phase
  readonly info: RunInfo
  readonly origin: OriginRun | null
  /** Where the data of a resumed run are now. */
  readonly data: Pick<RunRecord['data'], 'path' | 'folder'>
  /** Absent until the run has a folder; of a resumed run until it goes on. */
  readonly record: RunRecord | null
  readonly folder: string | null
  readonly job: RunJob | null
  readonly executor: ExecutorRecord | null
  /** Where compiled networks are cached; null where they are not, or no longer. */
  readonly compiled: string | null
  /** Whether the prepared data were damaged and are prepared again, which happens once. */
  readonly dataRemake: 'none' | 'pending' | 'done'
  readonly halting: Halt | null
  /** When this attempt began, in milliseconds since 1970, and the seconds that earlier attempts took. */
  readonly began: number
  readonly spent: number
  readonly closing: Closing | null
  readonly result: RunResult | null
  /** Why the run did not start, for the person who started it. */
  readonly refusal: readonly ProblemData[] | null
}

export interface Closing {
  readonly state: RunResult['state']
  readonly reason: Text
  readonly problems: readonly ProblemData[]
  readonly bestEpoch: number | null
  readonly seconds: number
  /** The process may still write a last checkpoint: its folder stays locked and is not tidied. */
  readonly processWrites: boolean
}

export type Message =
  /** The data are ready and the folder is locked; `record` is that of a new run. */
  | { readonly type: 'prepared'; readonly job: RunJob; readonly record: RunRecord | null }
  /** Damaged data were prepared again. */
  | { readonly type: 'remade'; readonly info: DataInfo; readonly files: RunJob['files'] }
  /** The record says that the run goes on. */
  | {
      readonly type: 'reopened'
      readonly record: RunRecord
      readonly epoch: number
      readonly step: number
    }
  | OfRun
  | { readonly type: 'exited'; readonly crash: Crash | null }
  | { readonly type: 'halt'; readonly how: Halt }
  | { readonly type: 'adopt'; readonly owner: RunOwner }
  /** The app is closing. */
  | { readonly type: 'abandon' }
  /** An effect failed, or the data cannot be had. */
  | { readonly type: 'fault'; readonly problems: readonly ProblemData[] }
  /** The record was closed. */
  | {
      readonly type: 'closed'
      readonly problems: readonly ProblemData[]
      readonly repeated: RunResult['repeated'] | null
    }

export type Effect =
  /** Replaces the process. */
  | { readonly type: 'launch'; readonly compiled: string | null }
  | { readonly type: 'startJob'; readonly job: RunJob }
  | { readonly type: 'allowResume' }
  /** `hears`: whether the process can answer. */
  | { readonly type: 'haltProcess'; readonly how: Halt; readonly hears: boolean }
  | { readonly type: 'kill' }
  | { readonly type: 'removeCompiled'; readonly folder: string }
  | { readonly type: 'remakeData' }
  | { readonly type: 'noteActive'; readonly folder: string }
  | { readonly type: 'write'; readonly folder: string; readonly record: RunRecord }
  /** Writes the record of a run that goes on; answers with `reopened`. */
  | {
      readonly type: 'reopen'
      readonly folder: string
      readonly record: RunRecord
      readonly epoch: number
      readonly step: number
    }
  /** Forgets the points after this place: they come again. */
  | { readonly type: 'rewind'; readonly folder: string; readonly epoch: number; readonly step: number }
  | { readonly type: 'emitStarted' }
  | { readonly type: 'emitChanged'; readonly state: RunState }
  | { readonly type: 'emitEpochsSoFar' }
  /** `hidden`: the frame is kept for windows that open later, and not emitted. */
  | { readonly type: 'progress'; readonly frame: Of<'progress'>['frame']; readonly hidden: boolean }
  | { readonly type: 'epochs'; readonly frames: Of<'epochs'>['frames'] }
  | { readonly type: 'signals'; readonly frame: Of<'signals'>['frame'] }
  /** `ends`: the line says why the run ended. */
  | { readonly type: 'log'; readonly text: Text; readonly ends?: true }
  /** Writes the final record and compares a repeated run; answers with `closed`. */
  | {
      readonly type: 'close'
      readonly folder: string | null
      readonly record: RunRecord | null
      readonly tidy: boolean
    }
  | { readonly type: 'release' }
  | { readonly type: 'emitFinished'; readonly result: RunResult }

/** What the shell knows at the moment of a message. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly epochsDone: number
  /** The best of the epochs so far, 1-based. */
  readonly bestEpoch: number | null
}

export interface Step {
  readonly life: Life
  readonly effects: readonly Effect[]
}

export type Of<T extends Message['type']> = Extract<Message, { type: T }>

export const step = (life: Life, ...effects: readonly Effect[]): Step => ({ life, effects })

/** A resumed run that has not begun to go on: its folder stays as it was. */
export const isUntouched = ({ origin, record }: Life): boolean => origin?.kind === 'resume' && record === null

/** The same life with a changed record, which is written. */
export function recorded(life: Life, changes: Partial<RunRecord>): Step {
  if (!life.record || !life.folder) return step(life)
  const record = { ...life.record, ...changes }
  return step({ ...life, record }, { type: 'write', folder: life.folder, record })
}

export function changed(life: Life, state: RunState): Step {
  return step({ ...life, info: { ...life.info, state } }, { type: 'emitChanged', state })
}
