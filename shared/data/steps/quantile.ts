import { int } from '../../fields/index.ts'
import { quantile as quantileOf, sortedNumbers } from './quantiles.ts'
import { defineStep, NoValues } from './step.ts'

/** The share of the training rows below the value, as scikit-learn's QuantileTransformer(n_quantiles=min(n_quantiles, training values),
 *  subsample=None): interpolated between quantiles, from both sides, because values may repeat. */
export const quantile = defineStep({
  type: 'quantile',
  title: { en: 'Rank', ko: '순위' },
  help: {
    en: 'The share of the training rows with a smaller value: evenly spread from 0 to 1.',
    ko: '더 작은 값을 가진 학습 행의 비율. 0부터 1까지 고르게 퍼집니다.',
  },
  takes: ['number'],
  fields: {
    n_quantiles: int({
      default: 1000,
      min: 2,
      max: 10_000,
      help: {
        en: 'Number of quantiles between which values are interpolated.',
        ko: '보간에 쓰는 분위수의 개수.',
      },
    }),
  },
  fit({ values }, { n_quantiles }): { quantiles: number[] } {
    const sorted = sortedNumbers(values)
    if (sorted.length === 0) throw new NoValues()
    const count = Math.max(Math.min(n_quantiles, sorted.length), 2)
    const quantiles = Array.from({ length: count }, (_, i) => quantileOf(sorted, i / (count - 1)))
    // Rounding must not break the order.
    for (let i = 1; i < count; i++) quantiles[i] = Math.max(quantiles[i]!, quantiles[i - 1]!)
    return { quantiles }
  },
  apply({ values }, { quantiles }) {
    const last = quantiles.length - 1
    const rank = (x: number): number => {
      if (Number.isNaN(x)) return x
      if (x <= quantiles[0]!) return 0
      if (x >= quantiles[last]!) return 1
      const upper = firstAbove(quantiles, x)
      const lower = firstAtLeast(quantiles, x)
      const between = (i: number): number =>
        (i - 1 + (x - quantiles[i - 1]!) / (quantiles[i]! - quantiles[i - 1]!)) / last
      // A value that equals several quantiles has the middle of their ranks.
      return quantiles[lower] === x ? (lower + upper - 1) / 2 / last : between(lower)
    }
    return [{ suffix: '', values: { kind: 'number', values: values.map(rank) } }]
  },
})

const bisect = (count: number, isBeyond: (i: number) => boolean): number => {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBeyond(middle)) high = middle
    else low = middle + 1
  }
  return low
}
const firstAbove = (sorted: readonly number[], x: number) => bisect(sorted.length, (i) => sorted[i]! > x)
const firstAtLeast = (sorted: readonly number[], x: number) => bisect(sorted.length, (i) => sorted[i]! >= x)
