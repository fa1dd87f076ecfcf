/** Steps that turn dates into numbers. */
import { call, dict, list, statement } from '../printer.ts'
import { assign, trainingRows, type WriteStep } from './write.ts'

const partsOf = (chosen: unknown, usual: readonly string[]): readonly string[] =>
  Array.isArray(chosen) && chosen.length > 0 ? chosen.map(String) : usual

/** The part of a date column. pandas 3 has other names for some than the fields of the step. */
const partOf = (variable: string, part: string): string =>
  `${variable}.dt.${part.replace('dayof', 'day_of_')}`

/** The number of values of a part that begins anew, and its first value. */
const CYCLES: { readonly [part: string]: readonly [period: number, first: number] } = {
  month: [12, 1],
  day: [31, 1],
  dayofweek: [7, 0],
  dayofyear: [366, 1],
  hour: [24, 0],
  minute: [60, 0],
}

export const dateParts: WriteStep = ({ variable }, { parts }) => ({
  lines: statement(
    call(
      'pd.DataFrame',
      dict(
        partsOf(parts, ['year', 'month', 'day', 'dayofweek']).map((part) => [part, partOf(variable, part)]),
      ),
    ),
    `${variable} = `,
  ),
  next: { kind: 'number', isFrame: true },
})

export const cyclicDateParts: WriteStep = ({ variable }, { parts }) => {
  const angles = partsOf(parts, ['month', 'dayofweek']).map((part) => {
    const [period, first] = CYCLES[part] ?? [1, 0]
    const value = partOf(variable, part)
    return { part, angle: `2 * np.pi * ${first === 0 ? value : `(${value} - ${first})`} / ${period}` }
  })
  return {
    lines: [
      ...angles.map(({ part, angle }) => `${part} = ${angle}`),
      ...statement(
        call('np.column_stack', list(angles.flatMap(({ part }) => [`np.sin(${part})`, `np.cos(${part})`]))),
        `${variable} = `,
      ),
    ],
    isArray: true,
  }
}

export const daysSince: WriteStep = (values) => ({
  lines: [assign(values, `(${values.variable} - ${trainingRows(values)}.min()) / pd.Timedelta(days=1)`)],
  next: { kind: 'number' },
})
