/** Lines that turn the cells of columns into numbers and dates where `pandas.read_csv` leaves texts. */
import type { BooleanWords } from '../../data/table-reading.ts'
import type { Json } from '../../json.ts'
import { dict, flat, text } from '../printer.ts'
import { loopOver } from './loop.ts'
import type { PlannedColumn } from './plan.ts'

/** Columns that pandas reads as texts, so that "01" and a class called "NA" survive. */
export const isReadAsText = ({ type, found }: PlannedColumn): boolean =>
  type !== 'number' || (found !== null && (found.unit !== null || found.hasBadCells))

/** @param options reader options in use */
export function cellLines(
  columns: readonly PlannedColumn[],
  options: { readonly [field: string]: Json },
): string[] {
  const byConversion = new Map<string, string[]>()
  for (const column of columns) {
    const conversion = conversionOf(column, options)
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

const wordsCode = ({ false: no, true: yes }: BooleanWords) =>
  dict([
    ...no.map((word): [string, string] => [word, '0']),
    ...yes.map((word): [string, string] => [word, '1']),
  ])
