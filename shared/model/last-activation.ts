/** The range of values of a last activation, from the definitions of the activations. */
import { type Range, UNBOUNDED } from '../catalog/activations/activation.ts'
import { activations } from '../catalog/activations/index.ts'
import { type Config, createConfig, findMember } from '../fields/index.ts'

/** Smallest and largest value that the activation returns. */
export function rangeOf({ type, ...props }: Config): Range {
  const found = findMember(activations, type)
  // PReLU is a layer whose range depends on its weights.
  return found ? found.range(createConfig(activations, type, props)) : UNBOUNDED
}

export const isWithin = ([low, high]: Range, [minimum, maximum]: Range): boolean =>
  low >= minimum && high <= maximum

/** Whether the values of an activation can be probabilities. */
export const isProbability = (activation: Config): boolean => isWithin(rangeOf(activation), [0, 1])

/** Whether an activation can return all values of a range. */
export const canReach = (activation: Config, range: Range): boolean => isWithin(range, rangeOf(activation))
