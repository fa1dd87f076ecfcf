/** What is told, and saved, while the steps of an epoch are trained. */
import * as texts from '../texts.ts'
import { checkpoint, type Effect, emit, log, type Of, type Step, step, type Training } from './training.ts'

/** The first call has compiled the network. */
export function startTraining(training: Training, { latest, seconds }: Of<'steps'>): Step {
  const next: Training = { ...training, phase: 'training', latest }
  return step(
    next,
    log(texts.compiled(seconds)),
    emit({ type: 'state', state: 'training' }),
    progress(next, 'training', true),
  )
}

export function followSteps(training: Training, { latest }: Of<'steps'>): Step {
  const next = { ...training, latest }
  return step(next, progress(next, 'training'))
}

export function followValidation(training: Training): Step {
  return step(training, progress(training, 'validating'))
}

export function checkpointInside(training: Training, { at }: Of<'insideEpoch'>): Step {
  return step(training, checkpoint(training, at, { ifDue: 'inside' }))
}

function progress(
  { setup: { epochs, stepsPerEpoch, hasValidation }, latest }: Training,
  state: 'training' | 'validating',
  always = false,
): Effect {
  const { epoch, step, values } = latest
  return {
    type: 'progress',
    position: { state, epoch: epoch + 1, step, values },
    left: {
      stepsLeft: stepsPerEpoch * (epochs - epoch) - step,
      validationsLeft: hasValidation ? epochs - epoch : 0,
    },
    always,
  }
}
