/** How numbers are written in a table: decimal mark, mark between thousands, and a unit that every number of a column has. */

import { numberPattern } from '../../../../shared/data/number-pattern.ts'

export interface NumberFormat {
  readonly decimal: string
  /** Between groups of three digits; empty if there is none. */
  readonly thousands: string
  /** Before or after each number, for example `$` or `%`; null if there is none. */
  readonly unit: string | null
}

type NumberParser = (text: string) => number

/** The parsers that were made: thousands of columns have the same format. */
const parsers = new Map<string, NumberParser>()
const MAX_PARSERS = 256

/** Parses the text of a cell. NaN if it is no number of this format, or not finite in double precision. */
export function numberParser(format: NumberFormat): NumberParser {
  const key = JSON.stringify([format.decimal, format.thousands, format.unit])
  const parser = parsers.get(key) ?? createParser(format)
  if (parsers.size < MAX_PARSERS) parsers.set(key, parser)
  return parser
}

function createParser({ decimal, thousands, unit }: NumberFormat): NumberParser {
  const pattern = new RegExp(`^${numberPattern(decimal, thousands)}$`)
  return (text) => {
    let number = text.trim()
    if (unit !== null) number = withoutUnit(number, unit)
    if (!pattern.test(number)) return Number.NaN
    if (thousands !== '') number = number.replaceAll(thousands, '')
    if (decimal !== '.') number = number.replace(decimal, '.')
    const value = Number(number)
    return Number.isFinite(value) ? value : Number.NaN
  }
}

/** Takes a unit away: `$5`, `-$5`, `5 $`. */
function withoutUnit(text: string, unit: string): string {
  if (text.endsWith(unit)) return text.slice(0, -unit.length).trimEnd()
  const sign = /^[+-]?/.exec(text)![0]
  return text.startsWith(unit, sign.length) ? sign + text.slice(sign.length + unit.length).trimStart() : text
}
