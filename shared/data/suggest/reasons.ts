/** Why a column should not be learned from. */
import { absentIn, type ColumnProfile, MAX_DISTINCT } from '../table-profile.ts'
import { haveFewRows } from './categories.ts'
import { lastWord } from './names.ts'
import { isYear } from './years.ts'

export type Reason =
  | 'row_number'
  | 'id'
  | 'constant'
  | 'missing'
  | 'date'
  | 'text'
  | 'few_rows'
  | 'picture'
  | 'leak'
  | 'split'

/** The last word of a name by which files call an id: `customer_id`, `PassengerId`, `Sample Number`. */
const ID_WORDS = new Set(['id', 'ids', 'uid', 'uuid', 'guid', 'key', 'number', 'nr', 'no', '#'])
/** Whole names of row numbers. */
const INDEX_NAMES = /^(|index|idx|row|rows|rownames?|row[ _.]?(number|nr|no|id)|unnamed: ?\d+)$/i
/** A column with the name of an id is one if this share of its values are different. */
const ID_SHARE = 0.3
/** A text of which this share of the values are different is an id or free text: too few rows have each value to learn from it. */
const OWN_SHARE = 0.5
/** Fewer distinct values than this are no ids, however small the table. */
const MIN_IDS = 20
const PICTURE = /\.(png|jpe?g|gif|bmp|webp|tiff?)$/i
/** Classes from which on a column with one value per class is taken for the target in other words. With two, chance or a good feature
 *  may do the same. */
const MIN_LEAK_CLASSES = 3

/** Reason that lies in the column itself; null if it can be learned from. */
export function ownReason(column: ColumnProfile, rows: number): Reason | null {
  const { type, distinct } = column
  const present = rows - absentIn(column)
  if (present === 0) return 'missing'
  if (isConstant(column)) return 'constant'
  if (isPicture(column)) return 'picture'
  if (type === 'date') return 'date'
  if (isRowNumber(column, rows)) return 'row_number'
  if (hasIdName(column) && distinct > MIN_IDS && distinct >= ID_SHARE * present) return 'id'
  const isOwn = distinct > MIN_IDS && distinct >= OWN_SHARE * present
  if (type === 'category' && isOwn) return isWords(column) ? 'text' : 'id'
  if (type === 'text') return isOwn && !isWords(column) ? 'id' : 'text'
  return null
}

/** A category that is sometimes missing has two values: it is there or it is not. */
const isConstant = (column: ColumnProfile): boolean =>
  column.distinct === 1 && (column.missing === 0 || column.type !== 'category')

const isWords = ({ examples }: ColumnProfile): boolean => examples.some((text) => /\s/.test(text.trim()))

export const isPicture = ({ type, examples }: ColumnProfile): boolean =>
  (type === 'category' || type === 'text') &&
  examples.length > 0 &&
  examples.every((text) => PICTURE.test(text.trim()))

/** A column that counts from 0 or 1, or that has the name of one. The same numbers in another order count rows as well. An amount in a unit
 *  and years count nothing. */
function isRowNumber(column: ColumnProfile, rows: number): boolean {
  const { numbers, unit, distinct, name } = column
  if (column.type !== 'number' || !numbers?.allIntegers || unit !== null || absentIn(column) > 0) return false
  const startsLikeOne = numbers.min === 0 || numbers.min === 1
  const isName = INDEX_NAMES.test(name.trim()) || hasIdName(column)
  if (column.isRowNumber) return startsLikeOne || isName
  const isPermutation =
    rows > MIN_IDS && distinct === rows && rows < MAX_DISTINCT && numbers.max - numbers.min === rows - 1
  return isPermutation && (startsLikeOne || isName)
}

/** Numbers with decimals are measured, so that they are no ids. */
function hasIdName({ name, type, numbers, unit }: ColumnProfile): boolean {
  if (type === 'boolean' || type === 'date' || unit !== null) return false
  if (type === 'number' && !numbers?.allIntegers) return false
  return ID_WORDS.has(lastWord(name))
}

/** A column with exactly one value for each class, in rows that repeat: the target under another name. */
const isTargetAgain = (column: ColumnProfile, target: ColumnProfile): boolean =>
  (column.association?.determinesTarget ?? false) &&
  target.distinct >= MIN_LEAK_CLASSES &&
  column.distinct === target.distinct &&
  target.categories.length > 0

/** Reason that lies in the column itself; more columns can be predicted than learned from. */
const featureReason = (column: ColumnProfile, rows: number): Reason | null =>
  isYear(column, rows) ? null : (ownReason(column, rows) ?? (haveFewRows(column, rows) ? 'few_rows' : null))

/** Reason by column. Columns that only count the rows are kept if nothing else is left to learn from: a curve over its index; and categories
 *  of few rows. */
export function reasonsToIgnore(
  candidates: readonly ColumnProfile[],
  target: ColumnProfile | undefined,
  rows: number,
): ReadonlyMap<string, Reason> {
  const reasons = new Map<string, Reason>()
  for (const column of candidates) {
    const reason = featureReason(column, rows)
    if (reason) reasons.set(column.name, reason)
  }
  const copies = candidates.filter(
    (column) => !reasons.has(column.name) && target && isTargetAgain(column, target),
  )
  if (copies.length + reasons.size < candidates.length)
    for (const { name } of copies) reasons.set(name, 'leak')
  if (reasons.size === candidates.length)
    for (const { name, type } of candidates) {
      const reason = reasons.get(name)
      if ((type === 'number' && reason === 'row_number') || reason === 'few_rows') reasons.delete(name)
    }
  return reasons
}
