/** Lines that turn the cells of columns into numbers and dates where `pandas.read_csv` leaves texts. */
import { numberPattern } from '../../data/number-pattern.ts'
import type { BooleanWords, ReadColumn } from '../../data/table-reading.ts'
import { escapePattern } from '../../escape-pattern.ts'
import type { Json } from '../../json.ts'
import { patternLiteral } from '../pattern.ts'
import { dict, flat, list, text } from '../printer.ts'
import { loopOver } from './loop.ts'
import type { PlannedColumn } from './plan.ts'

/** What pandas makes of cells: the numbers and texts of a text file; in a sheet also dates and booleans; or whatever the file says they are. */
export type Cells = 'text' | 'sheet' | 'typed'

/** Columns that pandas reads as texts, so that "01" and a class called "NA" survive. */
export const isReadAsText = ({ type, found }: PlannedColumn): boolean =>
  type !== 'number' || (found !== null && !found.isDuration && (found.unit !== null || found.hasBadCells))

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
    return isReadAsText(column) ? numberConversion(found!, options) : null
  }
  if (found?.isPadded) return `${COLUMN}.str.strip()${hasMissing ? '.replace("", np.nan)' : ''}`
  return null
}

/** pandas takes `inf` for a number, and pandas 3 also one beyond double precision; the app has no use for either. */
const coerced = (values: string): string =>
  `pd.to_numeric(${values}, errors="coerce").replace([np.inf, -np.inf], np.nan)`

/** Numbers of texts with a unit or with other marks than pandas', or of which some are no numbers. */
function numberConversion(
  { unit, hasBadCells }: ReadColumn,
  options: { readonly [field: string]: Json },
): string {
  const thousands = String(options.thousands ?? '')
  const decimal = String(options.decimal ?? '.')
  const replace = (from: string, to: string) => `.str.replace(${text(from)}, ${text(to)})`
  const marks = [
    thousands === '' ? '' : replace(thousands, ''),
    decimal === '.' ? '' : replace(decimal, '.'),
  ].join('')
  if (!hasBadCells) return `pd.to_numeric(${COLUMN}${unit === null ? '' : replace(unit, '')}${marks})`
  if (unit === null && marks === '') return coerced(COLUMN)
  // Only cells that are numbers as a whole lose their marks: "1,23,4" is none.
  const sign = unit && escapePattern(unit)
  const withoutUnit =
    sign === null
      ? ''
      : `.str.replace(${patternLiteral(`^\\s*([+-]?)${sign}\\s*|\\s*${sign}\\s*$`)}, r"\\1", n=1, regex=True)`
  const numbers = patternLiteral(`^\\s*(${numberPattern(decimal, thousands)})\\s*$`)
  return coerced(`${COLUMN}${withoutUnit}.str.extract(${numbers}, expand=False)${marks}`)
}

const CONVERSIONS: { readonly [cells in Cells]: typeof conversionOf } = {
  text: conversionOf,
  sheet: (column, options) =>
    column.type === 'number' && column.found?.isDuration
      ? durationConversion(column.found)
      : column.type === 'boolean' || (column.type === 'date' && isIso(column))
        ? typedConversion(column)
        : conversionOf(column, options),
  typed: typedConversion,
}

const durationConversion = ({ hasBadCells }: ReadColumn): string =>
  `${hasBadCells ? `pd.to_timedelta(${COLUMN}, errors="coerce")` : COLUMN} / pd.Timedelta(days=1)`

/** Dates that pandas reads whether they are dates or texts. */
const isIso = ({ found }: PlannedColumn): boolean => found?.dateFormat?.startsWith('%Y-%m-%d') ?? true

/** Cells may be numbers, texts, dates or booleans, whatever they mean. */
function typedConversion(column: PlannedColumn): string | null {
  const { type, found } = column
  const { hasBadCells = false } = found ?? {}
  const isFloat =
    type === 'category' && found?.isWhole === true && found.missing > 0 && found.markers.length === 0
  const whole = isFloat ? '.astype("Int64")' : ''
  const texts = `${COLUMN}${whole}.astype(str).where(${COLUMN}.notna())`
  switch (type) {
    case 'number':
      if (found?.unit) return numberConversion(found, {}).replaceAll(COLUMN, texts)
      return hasBadCells ? coerced(COLUMN) : `${COLUMN}.astype(float)`
    case 'boolean':
      return found?.words
        ? `${COLUMN}.astype(str).str.lower().map(${flat(wordsCode(lowerCase(found.words)))})`
        : `${COLUMN}.astype(float)`
    case 'date':
      return `pd.to_datetime(${COLUMN}${isIso(column) ? '' : `, format=${text(found!.dateFormat!)}`}${hasBadCells ? ', errors="coerce"' : ''}, utc=True).dt.tz_localize(None)`
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
