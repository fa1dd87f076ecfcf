/** Numbers, shares and dates of a table as text. */
import type { ColumnType } from '../../shared/data/columns.ts'

const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 })
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A value with five significant digits, without exponent where it has up to twelve digits before the point. */
export function formatValue(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return '–'
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3).replace('e+', 'e')
  return (size >= 10_000 ? exact : figures).format(value)
}

/** Milliseconds since 1970 as a date, with the time unless it is midnight. */
function formatDate(value: number): string {
  const text = Number.isFinite(value) && Math.abs(value) < 8.64e15 ? new Date(value).toISOString() : '–'
  return text
    .replace('T00:00:00.000Z', '')
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '')
}

const DAY_MS = 86_400_000

/** @param range of dates that are days apart, the time of day says nothing */
export const formatOf = (type: ColumnType, range = 0): ((value: number) => string) =>
  type !== 'date'
    ? formatValue
    : range > 10 * DAY_MS
      ? (value) => formatDate(Math.round(value / DAY_MS) * DAY_MS)
      : formatDate

/** 0.006 → '0.6 %'. A share that is not 0 is never shown as 0, and one below 1 never as 100. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '< 0.1 %'
  if (percent < 100 && percent > 99.9) return '> 99.9 %'
  return `${percent === 0 || percent === 100 ? percent : percent.toFixed(1)} %`
}
