import { defineStep } from './step.ts'

/** The share of the training rows with a value that have this category; 0 for an unseen or missing one:
 *  column.map(train.value_counts(normalize=True)).fillna(0) in pandas. */
export const frequency = defineStep({
  type: 'frequency',
  title: { en: 'Frequency', ko: '빈도' },
  help: {
    en: 'The share of the training rows that have this category: one number, however many categories there are.',
    ko: '이 범주가 학습 행에서 차지하는 비율. 범주가 아무리 많아도 숫자 하나입니다.',
  },
  takes: ['category'],
  fields: {},
  fillsMissing: true,
  fit({ codes, categories }): { shares: [category: string, share: number][] } {
    const counts = new Float64Array(categories.length)
    let total = 0
    for (const code of codes)
      if (code >= 0) {
        counts[code]!++
        total++
      }
    return {
      shares: categories.flatMap((category, code) =>
        counts[code]! > 0 ? [[category, counts[code]! / total] as [string, number]] : [],
      ),
    }
  },
  apply({ codes, categories }, { shares }) {
    const known = new Map(shares)
    const shareOf = categories.map((category) => known.get(category) ?? 0)
    return [
      {
        suffix: '',
        values: {
          kind: 'number',
          values: Float64Array.from(codes, (code) => (code < 0 ? 0 : shareOf[code]!)),
        },
      },
    ]
  },
})
