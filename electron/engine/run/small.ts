/** Which networks are small: a step of theirs takes less than what surrounds it, so XLA makes one function of the whole loop, and
 *  several epochs go into one call. A rule on sizes alone, as a run's bits depend on it. */
import type { Plan } from '../../../shared/graph/program.ts'
import { count } from '../../../shared/graph/shape.ts'
import type { RunSizes } from '../executors/executor.ts'
import { liveOps } from '../executors/live-ops.ts'

/** Weights × rows of a batch. Measured with Dense layers on 4 features and batches of 16: as one function a step takes 1.3 µs with 83
 *  weights (6 µs as usual), 5 µs with 515 and as long as usual with about 800; from there on XLA's products are worth their call. */
const MAX_WORK = 10_000
/** Operations that are compiled for several epochs in one call: a step, the smaller last batch, validation. Each takes about a
 *  millisecond and a half, and is repaid after some hundred epochs. */
const MAX_OPERATIONS = 500
/** Numbers of all epochs of a call together: orders, and states to go back to. */
const MAX_NUMBERS = 2 ** 18
const MAX_EPOCHS = 64

/** @param weights numbers that the layers own */
export const isSmall = (weights: number, batch: number): boolean => weights * batch <= MAX_WORK

/** How many epochs of a small network go into one call at most; null: each has its own calls. */
export function joinedEpochs(
  plan: Plan,
  { steps, batch, rest }: Pick<RunSizes, 'steps' | 'batch' | 'rest'>,
  validation: number,
): NonNullable<RunSizes['joined']> | null {
  const programs = [plan.train(batch), ...(rest > 0 ? [plan.train(rest)] : []), plan.evaluate(1)]
  if (programs.reduce((n, p) => n + liveOps(p).length, 0) > MAX_OPERATIONS) return null
  const each = steps * batch + rest + validation + plan.state.reduce((n, s) => n + count(s.shape), 0)
  const epochs = Math.min(Math.floor(MAX_NUMBERS / each), MAX_EPOCHS)
  return steps > 0 && epochs > 0 ? { epochs, validation } : null
}
