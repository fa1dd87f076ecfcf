import { choice, int } from '../../fields/index.ts'
import { quantile, sortedNumbers } from './quantiles.ts'
import { defineStep, NoValues } from './step.ts'

/** The bin of the value, one-hot: numpy.digitize(x, inner edges). Edges are evenly spaced or quantiles of the training rows; equal edges
 *  are one. */
export const bins = defineStep({
  type: 'bins',
  title: { en: 'Bins', ko: '구간' },
  help: {
    en: 'One number for each bin: 1 for the bin of the value, 0 for the others.',
    ko: '구간마다 숫자 하나. 값이 속한 구간은 1, 나머지는 0입니다.',
  },
  takes: ['number'],
  fields: {
    n_bins: int({ default: 5, min: 2, max: 1000, help: { en: 'Number of bins.', ko: '구간의 개수.' } }),
    strategy: choice({
      choices: ['quantile', 'uniform'],
      default: 'quantile',
      help: {
        en: 'Bins with the same number of training rows, or of the same width.',
        ko: '학습 행의 수가 같은 구간, 또는 너비가 같은 구간.',
      },
    }),
  },
  fillsMissing: true,
  fit({ values }, { n_bins, strategy }): { edges: number[] } {
    const sorted = sortedNumbers(values)
    if (sorted.length === 0) throw new NoValues()
    const [least, greatest] = [sorted[0]!, sorted.at(-1)!]
    const inner = Array.from({ length: n_bins - 1 }, (_, i) => {
      const share = (i + 1) / n_bins
      return strategy === 'quantile' ? quantile(sorted, share) : least + (greatest - least) * share
    })
    return { edges: [...new Set(inner)] }
  },
  apply({ values }, { edges }) {
    const codes = Int32Array.from(values, (x) => {
      if (Number.isNaN(x)) return -1
      let bin = 0
      while (bin < edges.length && x >= edges[bin]!) bin++
      return bin
    })
    return [{ suffix: '', values: { kind: 'one-hot', codes, size: edges.length + 1 } }]
  },
})
