/** What the text of a cell looks like, whatever the decimal mark. */
import { isMarker } from '../table/markers.ts'

export type CellKind = 'missing' | 'number' | 'date' | 'boolean' | 'text'

/** Currency signs, percent and similar signs, codes of currencies, and units of at least two letters: single letters such as K or M
 *  multiply a number. */
export const UNIT =
  '(?:[A-Z]{0,3}\\p{Sc}|[%‰°℃]|°[CF]|USD|EUR|GBP|JPY|KRW|CNY|CHF|INR|BRL|CAD|AUD|kr|zł|Kč|원|元|円|kg|mg|km|cm|mm|ml|ms|Hz|kHz|MHz|GHz|kW|kWh|KB|MB|GB|TB|mph|km/h|rpm|bpm|hp|lbs?|oz|ft|px|yrs?|years?|min|hrs?|sec|days?)'
const DIGITS = "(?:\\d[\\d.,'’ \\u00a0\\u202f]*|[.,]\\d+)"
const NUMBER = new RegExp(`^[+-]?(?:${UNIT}\\s*)?[+-]?${DIGITS}(?:[eE][+-]?\\d+)?(?:\\s*${UNIT})?$`, 'u')
const DATE =
  /^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4}|\d{4}\. \d{1,2}\. \d{1,2}\.|\d{4}년 \d{1,2}월 \d{1,2}일)(?:[T ].*)?$/
export const BOOLEAN_WORDS = { false: ['false', 'no'], true: ['true', 'yes'] } as const
const BOOLEAN = /^(?:true|false|yes|no)$/i

export function kindOf(cell: string): CellKind {
  const text = cell.trim()
  if (isMarker(text)) return 'missing'
  if (DATE.test(text)) return 'date'
  if (NUMBER.test(text)) return 'number'
  return BOOLEAN.test(text) ? 'boolean' : 'text'
}
