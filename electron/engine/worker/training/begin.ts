/** How a training begins: a new one at once, a resumed one when its engine allows that its folder is changed. */
import { callbacks as callbackFamily } from '../../../../shared/catalog/callbacks/index.ts'
import { getMember } from '../../../../shared/fields/index.ts'
import { LEARNING_RATE } from '../../../../shared/training/optimize.ts'
import { afterStop, epochCallbacks, initialStates, stopOf } from '../epoch-callbacks.ts'
import type { OpenRun } from '../open-run.ts'
import * as texts from '../texts.ts'
import { end } from './end.ts'
import {
  checkpoint,
  type Effect,
  emit,
  log,
  type Of,
  type Setup,
  type Step,
  step,
  type Training,
} from './training.ts'

export function setupOf({ job, plan, training, validation, stepsPerEpoch, weights }: OpenRun): Setup {
  const hasValidation = validation.length > 0
  const names = [...plan.series, ...(hasValidation ? plan.series.map((s) => `val_${s}`) : [])]
  return {
    epochs: job.epochs,
    stepsPerEpoch,
    hasValidation,
    names,
    weights,
    hasAverages: plan.averages.size > 0,
    callbacks: epochCallbacks(training.callbacks, names),
    continuedFolder: job.resume?.continued?.folder ?? null,
    logsLearningRate: training.callbacks.some((c) => getMember(callbackFamily, c).setsLearningRate),
  }
}

/** @param figures number of figures of the training rows */
export const openedTraining = (setup: Setup, figures: number): Training => ({
  setup,
  phase: 'opened',
  at: { epoch: 0, step: 0 },
  callbacks: initialStates(setup.callbacks),
  best: null,
  latest: { epoch: 0, step: 0, values: new Float32Array(figures) },
  ending: null,
})

export function start(training: Training): Step {
  return step({ ...training, phase: 'compiling' }, ...beginning(training.setup, null), {
    type: 'beginSignals',
  })
}

/** Nothing is changed before the engine has recorded that the run is resumed. */
export function find(training: Training, { at }: Of<'found'>): Step {
  const textAt = training.setup.continuedFolder === null ? texts.resumedAt : texts.continuedAt
  return step(
    training,
    emit({ type: 'resumed', epoch: at?.epoch ?? 0, step: at?.step ?? 0 }),
    log(at ? textAt(at.epoch + 1, at.step) : texts.restarted),
  )
}

export function resume(training: Training, { restored }: Of<'allowed'>): Step {
  const { setup } = training
  const { continuedFolder } = setup
  const before: readonly Effect[] = [
    {
      type: 'restoreFolder',
      checkpoint: restored?.file ?? null,
      epochs: restored?.at.epoch ?? 0,
      source: continuedFolder ?? undefined,
    },
    emit({ type: 'state', state: 'compiling' }),
  ]
  if (!restored)
    return step({ ...training, phase: 'compiling' }, ...before, ...beginning(setup, null), {
      type: 'beginSignals',
    })
  const { at, states, best } = restored
  const { names, logsLearningRate } = setup
  const callbacks = continuedFolder === null ? restored.callbacks : afterStop(restored.callbacks)
  const next: Training = {
    ...{ ...training, phase: 'compiling', at, best, callbacks },
    latest: { ...training.latest, ...at },
  }
  const effects: readonly Effect[] = [
    ...before,
    ...beginning(setup, logsLearningRate ? [...names, LEARNING_RATE] : names),
    { type: 'writeStates', states },
    // The file may hold the weights of a later epoch, which will be trained again.
    ...(best
      ? [{ type: 'queueWeights', kind: 'best', weights: best.weights, epoch: best.epoch + 1 } as const]
      : []),
  ]
  const reason = stopOf(setup.callbacks.stoppers, callbacks) ?? allDone(next)
  // The process was killed after the last checkpoint, before the engine recorded the end.
  if (reason) return end(next, { state: 'finished', reason, epochs: at.epoch }, effects)
  // From here on the run needs nothing of the one that it continues.
  return step(next, ...effects, ...(continuedFolder === null ? [] : [checkpoint(next, at)]), {
    type: 'beginSignals',
  })
}

const allDone = ({ at, setup: { epochs } }: Training) =>
  at.epoch === epochs ? texts.allEpochs(epochs) : null

const beginning = ({ callbacks }: Setup, previous: readonly string[] | null): readonly Effect[] => [
  ...callbacks.remarks.map(log),
  { type: 'openFiles', previous },
]
