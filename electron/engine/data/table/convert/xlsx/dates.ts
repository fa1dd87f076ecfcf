/** Dates of Excel: numbers of days, which the format of a cell shows as a date. */

const DAY = 86_400_000
/** The day before the first one; the 29th of February 1900, which Excel counts, did not exist. */
const EPOCH = Date.UTC(1899, 11, 30)
/** Days between the two ways of counting. */
const SINCE_1904 = 1462

/** Formats of a cell that are not written in the file. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
/** The times among them: 21:30, 21:30:00, 30:00 and the like. */
const isBuiltInTime = (id: number): boolean => (id >= 18 && id <= 21) || id === 45 || id === 47

export type NumberKind = 'number' | 'date' | 'time' | 'duration'

/** What a format shows. A duration such as [h]:mm is a number of days.
 *  @param code the format that the file writes under this number; null if it writes none */
export function kindOfFormat(id: number, code: string | null): NumberKind {
  if (code === null)
    return isBuiltInTime(id) ? 'time' : id === 46 ? 'duration' : isBuiltInDate(id) ? 'date' : 'number'
  const [first] = code.split(';')
  if (/\[(?:h+|m+|s+)\]/i.test(first!)) return 'duration'
  // Texts in quotation marks, escaped characters, colours, conditions and blanks of a width are no parts of a date.
  const plain = first!.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/General|AM\/PM|A\/P/gi, '')
  if (/[yd]/i.test(plain) || /^[^hs]*m[^hs]*$/i.test(plain)) return 'date'
  return /[hs]/i.test(plain) ? 'time' : 'number'
}

/** Milliseconds since 1970 of a number of days, as precise as Excel is. */
export function millisecondsOf(days: number, is1904: boolean): number {
  const since1900 = is1904 ? days + SINCE_1904 : days
  return EPOCH + Math.round((since1900 < 60 ? since1900 + 1 : since1900) * DAY)
}

/** Whether dates of a column need a time, and parts of a second. */
export type DateDetail = 'day' | 'second' | 'millisecond'

export function detailOf(milliseconds: number): DateDetail {
  if (milliseconds % DAY === 0) return 'day'
  return milliseconds % 1000 === 0 ? 'second' : 'millisecond'
}

const LENGTHS: { readonly [detail in DateDetail]: number } = { day: 10, second: 19, millisecond: 23 }

/** `2024-01-05 10:00:00`, in the detail of its column. */
export const dateText = (milliseconds: number, detail: DateDetail): string =>
  new Date(milliseconds).toISOString().replace('T', ' ').slice(0, LENGTHS[detail])

/** `10:30:00` */
export const timeText = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(11, milliseconds % 1000 === 0 ? 19 : 23)
