/** The names of slices: `plan = free`, `age: 18 – 25`. */
import type { ColumnType } from '../../../shared/data/columns.ts'
import { BRIGHTNESS } from '../../../shared/evaluation/brightness.ts'
import type { EvaluationSlices, RowFilter } from '../../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'

/** What has the columns. */
type Owner = EvaluationSlices['of']

export type SliceFilter = NonNullable<RowFilter['slice']>

/** A number of a column as it is read, without the digits that no one needs. */
export const valueText = (value: number, type: ColumnType): string =>
  type === 'date' ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)))

/** The value or the values, without the column. */
export function sliceValueText({ values, isOther, range }: SliceFilter, type: ColumnType, of: Owner): Text {
  if (range) {
    const [low, high] = range.map((value) =>
      // A mean of many pixels has any number of digits.
      of === 'pictures' ? value.toFixed(3) : valueText(value, type),
    )
    return untranslated(low === high ? `= ${low}` : `${low} – ${high}`)
  }
  if (isOther) return { en: 'all others', ko: '나머지 모두' }
  return values?.[0] === null ? { en: 'missing', ko: '결측' } : untranslated(`= ${values?.[0]}`)
}

const BRIGHTNESS_NAME: Text = { en: 'brightness', ko: '밝기' }

/** Columns of a table have the names that its file gives them. */
export const sliceColumnText = (column: string, of: Owner): Text =>
  of === 'pictures' && column === BRIGHTNESS ? BRIGHTNESS_NAME : untranslated(column)

export function sliceText(filter: SliceFilter, type: ColumnType, of: Owner): Text {
  const column = sliceColumnText(filter.column, of)
  const value = sliceValueText(filter, type, of)
  const named = (name: string, text: string) =>
    text.startsWith('= ') ? `${name} ${text}` : `${name}: ${text}`
  return { en: named(column.en, value.en), ko: named(column.ko, value.ko) }
}
