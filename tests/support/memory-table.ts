/** A table in memory, for tests of what reads tables: statistics, preparation, rows in the window. */
import { sortedCategories } from '../../electron/engine/data/table/category-order.ts'
import type { Table, TableColumn } from '../../electron/engine/data/table/table.ts'
import type { ColumnType } from '../../shared/data/columns.ts'

/** The texts of a column; null where missing. Of another type than text, how they become numbers or codes is plain: `Number`, the words
 *  true and false, `Date.parse`, distinct texts in their usual order. */
export interface MemoryColumn {
  readonly name: string
  readonly type: ColumnType
  readonly texts: readonly (string | null)[]
  readonly facts?: Partial<TableColumn>
}

/** A column of numbers; NaN where missing. */
export const numberColumn = (
  name: string,
  values: readonly number[],
  facts: Partial<TableColumn> = {},
): MemoryColumn => ({
  name,
  type: 'number',
  texts: values.map((value) => (Number.isNaN(value) ? null : String(value))),
  facts,
})

export const textColumn = (
  name: string,
  type: ColumnType,
  texts: readonly (string | null)[],
  facts: Partial<TableColumn> = {},
): MemoryColumn => ({ name, type, texts, facts })

export function memoryTable(columns: readonly MemoryColumn[], info: Partial<Table['info']> = {}): Table {
  const numberOf: Partial<Record<ColumnType, (text: string) => number>> = {
    number: Number,
    boolean: (text) => (text === 'true' ? 1 : 0),
    date: Date.parse,
  }
  const categories = columns.map(({ type, texts }) =>
    type === 'category' ? sortedCategories([...new Set(texts.filter((text) => text !== null))]) : null,
  )
  return {
    info: {
      title: 'memory.csv',
      bytes: 0,
      rows: columns[0]?.texts.length ?? 0,
      options: [],
      columns: columns.map(({ name, type, texts, facts }, i) => ({
        name,
        header: name,
        type,
        foundType: type,
        missing: texts.filter((text) => text === null).length,
        markers: [],
        badCells: { count: 0, first: [] },
        unit: null,
        isPadded: false,
        words: type === 'boolean' ? { false: ['false'], true: ['true'] } : null,
        dateFormat: type === 'date' ? '%Y-%m-%d' : null,
        categories: categories[i]!,
        ...facts,
      })),
      problems: [],
      hasCommentMarkInCells: false,
      ...info,
    },
    // Few, so that most tables have several blocks.
    blockRows: 7,
    numbers: async (column, from, to) => {
      const { texts, type } = columns[column]!
      return Float64Array.from(texts.slice(from, to), (text) =>
        text === null ? Number.NaN : numberOf[type]!(text),
      )
    },
    codes: async (column, from, to) => {
      const codeOf = new Map(categories[column]!.map((text, code) => [text, code]))
      return Int32Array.from(columns[column]!.texts.slice(from, to), (text) =>
        text === null ? -1 : codeOf.get(text)!,
      )
    },
    texts: async (column, from, to) => columns[column]!.texts.slice(from, to),
    writtenTexts: async (column, from, to) =>
      columns[column]!.texts.slice(from, to).map((text) => text ?? ''),
    badRows: async (column) =>
      Int32Array.from(columns[column]!.facts?.badCells?.first ?? [], ({ row }) => row),
    lineOf: async (row) => row + 2,
  }
}
