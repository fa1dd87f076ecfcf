/** How numbers are written, as a regular expression that JavaScript and Python read alike. */
import { escapePattern } from '../escape-pattern.ts'

/** A number with its sign: groups of three digits if there is a mark between thousands.
 *  @param thousands empty: none */
export function numberPattern(decimal: string, thousands: string): string {
  const groups = thousands === '' ? '' : `|[1-9][0-9]{0,2}(?:${escapePattern(thousands)}[0-9]{3})+`
  const mark = escapePattern(decimal)
  return `[+-]?(?:(?:[0-9]+${groups})(?:${mark}[0-9]*)?|${mark}[0-9]+)(?:[eE][+-]?[0-9]+)?`
}
