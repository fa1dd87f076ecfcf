import { names } from '../../fields/index.ts'
import { DATE_PARTS, type DatePart, datePart } from './dates.ts'
import { defineStep, type Part, StepError } from './step.ts'

const isDatePart = (name: string): name is DatePart => (DATE_PARTS as readonly string[]).includes(name)

/** The parts that a step names, or the given ones if it names none. @throws StepError for a part that dates do not have */
export function readParts(chosen: readonly string[] | null, usual: readonly DatePart[]): readonly DatePart[] {
  return (chosen && chosen.length > 0 ? chosen : usual).map((name) => {
    if (isDatePart(name)) return name
    throw new StepError({
      en: `a date has the parts ${DATE_PARTS.join(', ')}, and not “${name}”`,
      ko: `날짜에는 ${DATE_PARTS.join(', ')}이(가) 있고 “${name}”은(는) 없습니다`,
    })
  })
}

/** Year, month … of a date, each a number of its own. */
export const dateParts = defineStep({
  type: 'date_parts',
  title: { en: 'Parts of the date', ko: '날짜 요소' },
  help: {
    en: 'Year, month, day, day of the week…: each a number.',
    ko: '연, 월, 일, 요일 등을 각각 숫자로 만듭니다.',
  },
  takes: ['date'],
  fields: {
    parts: names({
      empty: { en: 'year, month, day, dayofweek', ko: 'year, month, day, dayofweek' },
      help: {
        en: `Which parts: ${DATE_PARTS.join(', ')}.`,
        ko: `쓸 요소: ${DATE_PARTS.join(', ')}.`,
      },
    }),
  },
  fit: () => ({}),
  apply: ({ values }, _, { parts }) =>
    readParts(parts, ['year', 'month', 'day', 'dayofweek']).map((part): Part => {
      return { suffix: `_${part}`, values: { kind: 'number', values: datePart(part, values) } }
    }),
})
