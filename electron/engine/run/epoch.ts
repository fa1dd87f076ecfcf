/** One epoch: its steps in chunks, then the rows kept for validation. Between two calls into TensorFlow the event loop runs, so that
 *  a stop is heard. */
import { countAll, putTogether } from '../../../shared/graph/accumulators.ts'
import type { Figures } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

/** What goes on from epoch to epoch. */
export interface Rhythm {
  /** Steps of the next call. */
  chunk: number
  /** Keeps the chunk as it is. */
  readonly fixed: boolean
  /** Whether the first call, which compiles, is over; and that of the smaller last batch. */
  compiled: boolean
  restCompiled: boolean
}

export interface Watcher {
  /** Lets messages in; false: end now. */
  goOn(): Promise<boolean>
  /** After each call: steps done in the epoch and figures since its start. `milliseconds` is null for a call that had to compile. */
  stepped(count: number, milliseconds: number | null, step: number, figures: Figures): void
  validating(): void
}

export interface Trained {
  readonly figures: Figures
  readonly millisecondsPerStep: number
}

/** Trains an epoch (0-based), or up to its first bad step. null: it was stopped.
 *  @param done its steps that are already done: the states are as they were left then */
export async function trainEpoch(
  run: OpenRun,
  epoch: number,
  done: number,
  rhythm: Rhythm,
  watcher: Watcher,
): Promise<Trained | null> {
  const { session, job, rows, stepsPerEpoch } = run
  const { steps, batch, rest } = session.sizes
  const order = epochOrder(rows, run.training.shuffle, job.seed, epoch)
  const began = performance.now()
  const first = { milliseconds: 0, steps: 0 }
  let figures: Figures =
    done > 0 ? figuresNow(run) : { sums: new Float32Array(countAll(run.plan.accumulators)), badStep: -1 }
  let step = done
  const call = (count: number, compiles: boolean, work: () => Figures): number => {
    const from = performance.now()
    figures = work()
    const milliseconds = performance.now() - from
    step += count
    if (compiles) {
      first.milliseconds += milliseconds
      first.steps += count
    }
    rhythm.compiled = true
    watcher.stepped(count, compiles ? null : milliseconds, step, figures)
    return milliseconds
  }
  while (step < steps && figures.badStep < 0) {
    const count = Math.min(rhythm.chunk, steps - step)
    const compiles = !rhythm.compiled
    const milliseconds = call(count, compiles, () => session.train(order, step, step + count, step === 0))
    // The shorter last chunk of an epoch says nothing about the next one.
    if (!rhythm.fixed && !compiles && count === rhythm.chunk) rhythm.chunk = nextChunk(count, milliseconds)
    if (figures.badStep < 0 && !(await watcher.goOn())) return null
  }
  if (rest > 0 && step < stepsPerEpoch && figures.badStep < 0) {
    const last = order.slice(steps * batch)
    call(1, !rhythm.restCompiled, () => session.rest(last, step === 0))
    rhythm.restCompiled = true
    if (figures.badStep < 0 && !(await watcher.goOn())) return null
  }
  const milliseconds = performance.now() - began
  const steady = step - done - first.steps
  return {
    figures,
    millisecondsPerStep:
      steady > 0 ? (milliseconds - first.milliseconds) / steady : milliseconds / Math.max(step - done, 1),
  }
}

/** Figures of the validation rows. null: it was stopped. */
export async function validate(run: OpenRun, watcher: Watcher): Promise<Float32Array | null> {
  const { session, validation } = run
  const { evaluate } = session.sizes
  let figures: Figures | null = null
  for (let at = 0; at < validation.length; at += evaluate) {
    figures = session.evaluate(validation.subarray(at, at + evaluate), at === 0)
    watcher.validating()
    if (!(await watcher.goOn())) return null
  }
  return figures && run.plan.figures(figures.sums)
}

/** The figures as the states have them. */
function figuresNow({ session, plan }: OpenRun): Figures {
  const values = session.read(plan.accumulators.map((s) => s.name))
  return { sums: putTogether(plan.accumulators, values), badStep: -1 }
}
