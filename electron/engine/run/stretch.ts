/** Trains several epochs of a small network, each with validation, in one call. Callbacks are evaluated afterwards from the metrics; the
 *  states of every epoch are available to be restored. */
import type { StateValues } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import type { EndedEpoch, Outcome, Position, Rhythm, Watcher } from './epoch.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

/** Trains from a position on, as far as one call goes: to the end of an epoch unless that is too far or the chunk is fixed. */
export async function trainStretch(
  run: OpenRun,
  at: Position,
  rhythm: Rhythm,
  watcher: Watcher,
): Promise<Outcome> {
  if (!(await watcher.goOn(at.step > 0 ? at : null))) return { kind: 'halted', at }
  const { session, job, plan, validation, stepsPerEpoch } = run
  const orders = (epochs: number) =>
    Array.from({ length: epochs }, (_, i) =>
      epochOrder(run.rows, run.training.shuffle, job.seed, at.epoch + i),
    )
  const most = Math.min(job.epochs - at.epoch, session.sizes.joined!.epochs) * stepsPerEpoch
  let end = Math.min(at.step + rhythm.chunk, most)
  if (!rhythm.fixed && end > stepsPerEpoch) end -= end % stepsPerEpoch
  const callTo = (last: number) => {
    const epochs = Math.ceil(last / stepsPerEpoch)
    const to = last - (epochs - 1) * stepsPerEpoch
    return session.epochs!({ orders: orders(epochs), validation, from: at.step, to })
  }

  const from = performance.now()
  let done = callTo(end)
  if (done.badStep >= 0) {
    const epoch = Math.floor(done.badStep / stepsPerEpoch)
    if (epoch === at.epoch) return { kind: 'bad', epoch, step: done.badStep }
    // The states are unchanged: train only the epochs before the bad one.
    end = (epoch - at.epoch) * stepsPerEpoch
    done = callTo(end)
  }
  const milliseconds = performance.now() - from
  const count = end - at.step
  const compiles = !rhythm.compiled
  rhythm.compiled = true
  if (!rhythm.fixed && !compiles && count >= rhythm.chunk) rhythm.chunk = nextChunk(count, milliseconds)

  const whole = Math.floor(end / stepsPerEpoch)
  const [first] = done.epochs
  const told = { epoch: at.epoch, step: whole > 0 ? stepsPerEpoch : end }
  watcher.stepped(count, compiles ? null : milliseconds, told, first!.train)
  const still = unchanged(run, first!.states)
  const ended = done.epochs.slice(0, whole).map(
    ({ train, validation: sums, states }): EndedEpoch => ({
      train: plan.figures(train),
      validation: validation.length > 0 ? plan.figures(sums) : null,
      millisecondsPerStep: milliseconds / Math.max(count, 1),
      states: new Map([...still, ...states]),
    }),
  )
  return { kind: 'trained', ended, at: { epoch: at.epoch + whole, step: end % stepsPerEpoch } }
}

/** The states that no step changes: a learning rate without a schedule, weights that are not trainable. */
function unchanged({ session, plan }: OpenRun, changed: StateValues): StateValues {
  const names = plan.state.filter((s) => s.role !== 'metric' && !changed.has(s.name)).map((s) => s.name)
  return names.length > 0 ? session.read(names) : new Map()
}
