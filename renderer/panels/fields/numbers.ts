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

export const formatNumber = (value: Json): string => (value === null ? '' : String(value))

/** One step up or down within the field's limits: integers by 1, other numbers by a tenth of their leading digit's unit. */
export function stepValue(
  field: NumberField<unknown>,
  value: Json,
  direction: 1 | -1,
  isLarge: boolean,
): number {
  const current = typeof value === 'number' ? value : typeof field.default === 'number' ? field.default : 0
  const unit =
    field.kind === 'int'
      ? 1
      : current === 0
        ? 0.01
        : 10 ** (Math.floor(Math.log10(Math.abs(current)) + 1e-9) - 1)
  const step = unit * (isLarge ? 10 : 1)
  const next = Number((current + direction * step).toPrecision(10))
  const bounded = field.exclusiveMin && next <= field.min ? current : Math.max(next, field.min)
  return field.exclusiveMax && bounded >= field.max ? current : Math.min(bounded, field.max)
}
