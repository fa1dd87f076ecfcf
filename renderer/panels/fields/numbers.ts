/** Parsing, formatting and stepping of numbers. Pure. */
import type { NumberField } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'

/** The value of a typed text: a number if it is one, `null` for an emptied optional field, else the text itself, so that the problem can
 *  show what was received. */
export function parseNumber(text: string, optional: boolean): Json {
  const trimmed = text.trim()
  if (trimmed === '' && optional) return null
  const plain = trimmed.replace(/(?<=\d)[_,](?=\d{3}(\D|$))/g, '')
  const number = Number(plain)
  return trimmed !== '' && Number.isFinite(number) ? number : trimmed
}

export const showNumber = (value: Json): string => (value === null ? '' : String(value))

/** One step up or down within the field's limits: integers by 1, other numbers by a tenth of their leading digit's unit. */
export function stepped(field: NumberField<unknown>, value: Json, direction: 1 | -1, big: boolean): number {
  const from = typeof value === 'number' ? value : typeof field.default === 'number' ? field.default : 0
  const size =
    field.kind === 'int' ? 1 : from === 0 ? 0.01 : 10 ** (Math.floor(Math.log10(Math.abs(from)) + 1e-9) - 1)
  const step = size * (big ? 10 : 1)
  const next = Number((from + direction * step).toPrecision(10))
  const low = field.above && next <= field.min ? from : Math.max(next, field.min)
  return field.below && low >= field.max ? from : Math.min(low, field.max)
}
