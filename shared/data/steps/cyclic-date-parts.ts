import { names } from '../../fields/index.ts'
import { readParts } from './date-parts.ts'
import { type DatePart, datePart } from './dates.ts'
import { defineStep, type Part, StepError } from './step.ts'

/** The number of values of a part that begins anew, and its first value. */
const CYCLES: { readonly [part in DatePart]?: readonly [period: number, first: number] } = {
  month: [12, 1],
  day: [31, 1],
  dayofweek: [7, 0],
  dayofyear: [366, 1],
  hour: [24, 0],
  minute: [60, 0],
}

/** sin and cos of 2π (part − first) / period, so that December is next to January. */
export const cyclicDateParts = defineStep({
  type: 'cyclic_date_parts',
  title: { en: 'Place in the cycle', ko: '주기 위치' },
  help: {
    en: 'Sine and cosine of the month, the day of the week…: December is next to January.',
    ko: '월, 요일 등의 사인과 코사인. 12월과 1월이 이웃이 됩니다.',
  },
  takes: ['date'],
  fields: {
    parts: names({
      empty: { en: 'month, dayofweek', ko: 'month, dayofweek' },
      help: {
        en: `Which parts: ${Object.keys(CYCLES).join(', ')}.`,
        ko: `쓸 요소: ${Object.keys(CYCLES).join(', ')}.`,
      },
    }),
  },
  fit: () => ({}),
  apply: ({ values }, _, { parts }) =>
    readParts(parts, ['month', 'dayofweek']).flatMap((part): Part[] => {
      const cycle = CYCLES[part]
      if (!cycle) throw new StepError({ en: `${part} has no cycle`, ko: `${part}에는 주기가 없습니다` })
      const [period, first] = cycle
      const angles = datePart(part, values).map((x) => (2 * Math.PI * (x - first)) / period)
      const of = (name: 'sin' | 'cos'): Part => ({
        suffix: `_${part}_${name}`,
        values: { kind: 'number', values: angles.map(Math[name]) },
        isFinal: true,
      })
      return [of('sin'), of('cos')]
    }),
})
