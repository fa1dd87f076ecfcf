/** Whether the dates of a column are years, as 1970-01-01, 1971-01-01 … */
import type { ColumnProfile } from '../table-profile.ts'

/** The first and the last date are the first days of years, and there are no more dates than years. Years repeat in the rows: a series of
 *  one row a year is ordered by its date. */
export function isYear({ type, numbers, distinct, missing }: ColumnProfile, rows: number): boolean {
  if (type !== 'date' || !numbers || distinct < 2 || distinct * 2 > rows - missing) return false
  const [first, last] = [new Date(numbers.min), new Date(numbers.max)]
  return (
    [first, last].every((date) => date.getTime() === Date.UTC(date.getUTCFullYear())) &&
    distinct <= last.getUTCFullYear() - first.getUTCFullYear() + 1
  )
}
