/** Dates in a format of `datetime.strptime`, as milliseconds since 1970-01-01 UTC. A date without a time zone counts as UTC. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const names = (length?: number) => MONTHS.map((name) => name.slice(0, length)).join('|')

/** Pattern of each code. */
const CODES: { readonly [code: string]: string } = {
  Y: '\\d{4}',
  y: '\\d{2}',
  m: '\\d{1,2}',
  d: '\\d{1,2}',
  b: names(3),
  B: names(),
  H: '\\d{1,2}',
  I: '\\d{1,2}',
  M: '\\d{2}',
  S: '\\d{2}',
  f: '\\d{1,9}',
  p: 'AM|PM',
  z: 'Z|[+-]\\d{2}:?\\d{2}',
}

const codesOf = (format: string): string[] => [...format.matchAll(/%(.)/g)].map(([, code]) => code!)

/** Whether a format has known codes only, each once, and names a day. */
export function isDateFormat(format: string): boolean {
  const codes = codesOf(format)
  const has = (code: string) => codes.includes(code)
  return (
    codes.every((code, i) => Object.hasOwn(CODES, code) && codes.indexOf(code) === i) &&
    (has('Y') || has('y')) &&
    (has('m') || has('b') || has('B')) &&
    has('d')
  )
}

/** NaN if a text is no date of this format. */
export function dateParser(format: string): (text: string) => number {
  const codes = codesOf(format)
  const escaped = format.replace(/[.*+?()[\]{}|/\\^$-]/g, '\\$&')
  const pattern = new RegExp(`^${escaped.replace(/%(.)/g, (_, code: string) => `(${CODES[code]!})`)}$`, 'i')
  const at = (code: string) => codes.indexOf(code) + 1
  const [year, shortYear, month, day] = [at('Y'), at('y'), at('m'), at('d')]
  const [hour, halfHour, minute, second] = [at('H'), at('I'), at('M'), at('S')]
  const [name, fraction, half, zone] = [Math.max(at('b'), at('B')), at('f'), at('p'), at('z')]
  return (text) => {
    const match = pattern.exec(text.trim())
    if (!match) return Number.NaN
    const number = (index: number) => (index === 0 ? 0 : Number(match[index]))
    const y = year > 0 ? number(year) : fullYear(number(shortYear))
    const m = name > 0 ? monthOf(match[name]!) : number(month)
    const d = number(day)
    const h = halfHour > 0 ? (number(halfHour) % 12) + (/pm/i.test(match[half]!) ? 12 : 0) : number(hour)
    if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return Number.NaN
    if (h > 23 || number(minute) > 59 || number(second) > 59 || number(halfHour) > 12) return Number.NaN
    const date = new Date(0)
    // Not Date.UTC, for which years below 100 are those of the 20th century.
    date.setUTCFullYear(y, m - 1, d)
    date.setUTCHours(h, number(minute), number(second))
    const milliseconds = fraction > 0 ? Number(`0.${match[fraction]}`) * 1000 : 0
    return date.getTime() + milliseconds - (zone > 0 ? offsetOf(match[zone]!) : 0)
  }
}

/** As strptime reads %y. */
const fullYear = (year: number): number => (year < 69 ? 2000 : 1900) + year

const monthOf = (name: string): number =>
  MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

function offsetOf(zone: string): number {
  if (/z/i.test(zone)) return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The text of each code. */
const PRINTERS = new Map<string, (date: Date) => string>([
  ['Y', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['y', (date) => two(date.getUTCFullYear() % 100)],
  ['m', (date) => two(date.getUTCMonth() + 1)],
  ['d', (date) => two(date.getUTCDate())],
  ['b', (date) => MONTHS[date.getUTCMonth()]!.slice(0, 3)],
  ['B', (date) => MONTHS[date.getUTCMonth()]!],
  ['H', (date) => two(date.getUTCHours())],
  ['I', (date) => two(date.getUTCHours() % 12 || 12)],
  ['M', (date) => two(date.getUTCMinutes())],
  ['S', (date) => two(date.getUTCSeconds())],
  ['f', (date) => String(date.getUTCMilliseconds()).padStart(3, '0')],
  ['p', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['z', () => 'Z'],
])

/** Writes a date in the format; one with a time zone in UTC. */
export const datePrinter =
  (format: string) =>
  (milliseconds: number): string =>
    format.replace(/%(.)/g, (_, code: string) => PRINTERS.get(code)!(new Date(milliseconds)))

const DAYS = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y. %m. %d.',
  '%Y년 %m월 %d일',
  '%d.%m.%Y',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d.%m.%y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d %b %Y',
  '%d-%b-%Y',
  '%d %B %Y',
  '%b %d, %Y',
  '%B %d, %Y',
]
const TIMES = ['%H:%M', '%H:%M:%S', '%H:%M:%S.%f', '%I:%M %p', '%I:%M:%S %p']
const WITH_ZONE = ['%H:%M%z', '%H:%M:%S%z', '%H:%M:%S.%f%z']
const ISO = '%Y-%m-%d'

/** The formats that are recognized. */
export const DATE_FORMATS: readonly string[] = [
  ...DAYS,
  ...DAYS.flatMap((day) => TIMES.map((time) => `${day} ${time}`)),
  ...[...TIMES.slice(0, 3), ...WITH_ZONE].map((time) => `${ISO}T${time}`),
  ...WITH_ZONE.map((time) => `${ISO} ${time}`),
]

/** The format with day and month exchanged, or null if it tells them apart. */
export function exchanged(format: string): string | null {
  const other = format.replace(/%([dm])([/-])%([dm])/, '%$3$2%$1')
  return other !== format && DATE_FORMATS.includes(other) ? other : null
}
