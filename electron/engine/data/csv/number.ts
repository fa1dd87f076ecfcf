/** Parsing of numbers in a table, in SQL and in TypeScript. */

/** Decimal separator of a table. */
export type Decimal = '.' | ','

/** SQL of a column as a number, NULL if it is not one. With a decimal comma a point would be a thousands separator, so it is rejected. */
export const numberSql = (column: number, decimal: Decimal): string =>
  decimal === '.'
    ? `TRY_CAST(c${column} AS DOUBLE)`
    : `CASE WHEN contains(c${column}, '.') THEN NULL ELSE TRY_CAST(replace(c${column}, ',', '.') AS DOUBLE) END`

/** Whether a value is finite as float32, the type in the cache. */
export const isStorable = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(Math.fround(value))

/** Whether a cell marks a missing value. */
export const isMissing = (cell: unknown): boolean =>
  cell === null || cell === undefined || /^\s*(na|n\/a|nan|null|none|\?)?\s*$/i.test(String(cell))

/** The same for a target, where "none" may be the name of a class. */
export const isMissingTarget = (cell: unknown): boolean =>
  isMissing(cell) && !/none|null/i.test(String(cell ?? ''))
