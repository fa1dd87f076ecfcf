/** Trains one epoch: its steps in chunks, then validation. The event loop runs between two calls into TensorFlow, so that a stop is
 *  received. */
import { countAll, putTogether, takeApart } from '../../../shared/graph/accumulators.ts'
import type { Figures, StateValues } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

/** State that is carried from epoch to epoch. */
export interface Rhythm {
  /** Steps of the next call. */
  chunk: number
  /** Whether the chunk size is constant. */
  readonly fixed: boolean
  /** Whether the first call, which compiles, was made; `restCompiled` is the same for the smaller last batch. */
  compiled: boolean
  restCompiled: boolean
}

/** Position of a run: epoch (0-based) and steps done in it. */
export interface Position {
  readonly epoch: number
  readonly step: number
}

export interface Watcher {
  /** Processes pending messages; false if training must end now. `inside` is the position in an epoch to which the states belong, where a
   *  checkpoint may be written. */
  goOn(inside: Position | null): Promise<boolean>
  /** Called after each call into the executor, with the number of steps and the epoch's sums since its start. `milliseconds` is null if the
   *  call compiled. */
  stepped(count: number, milliseconds: number | null, at: Position, sums: Float32Array): void
  validating(): void
  validated(milliseconds: number): void
}

export interface EndedEpoch {
  /** Metrics in the order of the series. */
  readonly train: Float32Array
  readonly validation: Float32Array | null
  readonly millisecondsPerStep: number
  /** All states except the sums at the end of the epoch; null if the session still has them. */
  readonly states: StateValues | null
}

export type Outcome =
  | { readonly kind: 'trained'; readonly ended: readonly EndedEpoch[]; readonly at: Position }
  /** A loss was not finite in `step`, counted from the run's start. The session has the states from before the call with that step. */
  | { readonly kind: 'bad'; readonly epoch: number; readonly step: number }
  /** Stopped by the user; `overrides` are values of states that have changed in the session since. */
  | { readonly kind: 'halted'; readonly at: Position; readonly instead?: StateValues }

/** Trains an epoch from a position on, and validates. */
export async function trainEpoch(
  run: OpenRun,
  at: Position,
  rhythm: Rhythm,
  watcher: Watcher,
): Promise<Outcome> {
  if (!(await watcher.goOn(null))) return { kind: 'halted', at }
  const { session, job, plan, rows, validation, stepsPerEpoch } = run
  const { epoch } = at
  const { steps, batch, rest } = session.sizes
  const order = epochOrder(rows, run.training.shuffle, job.seed, epoch)
  const began = performance.now()
  const first = { milliseconds: 0, steps: 0 }
  let { step } = at
  let figures: Figures =
    step > 0 ? figuresNow(run) : { sums: new Float32Array(countAll(plan.accumulators)), badStep: -1 }
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
    watcher.stepped(count, compiles ? null : milliseconds, { epoch, step }, figures.sums)
    return milliseconds
  }
  while (step < steps) {
    const count = Math.min(rhythm.chunk, steps - step)
    const compiles = !rhythm.compiled
    const milliseconds = call(count, compiles, () => session.train(order, step, step + count, step === 0))
    if (figures.badStep >= 0) return { kind: 'bad', epoch, step: figures.badStep }
    // The shorter last chunk of an epoch is no measure for the next one.
    if (!rhythm.fixed && !compiles && count === rhythm.chunk) rhythm.chunk = nextChunk(count, milliseconds)
    if (!(await watcher.goOn({ epoch, step }))) return { kind: 'halted', at: { epoch, step } }
  }
  if (rest > 0 && step < stepsPerEpoch) {
    const last = order.slice(steps * batch)
    call(1, !rhythm.restCompiled, () => session.rest(last, step === 0))
    rhythm.restCompiled = true
    if (figures.badStep >= 0) return { kind: 'bad', epoch, step: figures.badStep }
    if (!(await watcher.goOn({ epoch, step }))) return { kind: 'halted', at: { epoch, step } }
  }
  const milliseconds = performance.now() - began
  const steady = step - at.step - first.steps
  const validating = performance.now()
  const validated = validation.length > 0 ? await validate(run, watcher) : null
  if (validation.length > 0 && !validated)
    // Validation has overwritten the accumulators with its own sums.
    return { kind: 'halted', at: { epoch, step }, instead: takeApart(plan.accumulators, figures.sums) }
  watcher.validated(performance.now() - validating)
  const millisecondsPerStep =
    steady > 0 ? (milliseconds - first.milliseconds) / steady : milliseconds / Math.max(step - at.step, 1)
  const train = plan.figures(figures.sums)
  const ended = { train, validation: validated, millisecondsPerStep, states: null }
  return { kind: 'trained', ended: [ended], at: { epoch: epoch + 1, step: 0 } }
}

/** Metrics of the validation rows; null if stopped. */
async function validate(run: OpenRun, watcher: Watcher): Promise<Float32Array | null> {
  const { session, validation } = run
  const { evaluate } = session.sizes
  let figures: Figures | null = null
  for (let at = 0; at < validation.length; at += evaluate) {
    figures = session.evaluate(validation.subarray(at, at + evaluate), at === 0)
    watcher.validating()
    if (!(await watcher.goOn(null))) return null
  }
  return figures && run.plan.figures(figures.sums)
}

/** Metrics from the states of the session. */
function figuresNow({ session, plan }: OpenRun): Figures {
  const values = session.read(plan.accumulators.map((s) => s.name))
  return { sums: putTogether(plan.accumulators, values), badStep: -1 }
}
