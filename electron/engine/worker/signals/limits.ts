/** How large a network may be while it is drawn, and how many rows it takes then. */
import { countParameters, type Model } from '../../../../shared/model/model.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import * as texts from './texts.ts'

/** Calls of layers: 200 take about 2 s of processor time, and the time grows with their number. */
const MAX_CALLS = 500
/** A step of Adam needs about twenty arrays of this size: 1 GB. */
const MAX_PARAMETERS = 10_000_000
/** Values that all layers put out together: each has several arrays. */
const MAX_VALUES = 8_000_000
/** Operations of the products, forward and backward: about a second. */
const MAX_FLOPS = 10e9
/** Forward once, backward twice. */
const PASSES = 3

/** @throws ProblemError if the network is larger than what can be computed while it is drawn */
export function refuseLarge({ calls, layers }: Model): void {
  if (calls.length > MAX_CALLS) throw new ProblemError([texts.tooManyCalls(calls.length, MAX_CALLS)])
  const { total } = countParameters(layers)
  if (total > MAX_PARAMETERS) throw new ProblemError([texts.tooManyParameters(total, MAX_PARAMETERS)])
}

/** Rows of the batch: the usual number, or fewer of a large network.
 *  @param flops of the network for one row, forward
 *  @throws ProblemError if one row alone has more outputs than the memory is meant for */
export function boundedRows({ calls }: Model, flops: number, usual: number): number {
  const values = calls.reduce(
    (sum, { outputShape }) => sum + outputShape.slice(1).reduce<number>((n, d) => n * (d ?? 1), 1),
    0,
  )
  if (values > MAX_VALUES) throw new ProblemError([texts.tooLarge(values, MAX_VALUES)])
  const most = Math.min(MAX_VALUES / values, MAX_FLOPS / (PASSES * flops || 1))
  return Math.max(1, Math.min(usual, Math.floor(most)))
}
