import { DAY } from './dates.ts'
import { defineStep, NoValues } from './step.ts'

/** Days since the first date of the training rows, with fractions. */
export const daysSince = defineStep({
  type: 'days_since',
  title: { en: 'Days since the first', ko: '첫 날짜부터의 일수' },
  help: {
    en: 'The number of days since the earliest date of the training rows.',
    ko: '학습 행에서 가장 이른 날짜부터의 일수.',
  },
  takes: ['date'],
  fields: {},
  fit({ values }): { first: number } {
    let first = Number.POSITIVE_INFINITY
    for (let i = 0; i < values.length; i++) if (values[i]! < first) first = values[i]!
    if (first === Number.POSITIVE_INFINITY) throw new NoValues()
    return { first }
  },
  apply: ({ values }, { first }) => [
    { suffix: '', values: { kind: 'number', values: values.map((x) => (x - first) / DAY) } },
  ],
  invert: (values, { first }) => values.map((x) => x * DAY + first),
})
