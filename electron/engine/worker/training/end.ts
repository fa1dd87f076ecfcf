/** How a training ends: by itself, by a person, by a loss that is not finite. */
import { bestEpochOf } from '../epoch-callbacks.ts'
import type { Ending, Halt } from '../messages.ts'
import * as texts from '../texts.ts'
import { checkpoint, type Effect, log, type Of, type Step, step, type Training } from './training.ts'

const HALTED = {
  stop: { state: 'stopped', reason: texts.stoppedByPerson },
  pause: { state: 'paused', reason: texts.pausedByPerson },
} satisfies { readonly [H in Halt]: Pick<Ending, 'state' | 'reason'> }

/** A run that is halted before it goes on stays what it was. */
export function endUnchanged(training: Training, { how }: Of<'halted'>): Step {
  const ending: Ending = { ...HALTED[how], problems: [], bestEpoch: null, epochs: 0 }
  return step({ ...training, phase: 'ended', ending }, { type: 'close' })
}

/** Stops or pauses with a checkpoint to resume from. */
export function halt(training: Training, { how, at, overrides }: Of<'halted'>): Step {
  const { epoch } = at
  const point = { epoch, states: null, milliseconds: null, isLast: true }
  return end(training, { ...HALTED[how], epochs: epoch }, [
    checkpoint(training, at, { overrides }),
    ...(at.step === 0 && epoch > 0 ? [{ type: 'keepSignals', point } as const] : []),
  ])
}

/** The last good state is saved if its weights are finite. */
export function fail(training: Training, { epoch, badStep, learningRate, cause }: Of<'notFinite'>): Step {
  const { best, setup } = training
  const number = (badStep % setup.stepsPerEpoch) + 1
  const problem = texts.notFinite(epoch + 1, number, learningRate, cause, best !== null)
  const saved: readonly Effect[] = [
    ...(cause.weightsFinite ? [{ type: 'queueSessionWeights', epoch } as const] : []),
    ...(cause.weightsFinite && cause.step > 0 ? [checkpoint(training, { epoch, step: cause.step })] : []),
  ]
  const reason = texts.notFiniteReason(epoch + 1, number)
  return end(training, { state: 'failed', reason, epochs: epoch, problems: [problem] }, saved)
}

type End = Pick<Ending, 'state' | 'reason' | 'epochs'> & Partial<Pick<Ending, 'problems'>>

/** The training's one end. @param before effects that come first */
export function end(
  training: Training,
  { state, reason, epochs, problems = [] }: End,
  before: readonly Effect[],
): Step {
  const { setup, callbacks } = training
  const averages = setup.hasAverages && hasTrained(training) && (state === 'finished' || state === 'stopped')
  const bestEpoch = bestEpochOf(callbacks)
  const ending: Ending = {
    state,
    reason,
    problems,
    bestEpoch: bestEpoch === null ? null : bestEpoch + 1,
    epochs,
  }
  return step(
    { ...training, phase: 'ended', ending },
    ...before,
    ...(averages ? [{ type: 'applyAverages' } as const, log(texts.averaged)] : []),
    ...lastWeights(training, ending),
    { type: 'flushWeights', ifDue: false },
    { type: 'close' },
  )
}

/** Whether the session has weights that were trained: in this process, or before the run was resumed. */
const hasTrained = ({ phase, at }: Training): boolean => phase === 'training' || at.epoch > 0 || at.step > 0

/** The weights that the run ends with: those of the best epoch if early stopping restores them, and otherwise those of the session. */
function lastWeights(training: Training, { state, bestEpoch, epochs }: Ending): readonly Effect[] {
  const { setup, best } = training
  if (state !== 'paused' && setup.callbacks.restoresBestWeights && best && bestEpoch !== null)
    return [
      log(texts.restored(bestEpoch)),
      { type: 'queueWeights', kind: 'last', weights: best.weights, epoch: bestEpoch },
    ]
  return state !== 'failed' && hasTrained(training) ? [{ type: 'queueSessionWeights', epoch: epochs }] : []
}
