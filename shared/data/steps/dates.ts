/** Parts of a date in UTC, as pandas' `column.dt.year`, `column.dt.dayofweek` (Monday is 0) … give them. */

export const DATE_PARTS = ['year', 'month', 'day', 'dayofweek', 'dayofyear', 'hour', 'minute'] as const
export type DatePart = (typeof DATE_PARTS)[number]

export const DAY = 86_400_000

const READ: { readonly [part in DatePart]: (date: Date) => number } = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  dayofweek: (date) => (date.getUTCDay() + 6) % 7,
  dayofyear: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1,
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
}

/** @param milliseconds since 1970-01-01 UTC; NaN stays NaN */
export const datePart = (part: DatePart, milliseconds: Float64Array): Float64Array =>
  milliseconds.map((x) => (Number.isNaN(x) ? x : READ[part](new Date(x))))
