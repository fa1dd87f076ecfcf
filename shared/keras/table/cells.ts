/** Lines that turn the cells of columns into numbers and dates where `pandas.read_csv` leaves texts. */
import type { BooleanWords } from '../../data/table-reading.ts'
import type { Json } from '../../json.ts'
import { dict, flat, list, text } from '../printer.ts'
import { loopOver } from './loop.ts'
import type { PlannedColumn } from './plan.ts'

/** What pandas makes of cells: the numbers and texts of a text file; in a sheet also dates and booleans; or whatever the file says they are. */
export type Cells = 'text' | 'sheet' | 'typed'

/** Columns that pandas reads as texts, so that "01" and a class called "NA" survive. */
export const isReadAsText = ({ type, found }: PlannedColumn): boolean =>
  type !== 'number' || (found !== null && (found.unit !== null || found.hasBadCells))

/** @param options reader options in use
 *  @param cells what the cells are */
export function cellLines(
  columns: readonly PlannedColumn[],
  options: { readonly [field: string]: Json },
  cells: Cells,
): string[] {
  const byConversion = new Map<string, string[]>()
  for (const column of columns) {
    const conversion = CONVERSIONS[cells](column, options)
    if (conversion === null) continue
    byConversion.set(conversion, [...(byConversion.get(conversion) ?? []), column.name])
  }
  return [...byConversion].flatMap(([conversion, names]) => {
    const convert = (name: string) => `table[${name}] = ${conversion.replaceAll(COLUMN, `table[${name}]`)}`
    return names.length === 1 ? [convert(text(names[0]!))] : loopOver(names, [convert('name')])
  })
}

/** Stands for the column in an expression. */
const COLUMN = '\u0000'

function conversionOf(column: PlannedColumn, options: { readonly [field: string]: Json }): string | null {
  const { type, found, hasMissing } = column
  if (type === 'date') {
    const format = found?.dateFormat ? `, format=${text(found.dateFormat)}` : ''
    const errors = found?.hasBadCells ? ', errors="coerce"' : ''
    // A date with a time zone becomes one in UTC, as every other date is.
    const [utc, naive] = found?.dateFormat?.includes('%z')
      ? [', utc=True', '.dt.tz_localize(None)']
      : ['', '']
    return `pd.to_datetime(${COLUMN}${format}${errors}${utc})${naive}`
  }
  if (type === 'boolean') return found?.words ? `${COLUMN}.map(${flat(wordsCode(found.words))})` : null
  if (type === 'number') {
    if (!isReadAsText(column)) return null
    const marks = [
      ...(found!.unit === null ? [] : [[found!.unit, '']]),
      ...(options.thousands ? [[String(options.thousands), '']] : []),
      ...(options.decimal && options.decimal !== '.' ? [[String(options.decimal), '.']] : []),
    ]
    const replaced = marks.map(([from, to]) => `.str.replace(${text(from!)}, ${text(to!)})`).join('')
    return `pd.to_numeric(${COLUMN}${replaced}${found!.hasBadCells ? ', errors="coerce"' : ''})`
  }
  if (found?.isPadded) return `${COLUMN}.str.strip()${hasMissing ? '.replace("", np.nan)' : ''}`
  return null
}

const CONVERSIONS: { readonly [cells in Cells]: typeof conversionOf } = {
  text: conversionOf,
  sheet: (column, options) =>
    column.type === 'boolean' || (column.type === 'date' && isIso(column))
      ? typedConversion(column)
      : conversionOf(column, options),
  typed: typedConversion,
}

/** Dates that pandas reads whether they are dates or texts. */
const isIso = ({ found }: PlannedColumn): boolean => found?.dateFormat?.startsWith('%Y-%m-%d') ?? true

/** Cells may be numbers, texts, dates or booleans, whatever they mean. */
function typedConversion(column: PlannedColumn): string | null {
  const { type, found } = column
  const errors = found?.hasBadCells ? ', errors="coerce"' : ''
  const isFloat =
    type === 'category' && found?.isWhole === true && found.missing > 0 && found.markers.length === 0
  const whole = isFloat ? '.astype("Int64")' : ''
  const texts = `${COLUMN}${whole}.astype(str).where(${COLUMN}.notna())`
  switch (type) {
    case 'number':
      return found?.unit
        ? `pd.to_numeric(${texts}.str.replace(${text(found.unit)}, "")${errors})`
        : errors
          ? `pd.to_numeric(${COLUMN}${errors})`
          : `${COLUMN}.astype(float)`
    case 'boolean':
      return found?.words
        ? `${COLUMN}.astype(str).str.lower().map(${flat(wordsCode(lowerCase(found.words)))})`
        : `${COLUMN}.astype(float)`
    case 'date':
      return `pd.to_datetime(${COLUMN}${isIso(column) ? '' : `, format=${text(found!.dateFormat!)}`}${errors}, utc=True).dt.tz_localize(None)`
    default: {
      const markers = found?.markers ?? []
      const cleared = markers.length > 0 ? `.replace(${flat(list(markers.map(text)))}, np.nan)` : ''
      return `${texts}${cleared}${found?.isPadded ? '.str.strip()' : ''}`
    }
  }
}

const lowerCase = ({ false: no, true: yes }: BooleanWords): BooleanWords => {
  const distinct = (words: readonly string[]) => [...new Set(words.map((word) => word.toLowerCase()))]
  return { false: distinct(no), true: distinct(yes) }
}

const wordsCode = ({ false: no, true: yes }: BooleanWords) =>
  dict([
    ...no.map((word): [string, string] => [word, '0']),
    ...yes.map((word): [string, string] => [word, '1']),
  ])
