/** Whether enough rows have each category to learn from it. */
import { absentIn, type ColumnProfile } from '../table-profile.ts'

/** Up to this many categories each gets a number of its own, however few rows have it. */
const FEW_CATEGORIES = 50
/** With more, this many rows each on average: numbers learned from fewer fit chance, and how often a category occurs says little more. */
const ROWS_EACH = 8

export const haveFewRows = (column: ColumnProfile, rows: number): boolean =>
  column.type === 'category' &&
  column.distinct > FEW_CATEGORIES &&
  column.distinct * ROWS_EACH > rows - absentIn(column)
