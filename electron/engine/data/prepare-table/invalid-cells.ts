/** Cells that are missing or no 32-bit numbers, found block by block. */
import type { ColumnInfo } from '../../../../shared/data/column-info.ts'

/** The first invalid cell of a column, and how many are missing. */
export interface InvalidCell {
  readonly column: string
  readonly row: number
  readonly value: number
  readonly missing: number
}

/** @param isLeftOut rows that are in no part */
export function invalidCells(columns: readonly ColumnInfo[], isLeftOut: (row: number) => boolean) {
  const found = new Map<number, { row: number; value: number; missing: number }>()
  return {
    /** Looks at a column of a block of rows. @param before number of rows before the block */
    look(block: Float32Array, column: number, rows: number, before: number): void {
      for (let row = 0; row < rows; row++) {
        const value = block[row * columns.length + column]!
        if (Number.isFinite(value) || isLeftOut(before + row)) continue
        const cell = found.get(column) ?? { row: before + row, value, missing: 0 }
        if (Number.isNaN(value)) cell.missing++
        found.set(column, cell)
      }
    },
    /** Of the first columns that have one. */
    first: (count: number): InvalidCell[] =>
      [...found]
        .sort(([a], [b]) => a - b)
        .slice(0, count)
        .map(([column, cell]) => ({ column: columns[column]!.source ?? columns[column]!.name, ...cell })),
  }
}
