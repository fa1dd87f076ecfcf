/** A run's life as a pure reducer: `(life, message) → next life and effects`. TRANSITIONS says what each phase does with each message; what
 *  it does not list changes nothing. live-run.ts performs the effects. */
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { RunInfo, RunOwner, RunResult, RunState } from '../../../shared/ipc/contract.ts'
import { type ProblemData, problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { tellsDamage } from '../data/checked-file.ts'
import {
  type Ending,
  type ExecutorRecord,
  type FromRun,
  type Halt,
  type RunJob,
  UNEXPECTED,
} from '../run/messages.ts'
import { pausedByPerson, stoppedByPerson } from '../run/texts.ts'
import { type Crash, crashText } from './child-run.ts'
import { resultOf } from './read-run.ts'
import type { RunRecord } from './run-record.ts'
import * as texts from './texts.ts'

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

/** A run that is resumed or repeated. */
export interface OriginRun {
  readonly kind: 'resume' | 'repeat'
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
  /** The prepared data were damaged and have been made again. */
  readonly remade: boolean
  readonly halting: Halt | null
  readonly peakBytes: number | null
  /** When this attempt began, in milliseconds since 1970, and the seconds that earlier attempts took. */
  readonly began: number
  readonly spent: number
  readonly closing: Closing | null
  readonly result: RunResult | null
  /** Why the run did not start, for the person who started it. */
  readonly refusal: readonly ProblemData[] | null
}

interface Closing {
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
  | {
      readonly type: 'prepared'
      readonly info: DataInfo
      readonly job: RunJob
      readonly record: RunRecord | null
      readonly batchSize: number
    }
  /** Damaged data were prepared again. */
  | { readonly type: 'remade'; readonly info: DataInfo; readonly files: RunJob['files'] }
  /** The record says that the run goes on. */
  | {
      readonly type: 'reopened'
      readonly record: RunRecord
      readonly epoch: number
      readonly step: number
    }
  | Exclude<FromRun, { readonly type: 'trial' }>
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

type Of<T extends Message['type']> = Extract<Message, { type: T }>
type Handlers = { readonly [T in Message['type']]?: (life: Life, message: Of<T>, moment: Moment) => Step }

const ALWAYS = { adopt, abandon, fault } satisfies Handlers
const PROCESS = { executor: recordExecutor, log: logText } satisfies Handlers
const FIGURES = { progress: keepProgress, epochs: keepEpochs } satisfies Handlers

/** What each phase does with each message. */
export const TRANSITIONS: { readonly [P in Phase]: Handlers } = {
  preparing: { ...ALWAYS, ...PROCESS, prepared, exited: crash, halt: cancel },
  locating: {
    ...{ ...ALWAYS, ...PROCESS, ...FIGURES, resumed: reopen, reopened: continueRun, state: follow, remade },
    ...{ ended: retryOrEnd, exited: retryOrCrash, halt: cancel },
  },
  compiling: {
    ...{ ...ALWAYS, ...PROCESS, ...FIGURES, state: follow, stopping: acknowledge, remade },
    ...{ ended: retryOrEnd, exited: retryOrCrash, halt },
  },
  training: {
    ...{ ...ALWAYS, ...PROCESS, ...FIGURES, state: follow, stopping: acknowledge },
    ...{ ended: end, exited: crash, halt },
  },
  halting: {
    ...{ ...ALWAYS, ...PROCESS, progress: hideProgress, epochs: keepEpochs, stopping: acknowledge },
    ...{ ended: end, exited: exitAsAsked, halt },
  },
  closing: { closed: finish, fault: finishFaulty },
  finished: {},
}

/** @param message what happened; a message that the phase does not expect changes nothing */
export function reduce(life: Life, message: Message, moment: Moment): Step {
  const handle = TRANSITIONS[life.phase][message.type] as
    | ((life: Life, message: Message, moment: Moment) => Step)
    | undefined
  return handle ? handle(life, message, moment) : { life, effects: [] }
}

const step = (life: Life, ...effects: readonly Effect[]): Step => ({ life, effects })

/** A resumed run that has not begun to go on: its folder stays as it was. */
const isUntouched = ({ origin, record }: Life): boolean => origin?.kind === 'resume' && record === null

/** The same life with a changed record, which is written. */
function recorded(life: Life, changes: Partial<RunRecord>): Step {
  if (!life.record || !life.folder) return step(life)
  const record = { ...life.record, ...changes }
  return step({ ...life, record }, { type: 'write', folder: life.folder, record })
}

function changed(life: Life, state: RunState): Step {
  return step({ ...life, info: { ...life.info, state } }, { type: 'emitChanged', state })
}

// ── beginning ─────────────────────────────────────────────────────────────────────────────────────────────────────

function prepared(life: Life, { info: data, job, record, batchSize }: Of<'prepared'>): Step {
  const { train, validation } = data.rows
  const info = {
    ...life.info,
    stepsPerEpoch: Math.ceil(train / batchSize),
    hasValidation: validation > 0,
  }
  const notes = data.notes.map((text): Effect => ({ type: 'log', text }))
  const last: readonly Effect[] = [
    { type: 'log', text: texts.trainedOn(job.folder) },
    { type: 'startJob', job },
  ]
  if (!record) return step({ ...life, phase: 'locating', info, job }, ...notes, ...last)
  const { folder } = job
  return step(
    { ...life, phase: 'compiling', info, job, record, folder },
    ...notes,
    { type: 'noteActive', folder },
    { type: 'write', folder, record },
    { type: 'emitStarted' },
    ...last,
  )
}

/** The process has found the checkpoint. The record says that the run goes on before the process may change anything. */
function reopen(life: Life, { epoch, step: done }: Of<'resumed'>): Step {
  const { record: previous, folder } = life.origin!
  const { owner } = life.info
  const record: RunRecord = {
    ...previous,
    ...(owner ? { owner } : {}),
    data: { ...previous.data, ...life.data },
    state: 'compiling',
    reason: null,
    problems: [],
    finished: null,
  }
  return step(life, { type: 'noteActive', folder }, { type: 'reopen', folder, record, epoch, step: done })
}

function continueRun(life: Life, { record, epoch, step: done }: Of<'reopened'>): Step {
  const { folder } = life.origin!
  const info = { ...life.info, resumed: { epoch, step: done } }
  return step(
    { ...life, phase: 'compiling', info, record, folder },
    { type: 'rewind', folder, epoch, step: done },
    { type: 'emitStarted' },
    { type: 'emitEpochsSoFar' },
    { type: 'allowResume' },
  )
}

// ── what the process reports ──────────────────────────────────────────────────────────────────────────────────────

/** The executor is written at once: a run whose engine is killed needs it to be resumed. */
function recordExecutor(life: Life, { record: executor }: Of<'executor'>): Step {
  return recorded({ ...life, executor }, { executor })
}

function logText(life: Life, { text }: Of<'log'>): Step {
  return step(life, { type: 'log', text })
}

function follow(life: Life, { state }: Of<'state'>): Step {
  const isLocating = life.phase === 'locating'
  const phase = isLocating ? 'locating' : state === 'compiling' ? 'compiling' : 'training'
  return changed({ ...life, phase }, state)
}

function keepProgress(life: Life, { frame }: Of<'progress'>): Step {
  return step(life, { type: 'progress', frame, hidden: false })
}

function hideProgress(life: Life, { frame }: Of<'progress'>): Step {
  return step(life, { type: 'progress', frame, hidden: true })
}

function keepEpochs(life: Life, { frames }: Of<'epochs'>): Step {
  return step(life, { type: 'epochs', frames })
}

/** The process has read a stop or pause. */
function acknowledge(life: Life): Step {
  return changed(life, life.halting === 'pause' ? 'paused' : 'stopped')
}

// ── the same once more ────────────────────────────────────────────────────────────────────────────────────────────

/** TensorFlow gives up on a cached network that is damaged, and on a folder it cannot write: once more without the cache. */
function withoutCompiled(life: Life): Step | null {
  const { compiled, job } = life
  if (compiled === null || !job) return null
  return step(
    { ...life, compiled: null },
    // What is not ours to remove stays: training works without it.
    { type: 'removeCompiled', folder: compiled },
    { type: 'log', text: texts.withoutCompiled },
    { type: 'launch', compiled: null },
    { type: 'startJob', job },
  )
}

/** The process reads all data before its first step and found them damaged: they are prepared again, once. */
function withDataRemade(life: Life): Step | null {
  if (life.remade || !life.job) return null
  return step({ ...life, remade: true }, { type: 'launch', compiled: life.compiled }, { type: 'remakeData' })
}

function remade(life: Life, { info, files }: Of<'remade'>, moment: Moment): Step {
  const { job } = life
  if (!job) return step(life)
  if (info.fingerprint !== job.info.fingerprint)
    return fault(life, { type: 'fault', problems: [texts.dataChanged(info.title)] }, moment)
  const next = { ...job, info, files }
  return step({ ...life, job: next }, { type: 'startJob', job: next })
}

function retryOrEnd(life: Life, message: Of<'ended'>, moment: Moment): Step {
  const { problems } = message.ending
  const retry =
    (problems[0]?.code === UNEXPECTED ? withoutCompiled(life) : null) ??
    (problems.some(tellsDamage) ? withDataRemade(life) : null)
  return retry ?? end(life, message, moment)
}

function retryOrCrash(life: Life, message: Of<'exited'>, moment: Moment): Step {
  const isCrash = message.crash !== null && message.crash.signal !== 'SIGKILL'
  return (isCrash ? withoutCompiled(life) : null) ?? crash(life, message, moment)
}

// ── ends ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function end(life: Life, { ending, peakBytes }: Of<'ended'>, moment: Moment): Step {
  return close({ ...life, peakBytes }, ending, moment)
}

/** A process that has told its end exits without a crash. */
function crash(life: Life, { crash: how }: Of<'exited'>, moment: Moment): Step {
  if (!how) return step(life)
  const text = crashText(how)
  return close(life, { state: 'failed', reason: text, problems: [problem('run_crashed', text)] }, moment)
}

/** A process that could not be asked was killed: that is the stop, or the pause. */
function exitAsAsked(life: Life, { crash: how }: Of<'exited'>, moment: Moment): Step {
  if (!how) return step(life)
  return close(
    life,
    life.halting === 'pause'
      ? { state: 'paused', reason: pausedByPerson }
      : { state: 'stopped', reason: stoppedByPerson },
    moment,
  )
}

/** A stop follows a pause, a pause does not follow a stop. */
function halt(life: Life, { how }: Of<'halt'>): Step {
  const halting = life.halting === 'stop' ? 'stop' : how
  // Compiling is one long call, and there is nothing new to save yet.
  const hears = life.info.state !== 'compiling'
  return step({ ...life, phase: 'halting', halting }, { type: 'haltProcess', how, hears })
}

/** Nothing is written yet, so that a pause is a stop. */
function cancel(life: Life, _: Of<'halt'>, moment: Moment): Step {
  const { life: next, effects } = close(life, { state: 'stopped', reason: stoppedByPerson }, moment)
  return step(next, { type: 'kill' }, ...effects)
}

/** Its engine gone, the process writes a checkpoint and ends by itself; while it compiles there is nothing new to save. */
function abandon(life: Life, _: Of<'abandon'>, moment: Moment): Step {
  const { life: next, effects } = close(life, { state: 'stopped', reason: texts.appClosed }, moment, true)
  const isUseless = !life.record || life.info.state === 'compiling'
  return step(next, ...(isUseless ? [{ type: 'kill' } as const] : []), ...effects)
}

/** A fault that nobody foresaw, data that cannot be had, or a folder that can no longer be written. */
function fault(life: Life, { problems }: Of<'fault'>, moment: Moment): Step {
  const refusal = life.phase === 'preparing' ? problems : life.refusal
  const failed = { state: 'failed', reason: problems[0]!.message, problems } as const
  const { life: next, effects } = close({ ...life, refusal }, failed, moment)
  return step(next, { type: 'kill' }, ...effects)
}

function adopt(life: Life, { owner }: Of<'adopt'>): Step {
  const next = { ...life, info: { ...life.info, owner } }
  if (!isUntouched(life)) return recorded(next, { owner })
  const { origin } = life
  const record = { ...origin!.record, owner }
  return step({ ...next, origin: { ...origin!, record } }, { type: 'write', folder: origin!.folder, record })
}

type End = Pick<Ending, 'state' | 'reason'> & Partial<Pick<Ending, 'problems' | 'bestEpoch'>>

/** The run's one end. */
function close(
  life: Life,
  { state, reason, problems = [], bestEpoch }: End,
  moment: Moment,
  processWrites = false,
): Step {
  if (isUntouched(life)) return leave(life, problems)
  const best = bestEpoch ?? moment.bestEpoch
  const seconds = life.spent + (moment.now - life.began) / 1000
  const closing: Closing = { state, reason, problems, bestEpoch: best, seconds, processWrites }
  const record: RunRecord | null = life.record && {
    ...life.record,
    state,
    reason,
    problems,
    executor: life.executor,
    finished: new Date(moment.now).toISOString(),
    seconds,
    epochs_done: moment.epochsDone,
    best_epoch: best,
    peak_bytes: life.peakBytes,
  }
  const { folder } = life
  return step(
    { ...life, phase: 'closing', record, closing },
    { type: 'close', folder, record, tidy: !processWrites },
  )
}

function finish(life: Life, { problems: more, repeated }: Of<'closed'>): Step {
  const { state, reason, problems, bestEpoch, seconds, processWrites } = life.closing!
  const known = new Set(problems.map((p) => p.message.en))
  const all = [...problems, ...more.filter((p) => !known.has(p.message.en))]
  const result: RunResult = {
    run: life.info.run,
    state: all.length > 0 ? 'failed' : state,
    bestEpoch,
    folder: life.folder,
    seconds,
    problems: all,
    reason,
    ...(repeated ? { repeated } : {}),
  }
  return finished(life, result, [
    ...(processWrites ? [] : [{ type: 'release' } as const]),
    { type: 'log', text: reason, ends: true },
    ...(repeated ? [{ type: 'log', text: repeated.text } as const] : []),
  ])
}

function finishFaulty(life: Life, { problems }: Of<'fault'>): Step {
  return finish(life, { type: 'closed', problems, repeated: null })
}

/** A run that cannot be resumed, or was stopped before it was, stays what it was. */
function leave(life: Life, problems: readonly ProblemData[]): Step {
  const { record, folder, result } = life.origin!
  const refusal = problems.length > 0 ? problems : null
  return finished({ ...life, refusal }, result ?? resultOf(record, folder), [
    { type: 'release' },
    ...problems.map(({ message }) => ({ type: 'log', text: message, ends: true }) as const),
  ])
}

function finished(life: Life, result: RunResult, effects: readonly Effect[]): Step {
  const info = { ...life.info, state: result.state }
  return step({ ...life, phase: 'finished', info, result }, ...effects, { type: 'emitFinished', result })
}
