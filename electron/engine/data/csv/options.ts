/** The reader options of a document, checked. */
import type { Json } from '../../../../shared/json.ts'
import { problemError } from '../problem-error.ts'
import { isDateFormat } from '../table/date-format.ts'
import { texts } from '../table/texts.ts'

/** Null: to be found in the file. */
export interface ReaderOptions {
  readonly sep: string | null
  /** Characters of each column. */
  readonly widths: readonly number[] | null
  readonly decimal: string | null
  readonly thousands: string | null
  readonly header: number | null
  readonly skiprows: number | null
  readonly comment: string | null
  readonly quotechar: string | null
  readonly encoding: string | null
  /** Tried before the formats that are known. */
  readonly date_format: string | null
  readonly na_values: readonly string[] | null
}

/** Separators as they are typed, and as pandas writes blanks. */
const TYPED: { readonly [text: string]: string } = {
  '\\t': '\t',
  tab: '\t',
  '\\s+': ' ',
  '\\s{2,}': '  ',
}

/** @throws ProblemError naming the field */
export function readOptions(options: { readonly [field: string]: Json }): ReaderOptions {
  const given = options as unknown as ReaderOptions
  const sep = given.sep === null ? null : (TYPED[given.sep] ?? given.sep)
  const check = (
    field: string,
    value: string | null,
    isValid: boolean,
    expected: keyof typeof texts.expected,
  ) => {
    if (value !== null && !isValid)
      throw problemError('csv_option', texts.option(field, texts.expected[expected], value), field)
  }
  const { decimal, thousands, comment, quotechar } = given
  const widths = given.widths ?? null
  check('sep', sep, widths === null, 'noSep')
  const hasBreak = (text: string | null) => /[\r\n]/.test(text ?? '')
  check('sep', sep, sep !== '' && !hasBreak(sep) && sep !== quotechar, 'sep')
  check('decimal', decimal, decimal === '.' || decimal === ',', 'decimal')
  const isThousands = thousands === '' || (/^[^\dA-Za-z+-]$/u.test(thousands ?? '') && thousands !== decimal)
  check('thousands', thousands, isThousands, 'thousands')
  check('comment', comment, !hasBreak(comment), 'comment')
  const isQuote =
    quotechar === '' || (/^[\x21-\x7e]$/.test(quotechar ?? '') && !/[\dA-Za-z]/.test(quotechar!))
  check('quotechar', quotechar, isQuote, 'quotechar')
  const dates = given.date_format ?? null
  check('date_format', dates, isDateFormat(dates ?? ''), 'date_format')
  return { ...given, sep, widths, date_format: dates }
}
