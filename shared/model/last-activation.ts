/** What the numbers are that come out of a last activation. */

/** Smallest and largest value. */
export type Range = readonly [number, number]

const BOUNDS: { readonly [activation: string]: Range } = {
  softmax: [0, 1],
  sigmoid: [0, 1],
  hard_sigmoid: [0, 1],
  tanh: [-1, 1],
  hard_tanh: [-1, 1],
  softsign: [-1, 1],
  relu6: [0, 6],
  softplus: [0, Number.POSITIVE_INFINITY],
  exponential: [0, Number.POSITIVE_INFINITY],
}

export const isWithin = ([low, high]: Range, [least, most]: Range): boolean => low >= least && high <= most

/** Whether what an activation gives can be a probability. */
export const isProbability = (activation: string): boolean =>
  BOUNDS[activation] !== undefined && isWithin(BOUNDS[activation], [0, 1])

/** Whether an activation lets the numbers through that are to be learned. */
export const canReach = (activation: string, range: Range): boolean =>
  BOUNDS[activation] === undefined || isWithin(range, BOUNDS[activation])
