/** Which columns are categories, and whether enough rows have each of them to learn from it. */
import { absentIn, type ColumnProfile } from '../table-profile.ts'
import { lastWord } from './names.ts'

/** The last word of a name by which files call codes: their order and distances say nothing. `no` and `number` may be amounts. */
const CODE_WORD = /^(ids?|key|codes?)$/

/** Up to this many categories each gets a number of its own, however few rows have it. */
const FEW_CATEGORIES = 50
/** With more, this many rows each on average: numbers learned from fewer fit chance, and how often a category occurs says little more. */
const ROWS_EACH = 8

export const haveFewRows = (column: ColumnProfile, rows: number): boolean =>
  column.type === 'category' &&
  column.distinct > FEW_CATEGORIES &&
  column.distinct * ROWS_EACH > rows - absentIn(column)

/** Whole numbers under the name of a code, such as `city_id`, of which each stands in two rows on average. */
export const isCode = (column: ColumnProfile, rows: number): boolean =>
  column.type === 'number' &&
  column.numbers !== null &&
  column.numbers.allIntegers &&
  column.unit === null &&
  column.distinct * 2 <= rows - absentIn(column) &&
  CODE_WORD.test(lastWord(column.name))
