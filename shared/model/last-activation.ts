/** What the numbers are that come out of a last activation, from what activations say of themselves. */
import { ANY, type Range } from '../activations/activation.ts'
import { activations } from '../activations/index.ts'
import { type Config, configured } from '../fields/index.ts'

/** Smallest and largest value. */
export function rangeOf({ type, ...props }: Config): Range {
  const found = activations.members.find((each) => each.type === type)
  // PReLU, a layer, learns where it ends.
  return found ? found.range(configured(activations, type, props)) : ANY
}

export const isWithin = ([low, high]: Range, [least, most]: Range): boolean => low >= least && high <= most

/** Whether what an activation gives can be a probability. */
export const isProbability = (activation: Config): boolean => isWithin(rangeOf(activation), [0, 1])

/** Whether an activation lets the numbers through that are to be learned. */
export const canReach = (activation: Config, wanted: Range): boolean => isWithin(wanted, rangeOf(activation))
