/** Parses the cells of a column of numbers, booleans or dates. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { BooleanWords } from '../../../../shared/data/table-reading.ts'
import { dateParser } from './date-format.ts'
import { type NumberFormat, numberParser } from './number-format.ts'

export interface CellFormat extends NumberFormat {
  readonly type: ColumnType
  readonly words: BooleanWords | null
  readonly dateFormat: string | null
}

/** The number of a cell's text: NaN if it is not one of the column's type. */
export function cellParser(format: CellFormat): (text: string) => number {
  switch (format.type) {
    case 'number':
      return numberParser(format)
    case 'date':
      return dateParser(format.dateFormat!)
    case 'boolean': {
      const { words } = format
      const values = new Map([
        ...words!.false.map((word) => [word, 0] as const),
        ...words!.true.map((word) => [word, 1] as const),
      ])
      return (text) => values.get(text) ?? Number.NaN
    }
    case 'category':
    case 'text':
      return () => Number.NaN
  }
}
