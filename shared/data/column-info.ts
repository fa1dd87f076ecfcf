/** The columns of prepared rows, and how each becomes numbers inside a training step. */

/** One stored number of a prepared row. */
export interface ColumnInfo {
  /** The name of the table's column, with what a step added to it. */
  readonly name: string
  /** What the column is in the table. */
  readonly type: 'number' | 'category'
  /** The table's column, if its name differs. */
  readonly source?: string | undefined
  /** A code is stored instead of a number: it becomes `size` numbers inside the step, or stays an index for an Embedding. */
  readonly code?: { readonly kind: 'one-hot' | 'index'; readonly size: number } | undefined
  /** The number differs from the one in the table. */
  readonly isPrepared?: boolean | undefined
}

/** How many numbers a network receives from a column. */
export const widthOf = ({ code }: Pick<ColumnInfo, 'code'>): number =>
  code?.kind === 'one-hot' ? code.size : 1

export const totalWidth = (columns: readonly Pick<ColumnInfo, 'code'>[]): number =>
  columns.reduce((sum, column) => sum + widthOf(column), 0)

/** The prepared columns that a name stands for: those that come from the table's column of this name, else the one with this name. */
export function columnsNamed<C extends Pick<ColumnInfo, 'name' | 'source'>>(
  columns: readonly C[],
  name: string,
): readonly C[] {
  const own = columns.filter((column) => (column.source ?? column.name) === name)
  return own.length > 0 ? own : columns.filter((column) => column.name === name)
}

/** Shape of a row in the cache: codes are one value each. */
export const storedShape = ({
  shape,
  columns,
}: {
  readonly shape: readonly number[]
  readonly columns: readonly Pick<ColumnInfo, 'code'>[]
}): readonly number[] => (columns.some((column) => widthOf(column) > 1) ? [columns.length] : shape)
