/** Decides which networks are small: one of their steps takes less than its overhead, so XLA compiles the loop as one function, and several
 *  epochs share one call. The rule uses only sizes, because a run's bits depend on it. */
import type { Plan } from '../../../shared/graph/program.ts'
import { elementCount } from '../../../shared/graph/shape.ts'
import type { RunSizes } from '../executors/executor.ts'
import { liveOps } from '../executors/live-ops.ts'

/** Weights × rows of a batch. Measured with Dense layers on 4 features and batches of 16: as one function a step takes 1.3 µs with 83
 *  weights (otherwise 6 µs), 5 µs with 515, and the same as otherwise with about 800; above that XLA's matrix products are worth their
 *  call. */
const MAX_WORK = 10_000
/** Operations compiled for several epochs in one call: a step, the smaller last batch, validation. Compiling one takes about 1.5
 *  milliseconds, which pays off after some hundred epochs. */
const MAX_OPERATIONS = 500
/** Numbers of all epochs of a call together: row orders, and states to restore. */
const MAX_NUMBERS = 2 ** 18
const MAX_EPOCHS = 64

/** @param weights number of weights of the layers */
export const isSmall = (weights: number, batch: number): boolean => weights * batch <= MAX_WORK

/** Maximum number of epochs of a small network per call; null if each epoch has its own calls. */
export function joinedEpochs(
  plan: Plan,
  { steps, batchSize, lastBatchSize }: Pick<RunSizes, 'steps' | 'batchSize' | 'lastBatchSize'>,
  validation: number,
): NonNullable<RunSizes['joined']> | null {
  const programs = [
    plan.train(batchSize),
    ...(lastBatchSize > 0 ? [plan.train(lastBatchSize)] : []),
    plan.evaluate(1),
  ]
  if (programs.reduce((n, p) => n + liveOps(p).length, 0) > MAX_OPERATIONS) return null
  const numbersPerEpoch =
    steps * batchSize + lastBatchSize + validation + plan.state.reduce((n, s) => n + elementCount(s.shape), 0)
  const epochs = Math.min(Math.floor(MAX_NUMBERS / numbersPerEpoch), MAX_EPOCHS)
  return steps > 0 && epochs > 0 ? { epochs, validation } : null
}
