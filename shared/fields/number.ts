/** Fields for one number, an integer or a float, within bounds. */
import { bad, common, good, nullable, type Options } from './common.ts'
import type { NumberField } from './field.ts'

export interface NumberOptions extends Options {
  min?: number
  max?: number
  above?: boolean
  below?: boolean
}
function number(
  kind: 'int' | 'float',
  o: NumberOptions,
  initial: number | null,
  optional: boolean,
): NumberField<number | null> {
  const whole = kind === 'int'
  const min = o.min ?? (whole ? 0 : Number.NEGATIVE_INFINITY)
  const max = o.max ?? (whole ? 1_000_000 : Number.POSITIVE_INFINITY)
  const above = o.above ?? false
  const below = o.below ?? false
  const [en, ko] = numberText(whole, min, max, above, below)
  return {
    kind,
    min,
    max,
    above,
    below,
    optional,
    default: initial,
    ...common(o),
    read: nullable<number | null>(optional, (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (!whole || Number.isInteger(value)) &&
      (above ? value > min : value >= min) &&
      (below ? value < max : value <= max)
        ? good(value)
        : bad(en, ko),
    ),
  }
}
export function numberText(
  whole: boolean,
  min: number,
  max: number,
  above: boolean,
  below: boolean,
): [string, string] {
  const f = (x: number) =>
    Number.isFinite(x) ? x.toLocaleString('en-US', { maximumFractionDigits: 12 }) : ''
  const low = f(min)
  const high = f(max)
  const en = [
    low && `${above ? 'above' : 'at least'} ${low}`,
    high && `${below ? 'below' : 'at most'} ${high}`,
  ].filter(Boolean)
  const ko = [
    low && `${low} ${above ? '초과' : '이상'}`,
    high && `${high} ${below ? '미만' : '이하'}`,
  ].filter(Boolean)
  return [
    [whole ? 'a whole number' : 'a number', en.join(' and ')].filter(Boolean).join(', '),
    [ko.join(' '), whole ? '정수' : '숫자'].filter(Boolean).join(' '),
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
    rare: true,
    help: {
      en: 'Fixes the random numbers; empty derives them from the run’s seed.',
      ko: '난수를 고정합니다. 비우면 학습의 시드에서 정해집니다.',
    },
  })
