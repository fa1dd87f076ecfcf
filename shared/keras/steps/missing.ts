/** Steps for missing values. */
import { text } from '../printer.ts'
import { assign, type StepValues, trainingRows, type WriteStep } from './write.ts'

export const fill: WriteStep = (values, { strategy, value, indicator }) => {
  const { variable, kind } = values
  const constant = kind === 'category' && strategy === 'constant' ? String(value) : null
  return {
    lines: [
      ...(indicator ? [`missing = ${variable}.isna()`] : []),
      ...(constant === null ? [] : [`is_new = not (${variable} == ${text(constant)}).any()`]),
      assign(values, `${variable}.fillna(${filling(values, String(strategy), String(value))})`),
    ],
    next: { hasMissing: false, constant },
    further: indicator ? ['missing'] : [],
  }
}

function filling(values: StepValues, strategy: string, value: string): string {
  const fit = trainingRows(values)
  if (strategy === 'most_frequent') return `${fit}.mode().iloc[0]`
  if (strategy !== 'constant') return `${fit}.${strategy}()`
  if (values.kind === 'number') return String(Number(value))
  return values.kind === 'date' ? `pd.Timestamp(${text(value)})` : text(value)
}

/** The rows leave after every column is prepared (shared/keras/table/features.ts). */
export const dropMissing: WriteStep = () => ({ lines: [] })
