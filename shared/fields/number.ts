/** Fields for one number, an integer or a float, within bounds. */
import { commonProps, type FieldOptions, invalid, nullable, valid } from './common.ts'
import type { NumberField } from './field.ts'

export interface NumberOptions extends FieldOptions {
  min?: number
  max?: number
  exclusiveMin?: boolean
  exclusiveMax?: boolean
}
function number(
  kind: 'int' | 'float',
  o: NumberOptions,
  initial: number | null,
  optional: boolean,
): NumberField<number | null> {
  const isInteger = kind === 'int'
  const min = o.min ?? (isInteger ? 0 : Number.NEGATIVE_INFINITY)
  const max = o.max ?? (isInteger ? 1_000_000 : Number.POSITIVE_INFINITY)
  const above = o.exclusiveMin ?? false
  const below = o.exclusiveMax ?? false
  const [en, ko] = numberText(isInteger, min, max, above, below)
  return {
    kind,
    min,
    max,
    exclusiveMin: above,
    exclusiveMax: below,
    optional,
    default: initial,
    ...commonProps(o),
    read: nullable<number | null>(optional, (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (!isInteger || Number.isInteger(value)) &&
      (above ? value > min : value >= min) &&
      (below ? value < max : value <= max)
        ? valid(value)
        : invalid(en, ko),
    ),
  }
}
export function numberText(
  isInteger: boolean,
  min: number,
  max: number,
  above: boolean,
  below: boolean,
): [string, string] {
  const formatBound = (x: number) =>
    Number.isFinite(x) ? x.toLocaleString('en-US', { maximumFractionDigits: 12 }) : ''
  const low = formatBound(min)
  const high = formatBound(max)
  const en = [
    low && `${above ? 'above' : 'at least'} ${low}`,
    high && `${below ? 'below' : 'at most'} ${high}`,
  ].filter(Boolean)
  const ko = [
    low && `${low} ${above ? '초과' : '이상'}`,
    high && `${high} ${below ? '미만' : '이하'}`,
  ].filter(Boolean)
  return [
    [isInteger ? 'a whole number' : 'a number', en.join(' and ')].filter(Boolean).join(', '),
    [ko.join(' '), isInteger ? '정수' : '숫자'].filter(Boolean).join(' '),
  ]
}

export const int = (o: NumberOptions & { default: number }) =>
  number('int', o, o.default, false) as NumberField<number>
export const float = (o: NumberOptions & { default: number }) =>
  number('float', o, o.default, false) as NumberField<number>
export const optionalInt = (o: NumberOptions) => number('int', o, null, true)
export const optionalFloat = (o: NumberOptions) => number('float', o, null, true)

/** Seed of a random initializer or of dropout; with `null` the seed is derived from the run's seed. */
export const seed = () =>
  optionalInt({
    max: 2 ** 31 - 1,
    advanced: true,
    help: {
      en: 'Seed of the random numbers; empty: derived from the run’s seed.',
      ko: '난수의 시드. 비우면 학습의 시드에서 정해집니다.',
    },
  })
