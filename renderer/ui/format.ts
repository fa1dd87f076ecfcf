/** Number formats of the window, in one place so that a value looks the same everywhere. */
import type { Language } from '../../shared/text.ts'

/** Formatters with 0 to 4 decimals. They are created once, since n.toLocaleString creates one per call, which is noticeable with a
 *  thousand nodes. */
const decimalFormats = [0, 1, 2, 3, 4].map(
  (digits) =>
    new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
)

/** 266610 → '266,610'. */
export const formatCount = (value: number): string =>
  Number.isFinite(value) ? decimalFormats[0]!.format(value) : '–'

/** 0.72345 → '72.3 %'. */
export const formatPercent = (share: number | null): string =>
  share === null || !Number.isFinite(share) ? '–' : `${decimalFormats[1]!.format(100 * share)} %`

/** A figure between 0 and 1 with three decimals, so that columns of them are narrow: 0.72345 → '0.723'. */
export const formatScore = (score: number): string =>
  Number.isFinite(score) ? decimalFormats[3]!.format(score) : '–'

/** Seconds as m:ss; from one hour on as h:mm:ss. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–'
  const total = Math.max(0, Math.round(seconds))
  const ss = String(total % 60).padStart(2, '0')
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return `${minutes}:${ss}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${ss}`
}

const UNITS = ['KB', 'MB', 'GB', 'TB']

/** Bytes with three significant digits, in base 1024 as in Keras: 1066440 → '1.02 MB'. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–'
  if (bytes < 1024) return `${Math.round(bytes)} B`
  let value = bytes / 1024
  let unit = 0
  // 999.5 would be rounded to 1,000, so the next unit is used.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
  return `${decimalFormats[digits]!.format(value)} ${UNITS[unit]}`
}

/** A loss or metric with three to four significant digits, at an almost constant width: 0.4123, 12.35, 1.24e-5. */
export function formatMetric(value: number | undefined | null): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const magnitude = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (magnitude === 0) return '0.0000'
  if (magnitude < 0.001 || magnitude >= 99_999.5) return sign + magnitude.toExponential(2).replace('e+', 'e')
  const digits = magnitude < 1 ? 4 : magnitude < 10 ? 3 : magnitude < 100 ? 2 : magnitude < 1000 ? 1 : 0
  return sign + decimalFormats[digits]!.format(magnitude)
}

const padTwo = (value: number): string => String(value).padStart(2, '0')

/** Time of day as HH:MM:SS, from milliseconds since 1970. */
export function formatTime(at: number): string {
  const time = new Date(at)
  return `${padTwo(time.getHours())}:${padTwo(time.getMinutes())}:${padTwo(time.getSeconds())}`
}

/** Date and time in the order of the language: '27 Nov 2026, 14:05'. */
export const formatDateTime = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at)

/** A figure whose size matters more than its digits: 0.1113 → '0.111', 463123 → '463,000', 2.41e-7 → '2.4e-7'. */
export function formatFigure(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  const sign = value < 0 ? '−' : ''
  const magnitude = Math.abs(value)
  if (magnitude === 0) return '0'
  if (!Number.isFinite(magnitude)) return `${sign}∞`
  if (magnitude < 0.001 || magnitude >= 9_995_000) return sign + magnitude.toExponential(1).replace('e+', 'e')
  return sign + threeDigits.format(magnitude)
}
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })
