/** Names of the reader options, and how their values are shown and typed: a tab or a blank would not be visible. */
import type { Json } from '../../../shared/json.ts'
import { type Text, untranslated } from '../../../shared/text.ts'

const NAMES: { readonly [field: string]: Text } = {
  sep: { en: 'separator', ko: '구분 기호' },
  widths: { en: 'widths', ko: '열 너비' },
  decimal: { en: 'decimal', ko: '소수점' },
  thousands: { en: 'thousands', ko: '천 단위' },
  header: { en: 'header lines', ko: '머리글 줄' },
  skiprows: { en: 'lines skipped', ko: '건너뛴 줄' },
  comment: { en: 'comment', ko: '주석' },
  quotechar: { en: 'quotechar', ko: '따옴표(quotechar)' },
  encoding: { en: 'encoding', ko: '인코딩' },
  date_format: { en: 'dates', ko: '날짜' },
  na_values: { en: 'missing', ko: '빈 값' },
  sheet_name: { en: 'sheet', ko: '시트' },
  usecols: { en: 'columns', ko: '열 범위' },
  nrows: { en: 'rows', ko: '행 수' },
  table: { en: 'table', ko: '테이블' },
}

export const nameOfOption = (field: string): Text => NAMES[field] ?? untranslated(field)

/** What some characters are called. */
const WORDS: { readonly [value: string]: Text } = {
  ',': { en: 'comma', ko: '쉼표' },
  ';': { en: 'semicolon', ko: '세미콜론' },
  '.': { en: 'point', ko: '점' },
  '|': { en: 'bar', ko: '세로줄' },
  ' ': { en: 'blanks', ko: '공백' },
  '\t': { en: 'tab', ko: '탭' },
  '"': { en: 'double', ko: '큰따옴표' },
  "'": { en: 'single', ko: '작은따옴표' },
  '': { en: 'none', ko: '없음' },
}

export function wordOf(value: Json): Text | null {
  const text = Array.isArray(value) && value.length === 0 ? '' : value
  return typeof text === 'string' && Object.hasOwn(WORDS, text) ? WORDS[text]! : null
}

/** A value as it is typed: `\t` for a tab, `␣` for a blank. A list is joined by commas. */
export function showOption(value: Json): string {
  if (Array.isArray(value)) return value.join(', ')
  return String(value ?? '')
    .replaceAll('\t', '\\t')
    .replace(/^ +$/, (blanks) => '␣'.repeat(blanks.length))
}

/** Marks of which an empty text says that there is none. An empty text of another option sets it back to what is found. */
const MAY_BE_NONE: readonly string[] = ['thousands', 'comment', 'quotechar']

/** Options that are numbers. */
const NUMBERS: readonly string[] = ['header', 'skiprows', 'nrows']

/** The value of a typed text: a number where the option is one, a list for `na_values` and `widths`. */
export function parseOption(field: string, text: string): Json {
  if (NUMBERS.includes(field)) return text.trim() === '' ? null : Number(text)
  if (field === 'na_values')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  if (field === 'widths') return text.trim() === '' ? null : text.split(/[\s,]+/).map(Number)
  if (text === '' && !MAY_BE_NONE.includes(field)) return null
  return text.replaceAll('\\t', '\t').replaceAll('␣', ' ')
}
