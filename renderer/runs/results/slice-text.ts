/** The names of slices: `plan = free`, `age: 18 – 25`. */
import type { ColumnType } from '../../../shared/data/columns.ts'
import type { RowFilter } from '../../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'

export type SliceFilter = NonNullable<RowFilter['slice']>

/** A number of a column as it is read, without the digits that no one needs. */
export const valueText = (value: number, type: ColumnType): string =>
  type === 'date' ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)))

/** The value or the values, without the column. */
export function sliceValueText({ values, isOther, range }: SliceFilter, type: ColumnType): Text {
  if (range) {
    const [low, high] = range.map((value) => valueText(value, type))
    return untranslated(low === high ? `= ${low}` : `${low} – ${high}`)
  }
  if (isOther) return { en: 'all others', ko: '나머지 모두' }
  return values?.[0] === null ? { en: 'missing', ko: '결측' } : untranslated(`= ${values?.[0]}`)
}

export function sliceText(filter: SliceFilter, type: ColumnType): Text {
  const value = sliceValueText(filter, type)
  const named = (text: string) =>
    text.startsWith('= ') ? `${filter.column} ${text}` : `${filter.column}: ${text}`
  return { en: named(value.en), ko: named(value.ko) }
}
