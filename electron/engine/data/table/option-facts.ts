/** Facts about the reader options that are known after all rows were read. */
import type { OptionFact } from '../../../../shared/data/table-profile.ts'
import type { ReaderOptions } from '../csv/options.ts'
import { ambiguousFormat } from '../csv/plan-columns.ts'
import type { RowParser } from '../csv/row-parser.ts'
import { type Dialect, type FoundComment, fact } from '../csv/sniff.ts'
import type { FoundMarks } from '../csv/sniff-numbers.ts'
import { dateParser } from './date-format.ts'
import { numberParser } from './number-format.ts'
import type { StoredColumn } from './stored-table.ts'
import { texts } from './texts.ts'

/** The lines that show which mark comments have; null if there are none. */
export function commentOf(
  { foundComment: found }: Dialect,
  { unfit, unfitCount, comments }: RowParser,
): FoundComment | null {
  if (found) return { ...found, count: comments }
  return unfit && { mark: unfit.mark, count: unfitCount, line: unfit.line, example: unfit.text }
}

/** The marks of numbers. */
export function markFacts(
  { decimal, thousands, example, alternatives }: FoundMarks,
  options: ReaderOptions,
): OptionFact[] {
  const parse = numberParser({ decimal, thousands, unit: null })
  const reason = example === null ? null : texts.marks(example, parse(example))
  const others = (
    value: (marks: { readonly decimal: string; readonly thousands: string }) => string,
    own: string,
  ) =>
    alternatives
      .filter((other) => value(other) !== own)
      .map((other) => ({ value: value(other), meaning: texts.marks(other.example, other.value) }))
  return [
    fact(
      'decimal',
      decimal,
      options.decimal !== null,
      reason,
      others((marks) => marks.decimal, decimal),
    ),
    fact(
      'thousands',
      thousands,
      options.thousands !== null,
      reason,
      others((marks) => marks.thousands, thousands),
    ),
  ]
}

/** How the first dates are read in which day and month may be exchanged. No fact where none may.
 *  @param cells cells of the columns in the first rows */
export function dateFacts(
  columns: readonly StoredColumn[],
  cells: readonly (readonly string[])[],
  options: ReaderOptions,
): OptionFact[] {
  if (options.date_format !== null) return [fact('date_format', options.date_format, true, null)]
  for (const [i, { name, dateFormat, badCells }] of columns.entries()) {
    const other = dateFormat === null || badCells.count > 0 ? null : ambiguousFormat(dateFormat, cells[i]!)
    // A day such as 2 February is the same in both.
    const example = cells[i]!.find(
      (cell) => other !== null && readAs(dateFormat!, cell) !== readAs(other, cell),
    )
    if (other === null || example === undefined) continue
    const meaning = (format: string) => texts.dateFormat(name, example, readAs(format, example))
    return [
      fact('date_format', dateFormat, false, meaning(dateFormat!), [
        { value: other, meaning: meaning(other) },
      ]),
    ]
  }
  return []
}

const readAs = (format: string, cell: string): number => dateParser(format)(cell)

/** The texts of missing values. */
export function markerFact(columns: readonly StoredColumn[], options: ReaderOptions): OptionFact {
  if (options.na_values !== null) return fact('na_values', [...options.na_values], true, null)
  const markers = columns.flatMap((column) => column.markers.filter(({ text }) => text !== ''))
  const count = markers.reduce((sum, marker) => sum + marker.count, 0)
  const found = [...new Set(markers.map(({ text }) => text))]
  return fact('na_values', found, false, count > 0 ? texts.markers(count) : null)
}
