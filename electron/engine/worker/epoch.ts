/** Trains one epoch: its steps in chunks, then validation. The event loop runs between two calls into TensorFlow, so that a stop is
 *  received. */
import { packAccumulators, totalSize, unpackAccumulators } from '../../../shared/graph/accumulators.ts'
import { LEARNING_RATE } from '../../../shared/training/optimize.ts'
import type { CallResult, StateValues } from '../executors/executor.ts'
import { nextChunk } from './chunks.ts'
import { epochOrder } from './epoch-order.ts'
import type { OpenRun } from './open-run.ts'

/** State that is carried from epoch to epoch. */
export interface CallState {
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

export interface TrainingHooks {
  /** Processes pending messages; false if training must end now. `inside` is the position in an epoch to which the states belong, where a
   *  checkpoint may be written. */
  shouldContinue(inside: Position | null): Promise<boolean>
  /** Called after each call into the executor, with the number of steps and the epoch's sums since its start. `milliseconds` is null if the
   *  call compiled. */
  onSteps(count: number, milliseconds: number | null, at: Position, sums: Float32Array): void
  onValidationBatch(): void
  onValidationEnd(milliseconds: number): void
}

export interface EndedEpoch {
  /** Metrics in the order of the series. */
  readonly train: Float32Array
  readonly validation: Float32Array | null
  readonly millisecondsPerStep: number
  /** The learning rate and the weights at the end of the epoch; all states except the sums if the call may have trained steps after it. */
  readonly states: StateValues
}

export type Outcome =
  | { readonly kind: 'trained'; readonly ended: readonly EndedEpoch[]; readonly at: Position }
  /** A loss was not finite in `step`, counted from the run's start. The session has the states from before the call with that step. */
  | { readonly kind: 'bad'; readonly epoch: number; readonly step: number }
  /** Stopped by the user; `overrides` are values of states that have changed in the session since. */
  | { readonly kind: 'halted'; readonly at: Position; readonly overrides?: StateValues }

/** Trains an epoch from a position on, and validates. */
export async function trainEpoch(
  run: OpenRun,
  at: Position,
  callState: CallState,
  hooks: TrainingHooks,
): Promise<Outcome> {
  if (!(await hooks.shouldContinue(null))) return { kind: 'halted', at }
  const { session, job, plan, rows, validation, stepsPerEpoch } = run
  const { epoch } = at
  const { steps, batchSize, lastBatchSize } = session.sizes
  const order = epochOrder(rows, run.training.shuffle, job.seed, epoch)
  const start = performance.now()
  const compiling = { milliseconds: 0, steps: 0 }
  let { step } = at
  let figures: CallResult =
    step > 0 ? currentFigures(run) : { sums: new Float32Array(totalSize(plan.accumulators)), badStep: -1 }
  const call = (count: number, compiles: boolean, work: () => CallResult): number => {
    const callStart = performance.now()
    figures = work()
    const milliseconds = performance.now() - callStart
    step += count
    if (compiles) {
      compiling.milliseconds += milliseconds
      compiling.steps += count
    }
    callState.compiled = true
    hooks.onSteps(count, compiles ? null : milliseconds, { epoch, step }, figures.sums)
    return milliseconds
  }
  while (step < steps) {
    const count = Math.min(callState.chunk, steps - step)
    const compiles = !callState.compiled
    const milliseconds = call(count, compiles, () => session.train(order, step, step + count, step === 0))
    if (figures.badStep >= 0) return { kind: 'bad', epoch, step: figures.badStep }
    // The shorter last chunk of an epoch is no measure for the next one.
    if (!callState.fixed && !compiles && count === callState.chunk)
      callState.chunk = nextChunk(count, milliseconds)
    if (!(await hooks.shouldContinue({ epoch, step }))) return { kind: 'halted', at: { epoch, step } }
  }
  if (lastBatchSize > 0 && step < stepsPerEpoch) {
    const last = order.slice(steps * batchSize)
    call(1, !callState.restCompiled, () => session.trainLastBatch(last, step === 0))
    callState.restCompiled = true
    if (figures.badStep >= 0) return { kind: 'bad', epoch, step: figures.badStep }
    if (!(await hooks.shouldContinue({ epoch, step }))) return { kind: 'halted', at: { epoch, step } }
  }
  const milliseconds = performance.now() - start
  const steadySteps = step - at.step - compiling.steps
  const validationStart = performance.now()
  const validated = validation.length > 0 ? await validate(run, hooks) : null
  if (validation.length > 0 && !validated)
    // Validation has overwritten the accumulators with its own sums.
    return {
      kind: 'halted',
      at: { epoch, step },
      overrides: unpackAccumulators(plan.accumulators, figures.sums),
    }
  hooks.onValidationEnd(performance.now() - validationStart)
  const millisecondsPerStep =
    steadySteps > 0
      ? (milliseconds - compiling.milliseconds) / steadySteps
      : milliseconds / Math.max(step - at.step, 1)
  const train = plan.figures(figures.sums)
  const states = session.readStates([LEARNING_RATE, ...run.weights.map((w) => w.name)])
  const ended = { train, validation: validated, millisecondsPerStep, states }
  return { kind: 'trained', ended: [ended], at: { epoch: epoch + 1, step: 0 } }
}

/** Metrics of the validation rows; null if stopped. */
async function validate(run: OpenRun, hooks: TrainingHooks): Promise<Float32Array | null> {
  const { session, validation } = run
  const { evaluationBatchSize } = session.sizes
  let figures: CallResult | null = null
  for (let offset = 0; offset < validation.length; offset += evaluationBatchSize) {
    figures = session.evaluate(validation.subarray(offset, offset + evaluationBatchSize), offset === 0)
    hooks.onValidationBatch()
    if (!(await hooks.shouldContinue(null))) return null
  }
  return figures && run.plan.figures(figures.sums)
}

/** Metrics from the states of the session. */
function currentFigures({ session, plan }: OpenRun): CallResult {
  const values = session.readStates(plan.accumulators.map((s) => s.name))
  return { sums: packAccumulators(plan.accumulators, values), badStep: -1 }
}
