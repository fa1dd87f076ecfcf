/** What counts as a number in a table, in SQL and here. */

/** The decimal mark of a table. */
export type Decimal = '.' | ','

/** The column as a number, NULL where it is none. With a decimal comma a point would be a thousands mark, so it is refused. */
export const numberSql = (column: number, decimal: Decimal): string =>
  decimal === '.'
    ? `TRY_CAST(c${column} AS DOUBLE)`
    : `CASE WHEN contains(c${column}, '.') THEN NULL ELSE TRY_CAST(replace(c${column}, ',', '.') AS DOUBLE) END`

/** Finite also as float32, which is what the cache holds. */
export const isStorable = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(Math.fround(value))

/** What tables write where a value is not known. */
export const isMissing = (cell: unknown): boolean =>
  cell === null || cell === undefined || /^\s*(na|n\/a|nan|null|none|\?)?\s*$/i.test(String(cell))

/** The same for the target, where "none" may well be the name of a class. */
export const isMissingTarget = (cell: unknown): boolean =>
  isMissing(cell) && !/none|null/i.test(String(cell ?? ''))
