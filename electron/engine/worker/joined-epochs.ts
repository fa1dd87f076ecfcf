/** Trains several epochs of a small network, each with validation, in one call. Callbacks are evaluated afterwards from the metrics; the
 *  states of every epoch are available to be restored. */
import type { StateValues } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import type { CallState, EndedEpoch, Outcome, Position, TrainingHooks } from './epoch.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

/** Trains from a position on, as far as one call goes: to the end of an epoch unless that is too far or the chunk is fixed. */
export async function trainJoinedEpochs(
  run: OpenRun,
  at: Position,
  callState: CallState,
  hooks: TrainingHooks,
): Promise<Outcome> {
  if (!(await hooks.shouldContinue(at.step > 0 ? at : null))) return { kind: 'halted', at }
  const { session, job, plan, validation, stepsPerEpoch } = run
  const orders = (epochs: number) =>
    Array.from({ length: epochs }, (_, i) =>
      epochOrder(run.rows, run.training.shuffle, job.seed, at.epoch + i),
    )
  const maxSteps = Math.min(job.epochs - at.epoch, session.sizes.joined!.epochs) * stepsPerEpoch
  let end = Math.min(at.step + callState.chunk, maxSteps)
  if (!callState.fixed && end > stepsPerEpoch) end -= end % stepsPerEpoch
  const trainTo = (last: number) => {
    const epochs = Math.ceil(last / stepsPerEpoch)
    const to = last - (epochs - 1) * stepsPerEpoch
    return session.epochs!({ orders: orders(epochs), validation, from: at.step, to })
  }

  const start = performance.now()
  let result = trainTo(end)
  if (result.badStep >= 0) {
    const epoch = Math.floor(result.badStep / stepsPerEpoch)
    if (epoch === at.epoch) return { kind: 'bad', epoch, step: result.badStep }
    // The states are unchanged: train only the epochs before the bad one.
    end = (epoch - at.epoch) * stepsPerEpoch
    result = trainTo(end)
  }
  const milliseconds = performance.now() - start
  const count = end - at.step
  const compiles = !callState.compiled
  callState.compiled = true
  if (!callState.fixed && !compiles && count >= callState.chunk)
    callState.chunk = nextChunk(count, milliseconds)

  const completeEpochs = Math.floor(end / stepsPerEpoch)
  const [first] = result.epochs
  const position = { epoch: at.epoch, step: completeEpochs > 0 ? stepsPerEpoch : end }
  hooks.onSteps(count, compiles ? null : milliseconds, position, first!.train)
  const unchangedStates = unchanged(run, first!.states)
  const ended = result.epochs.slice(0, completeEpochs).map(
    ({ train, validation: sums, states }): EndedEpoch => ({
      train: plan.figures(train),
      validation: validation.length > 0 ? plan.figures(sums) : null,
      millisecondsPerStep: milliseconds / Math.max(count, 1),
      states: new Map([...unchangedStates, ...states]),
    }),
  )
  return { kind: 'trained', ended, at: { epoch: at.epoch + completeEpochs, step: end % stepsPerEpoch } }
}

/** The states that no step changes: a learning rate without a schedule, weights that are not trainable. */
function unchanged({ session, plan }: OpenRun, changed: StateValues): StateValues {
  const names = plan.state.filter((s) => s.role !== 'metric' && !changed.has(s.name)).map((s) => s.name)
  return names.length > 0 ? session.readStates(names) : new Map()
}
