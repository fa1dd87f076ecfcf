/** How a run ends: by itself, by a person, by a crash or a fault. */
import type { RunResult } from '../../../../shared/ipc/contract/index.ts'
import { type ProblemData, problem } from '../../../../shared/problem.ts'
import type { Ending } from '../../worker/messages.ts'
import { pausedByPerson, stoppedByPerson } from '../../worker/texts.ts'
import { crashText } from '../crash-text.ts'
import type { RunRecord } from '../record-schema.ts'
import { resultOf } from '../run-result.ts'
import * as texts from '../texts.ts'
import {
  type Closing,
  type Effect,
  isUntouched,
  type Life,
  type Moment,
  type Of,
  recorded,
  type Step,
  step,
} from './life.ts'

export function end(life: Life, { ending, peakBytes }: Of<'ended'>, moment: Moment): Step {
  return close(life, { ...ending, peakBytes }, moment)
}

/** A process that has told its end exits without a crash. */
export function crash(life: Life, { crash: how }: Of<'exited'>, moment: Moment): Step {
  if (!how) return step(life)
  const text = crashText(how)
  return close(life, { state: 'failed', reason: text, problems: [problem('run_crashed', text)] }, moment)
}

/** A process that could not be asked was killed: that is the stop, or the pause. */
export function exitAsAsked(life: Life, { crash: how }: Of<'exited'>, moment: Moment): Step {
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
export function halt(life: Life, { how }: Of<'halt'>): Step {
  const halting = life.halting === 'stop' ? 'stop' : how
  // Compiling is one long call, and there is nothing new to save yet.
  const hears = life.info.state !== 'compiling'
  return step({ ...life, phase: 'halting', halting }, { type: 'haltProcess', how, hears })
}

/** Nothing is written yet, so that a pause is a stop. */
export function cancel(life: Life, _: Of<'halt'>, moment: Moment): Step {
  const { life: next, effects } = close(life, { state: 'stopped', reason: stoppedByPerson }, moment)
  return step(next, { type: 'kill' }, ...effects)
}

/** Its engine gone, the process writes a checkpoint and ends by itself; while it compiles there is nothing new to save. */
export function abandon(life: Life, _: Of<'abandon'>, moment: Moment): Step {
  const { life: next, effects } = close(life, { state: 'stopped', reason: texts.appClosed }, moment, true)
  const isUseless = !life.record || life.info.state === 'compiling'
  return step(next, ...(isUseless ? [{ type: 'kill' } as const] : []), ...effects)
}

/** A fault that nobody foresaw, data that cannot be had, or a folder that can no longer be written. */
export function fault(life: Life, { problems }: Of<'fault'>, moment: Moment): Step {
  // Until the process reports a state, the person who pressed Train waits for the start.
  const refusal = life.info.state === 'preparing' ? problems : life.refusal
  const failed = { state: 'failed', reason: problems[0]!.message, problems } as const
  const { life: next, effects } = close({ ...life, refusal }, failed, moment)
  return step(next, { type: 'kill' }, ...effects)
}

export function adopt(life: Life, { owner }: Of<'adopt'>): Step {
  const next = { ...life, info: { ...life.info, owner } }
  if (!isUntouched(life)) return recorded(next, { owner })
  const { origin } = life
  const record = { ...origin!.record, owner }
  return step({ ...next, origin: { ...origin!, record } }, { type: 'write', folder: origin!.folder, record })
}

type End = Pick<Ending, 'state' | 'reason'> &
  Partial<Pick<Ending, 'problems' | 'bestEpoch'>> & { readonly peakBytes?: number | null }

/** The run's one end. */
function close(
  life: Life,
  { state, reason, problems = [], bestEpoch, peakBytes = null }: End,
  moment: Moment,
  processWrites = false,
): Step {
  if (isUntouched(life)) return endUnchanged(life, problems)
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
    peak_bytes: peakBytes,
  }
  const { folder } = life
  return step(
    { ...life, phase: 'closing', record, closing },
    { type: 'close', folder, record, tidy: !processWrites },
  )
}

export function finish(life: Life, { problems: more, repeated }: Of<'closed'>): Step {
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

export function finishFaulty(life: Life, { problems }: Of<'fault'>): Step {
  return finish(life, { type: 'closed', problems, repeated: null })
}

/** A run that cannot be resumed, or was stopped before it was, stays what it was. */
function endUnchanged(life: Life, problems: readonly ProblemData[]): Step {
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
