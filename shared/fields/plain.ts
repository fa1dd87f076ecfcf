/** Fields for booleans, choices, texts, shapes and lists. */

import type { Text } from '../text.ts'
import { bad, common, good, nullable, type Options } from './common.ts'
import type { BoolField, ChoiceField, ListField, NumbersField, ShapeField, TextField } from './field.ts'
import { numberText } from './number.ts'

export const bool = (o: Options & { default: boolean }): BoolField => ({
  kind: 'bool',
  optional: false,
  default: o.default,
  ...common(o),
  read: (value) => (typeof value === 'boolean' ? good(value) : bad('true or false', 'true 또는 false')),
})

export const choice = <const C extends readonly string[]>(
  o: Options & { choices: C; default: C[number] },
): ChoiceField<C[number]> => ({
  kind: 'choice',
  optional: false,
  choices: o.choices,
  default: o.default,
  ...common(o),
  read: (value) =>
    typeof value === 'string' && o.choices.includes(value)
      ? good(value)
      : bad(`one of ${o.choices.join(', ')}`, `${o.choices.join(', ')} 중 하나`),
})

interface TextOptions extends Options {
  names?: TextField['names']
}
const text = (o: TextOptions, initial: string | null, optional: boolean): TextField<string | null> => ({
  kind: 'text',
  optional,
  names: o.names ?? 'anything',
  default: initial,
  ...common(o),
  read: nullable<string | null>(optional, (value) =>
    typeof value === 'string' && value.length <= 4096 ? good(value) : bad('text', '글자'),
  ),
})
export const string = (o: TextOptions & { default: string }) => text(o, o.default, false) as TextField<string>
export const optionalString = (o: TextOptions) => text(o, null, true)

/** Shape of a tensor without the batch axis; each size is at least 1. */
export const shape = (o: Options & { default: readonly number[] }): ShapeField => ({
  kind: 'shape',
  optional: false,
  default: o.default,
  ...common(o),
  read: (value) =>
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((d) => Number.isInteger(d) && d >= 1 && d <= 10_000_000) &&
    value.reduce((a, d) => a * d, 1) <= 1e9
      ? good(value as number[])
      : bad(
          'up to 8 sizes, each a whole number from 1 to 10,000,000, and at most 1,000,000,000 numbers in all',
          '1–10,000,000의 정수 크기 8개 이하, 모두 합해 수 1,000,000,000개 이하',
        ),
})

interface NumbersOptions extends Options {
  whole?: boolean
  min?: number
  max?: number
  single?: boolean
  length?: number
  most?: number
}
function several<T>(o: NumbersOptions, initial: T, optional: boolean): NumbersField<T> {
  const { whole = false, single = false, length, most = 10_000 } = o
  const min = o.min ?? Number.NEGATIVE_INFINITY
  const max = o.max ?? Number.POSITIVE_INFINITY
  const fits = (v: unknown) =>
    Number.isFinite(v) && (!whole || Number.isInteger(v)) && (v as number) >= min && (v as number) <= max
  const [en, ko] = numberText(whole, min, max, false, false)
  const [many, manyKo] =
    length !== undefined
      ? [`a list of ${length}`, `${length}개 목록`]
      : most < 10_000
        ? [`a list of at most ${most}`, `${most}개 이하 목록`]
        : ['a list', '목록']
  return {
    kind: 'numbers',
    whole,
    single,
    optional,
    default: initial,
    ...common(o),
    read: nullable<T>(optional, (value) => {
      const list = Array.isArray(value)
        ? value.length >= 1 && value.length <= most && value.length === (length ?? value.length)
        : single
      const all: readonly unknown[] = Array.isArray(value) ? value : [value]
      return list && all.every(fits)
        ? good(value as T)
        : bad(
            single ? `${en}, or ${many} of such` : `${many}, each ${en}`,
            single ? `${ko}, 또는 그런 값의 ${manyKo}` : `${ko}의 ${manyKo}`,
          )
    }),
  }
}
/** One number or several: `axis`, `shared_axes`, `target_shape`. */
export const numbers = (o: NumbersOptions & { default: number | readonly number[] }) =>
  several<number | readonly number[]>(o, o.default, false)
export const optionalNumbers = (o: NumbersOptions & { default?: number | readonly number[] }) =>
  several<number | readonly number[] | null>(o, o.default ?? null, true)
/** The value as an array, also when it is a single number. */
export const listOf = (value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value] : value

interface NamesOptions extends Options {
  empty: Text
  single?: boolean
}
const isName = (value: unknown) => typeof value === 'string' && value.length <= 4096
function named<T>(o: NamesOptions): ListField<T | null> {
  const { single = false, empty } = o
  return {
    kind: 'names',
    single,
    empty,
    optional: true,
    default: null,
    ...common(o),
    read: nullable<T | null>(true, (value) => {
      const list = Array.isArray(value)
        ? value.length <= 10_000 && value.every(isName)
        : single && isName(value)
      if (list) return good(value as T)
      return single
        ? bad('a name, or a list of names', '이름 또는 이름 목록')
        : bad('a list of names', '이름 목록')
    }),
  }
}
/** A list of names (columns), or `null`. */
export const names = (o: NamesOptions) => named<readonly string[]>(o)
/** One name or several, or `null`. */
export const nameOrNames = (o: NamesOptions) => named<string | readonly string[]>({ ...o, single: true })
/** The value as an array of names, also when it is a single name or `null`; empty names are left out. */
export const listOfNames = (value: string | readonly string[] | null): readonly string[] =>
  (typeof value === 'string' ? [value] : (value ?? [])).filter((name) => name !== '')
