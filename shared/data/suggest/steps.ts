/** The steps that turn a column into numbers: few, and the usual ones. */
import { type Config, createConfig } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import { type StepType, steps } from '../steps/index.ts'
import { absentIn, type ColumnProfile, type NumberStatistics } from '../table-profile.ts'
import { haveFewRows } from './categories.ts'
import { isYear } from './years.ts'

/** Share of missing values from which on it may matter that one is missing. */
const INDICATOR_SHARE = 0.05
/** Up to this many categories each gets a number of its own; more share slots. */
const MAX_ONE_HOT = 500
/** How much longer the upper tail is than the lower one before a logarithm helps. */
const LONG_TAIL = 4
/** Distinct values of a number that can have a long tail. */
const MIN_DISTINCT = 20

const step = (type: StepType, props: { readonly [field: string]: Json } = {}): Config =>
  createConfig(steps, type, props)

/** @param isScaled whether numbers are standardized, as the source says
 *  @returns an empty list where the cells are numbers already, as those of a boolean, or cannot be learned from */
export function suggestSteps(column: ColumnProfile, rows: number, isScaled = true): readonly Config[] {
  const scaling = isScaled ? [step('standardize')] : []
  const { type, distinct, numbers } = column
  const missing = absentIn(column)
  const indicator = missing > INDICATOR_SHARE * rows
  switch (type) {
    case 'number':
      return [
        ...(missing > 0 ? [step('fill', { strategy: 'median', indicator })] : []),
        ...(numbers && isScaled && distinct >= MIN_DISTINCT && hasLongTail(numbers) ? [step('log1p')] : []),
        ...scaling,
      ]
    case 'boolean':
      return missing > 0 ? [step('fill', { strategy: 'most_frequent', indicator })] : []
    case 'category':
      if (haveFewRows(column, rows)) return [step('frequency'), ...scaling]
      if (distinct > MAX_ONE_HOT) return [step('hashed')]
      return [step('one_hot', missing > 0 ? { missing: 'category' } : {})]
    case 'date':
      if (!isYear(column, rows)) return []
      return [
        step('date_parts', { parts: ['year'] }),
        ...(missing > 0 ? [step('fill', { strategy: 'median', indicator })] : []),
        ...scaling,
      ]
    default:
      return []
  }
}

/** Numbers from 0 on whose upper tail is far longer than the lower one, and no longer so after a logarithm. */
function hasLongTail({ min, quantiles }: NumberStatistics): boolean {
  if (min < 0) return false
  const [low, , median, , high] = quantiles
  const ratio = (f: (x: number) => number) => (f(high) - f(median)) / (f(median) - f(low))
  const before = ratio((x) => x)
  const after = ratio(Math.log1p)
  return before > LONG_TAIL && after < before / LONG_TAIL && after > 1 / LONG_TAIL
}
