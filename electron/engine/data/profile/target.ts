/** The first target, with which every column is compared: its classes, or its numbers. */
import { MAX_CATEGORIES } from '../../../../shared/data/table-profile.ts'
import { isFewIntegers } from '../../../../shared/data/target-kind.ts'
import type { Table } from '../table/table.ts'
import { type Coded, countsOf, encode, reordered } from './coded.ts'

export interface Target {
  /** Number of the column. */
  readonly column: number
  /** In the order of their codes; null for a number, and beyond MAX_CATEGORIES classes. */
  readonly classes: readonly string[] | null
  /** Code of the value of each row, −1 where missing: of the classes, or of distinct numbers. Null beyond MAX_DISTINCT values. */
  readonly codes: Int32Array | null
  /** Number of distinct values. */
  readonly distinct: number
  /** Of a number or boolean. */
  readonly numbers: Float64Array | null
}

export interface TargetSettings {
  /** As in the source: whether it holds classes or numbers; labels if a step of the document says so. */
  readonly task: 'auto' | 'classes' | 'number' | 'labels'
  /** The order of its classes, if the document sets one. */
  readonly categories: readonly string[] | null
}

/** @returns null for a column that is no target yet: a date, or a text that is not coded */
export async function readTarget(
  table: Table,
  column: number,
  settings: TargetSettings,
  signal?: AbortSignal,
): Promise<Target | null> {
  const { type, categories, words } = table.info.columns[column]!
  if (type === 'category' && categories) {
    const coded = { codes: await table.codes(column), values: categories }
    const target = toTarget(column, await inOrder(coded, settings, signal), null)
    // A row has several labels, so that its cell is no class.
    return settings.task === 'labels' ? { ...target, classes: null } : target
  }
  if (type !== 'number' && type !== 'boolean') return null
  const numbers = await table.numbers(column)
  const coded = await encode(numbers, signal)
  if (!coded) return { column, classes: null, codes: null, distinct: Number.POSITIVE_INFINITY, numbers }
  const rows = table.info.rows - table.info.columns[column]!.missing
  const isFew = isFewIntegers({
    allIntegers: coded.values.every(Number.isInteger),
    distinct: coded.values.length,
    rows,
  })
  const isClasses = settings.task === 'classes' || (settings.task === 'auto' && (type === 'boolean' || isFew))
  if (!isClasses) return { column, classes: null, codes: coded.codes, distinct: coded.values.length, numbers }
  const ascending = reordered(
    coded,
    coded.values.map((_, code) => code).sort((a, b) => coded.values[a]! - coded.values[b]!),
  )
  const nameOf = (value: number) =>
    (type === 'boolean' ? (value === 0 ? words?.false : words?.true)?.[0] : undefined) ?? String(value)
  const named = { codes: ascending.codes, values: ascending.values.map(nameOf) }
  return toTarget(column, await inOrder(named, settings, signal), numbers)
}

const toTarget = (
  column: number,
  { codes, values }: Coded<string>,
  numbers: Float64Array | null,
): Target => ({
  column,
  classes: values.length <= MAX_CATEGORIES ? values : null,
  codes,
  distinct: values.length,
  numbers,
})

/** The classes that occur, in the order of the settings, then in that of the codes. */
async function inOrder(
  coded: Coded<string>,
  { categories }: TargetSettings,
  signal?: AbortSignal,
): Promise<Coded<string>> {
  const { codes, values } = coded
  const counts = await countsOf(codes, values.length, signal)
  const placeOf = new Map((categories ?? []).map((name, i) => [name, i]))
  const place = (code: number) => placeOf.get(values[code]!) ?? placeOf.size
  const order = values
    .map((_, code) => code)
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => place(a) - place(b) || a - b)
  return reordered(coded, order)
}
