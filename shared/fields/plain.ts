/** Fields for booleans, choices, texts, shapes and lists. */

import type { Text } from '../text.ts'
import { commonProps, type FieldOptions, invalid, nullable, valid } from './common.ts'
import type { BoolField, ChoiceField, NamesField, NumbersField, ShapeField, TextField } from './field.ts'
import { numberText } from './number.ts'

export const bool = (o: FieldOptions & { default: boolean }): BoolField => ({
  kind: 'bool',
  optional: false,
  default: o.default,
  ...commonProps(o),
  read: (value) => (typeof value === 'boolean' ? valid(value) : invalid('true or false', 'true 또는 false')),
})

export const choice = <const C extends readonly string[]>(
  o: FieldOptions & { choices: C; default: C[number] },
): ChoiceField<C[number]> => ({
  kind: 'choice',
  optional: false,
  choices: o.choices,
  default: o.default,
  ...commonProps(o),
  read: (value) =>
    typeof value === 'string' && o.choices.includes(value)
      ? valid(value)
      : invalid(`one of ${o.choices.join(', ')}`, `${o.choices.join(', ')} 중 하나`),
})

interface TextOptions extends FieldOptions {
  refersTo?: TextField['refersTo']
}
const text = (o: TextOptions, initial: string | null, optional: boolean): TextField<string | null> => ({
  kind: 'text',
  optional,
  refersTo: o.refersTo ?? 'anything',
  default: initial,
  ...commonProps(o),
  read: nullable<string | null>(optional, (value) =>
    typeof value === 'string' && value.length <= 4096 ? valid(value) : invalid('text', '문자열'),
  ),
})
export const string = (o: TextOptions & { default: string }) => text(o, o.default, false) as TextField<string>
export const optionalString = (o: TextOptions) => text(o, null, true)

/** Shape of a tensor without the batch axis; each size is at least 1. */
export const shape = (o: FieldOptions & { default: readonly number[] }): ShapeField => ({
  kind: 'shape',
  optional: false,
  default: o.default,
  ...commonProps(o),
  read: (value) =>
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((d) => Number.isInteger(d) && d >= 1 && d <= 10_000_000) &&
    value.reduce((a, d) => a * d, 1) <= 1e9
      ? valid(value as number[])
      : invalid(
          'up to 8 sizes, each a whole number from 1 to 10,000,000, and at most 1,000,000,000 numbers in all',
          '1–10,000,000의 정수 크기 8개 이하, 모두 합해 수 1,000,000,000개 이하',
        ),
})

interface NumbersOptions extends FieldOptions {
  integer?: boolean
  min?: number
  max?: number
  allowsSingle?: boolean
  length?: number
  maxLength?: number
  word?: string
}
function numbersField<T>(o: NumbersOptions, initial: T, optional: boolean): NumbersField<T> {
  const { integer: isInteger = false, allowsSingle = false, word = null } = o
  const { length, maxLength: limit = 10_000 } = o
  const min = o.min ?? Number.NEGATIVE_INFINITY
  const max = o.max ?? Number.POSITIVE_INFINITY
  const isAllowed = (v: unknown) =>
    Number.isFinite(v) && (!isInteger || Number.isInteger(v)) && (v as number) >= min && (v as number) <= max
  const [en, ko] = numberText(isInteger, min, max, false, false)
  const [listEn, listKo] =
    length !== undefined
      ? [`a list of ${length}`, `${length}개 목록`]
      : limit < 10_000
        ? [`a list of at most ${limit}`, `${limit}개 이하 목록`]
        : ['a list', '목록']
  return {
    kind: 'numbers',
    integer: isInteger,
    allowsSingle,
    word,
    optional,
    default: initial,
    ...commonProps(o),
    read: nullable<T>(optional, (value) => {
      if (value === word) return valid(value as T)
      const hasValidForm = Array.isArray(value)
        ? value.length >= 1 && value.length <= limit && value.length === (length ?? value.length)
        : allowsSingle
      const values: readonly unknown[] = Array.isArray(value) ? value : [value]
      return hasValidForm && values.every(isAllowed)
        ? valid(value as T)
        : invalid(
            (allowsSingle ? `${en}, or ${listEn} of such` : `${listEn}, each ${en}`) +
              (word === null ? '' : `, or ${word}`),
            (allowsSingle ? `${ko}, 또는 그런 값의 ${listKo}` : `${ko}의 ${listKo}`) +
              (word === null ? '' : `, 또는 ${word}`),
          )
    }),
  }
}
/** One number or several: `axis`, `shared_axes`, `target_shape`. */
export const numbers = (o: NumbersOptions & { default: number | readonly number[] }) =>
  numbersField<number | readonly number[]>(o, o.default, false)
export const optionalNumbers = (o: NumbersOptions & { default?: number | readonly number[] }) =>
  numbersField<number | readonly number[] | null>(o, o.default ?? null, true)
/** Numbers, a word that stands for numbers which follow from the data, or `null`. */
export const optionalNumbersOr = <const Word extends string>(word: Word, o: Omit<NumbersOptions, 'word'>) =>
  numbersField<number | readonly number[] | Word | null>({ ...o, word }, null, true)
/** The value as an array, also when it is a single number. */
export const toArray = (value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value] : value

interface NamesOptions extends FieldOptions {
  empty: Text
  allowsSingle?: boolean
  refersTo?: NamesField['refersTo']
}
const isName = (value: unknown) => typeof value === 'string' && value.length <= 4096
function namesField<T>(o: NamesOptions): NamesField<T | null> {
  const { allowsSingle = false, refersTo = 'anything', empty } = o
  return {
    kind: 'names',
    allowsSingle,
    refersTo,
    empty,
    optional: true,
    default: null,
    ...commonProps(o),
    read: nullable<T | null>(true, (value) => {
      const isValid = Array.isArray(value)
        ? value.length <= 10_000 && value.every(isName)
        : allowsSingle && isName(value)
      if (isValid) return valid(value as T)
      return allowsSingle
        ? invalid('a name, or a list of names', '이름 또는 이름 목록')
        : invalid('a list of names', '이름 목록')
    }),
  }
}
/** A list of names (columns, files), or `null`. */
export const names = (o: NamesOptions) => namesField<readonly string[]>(o)
/** One name or several, or `null`. */
export const nameOrNames = (o: NamesOptions) =>
  namesField<string | readonly string[]>({ ...o, allowsSingle: true })
/** The value as an array of names, also when it is a single name or `null`; empty names are left out. */
export const toNames = (value: string | readonly string[] | null): readonly string[] =>
  (typeof value === 'string' ? [value] : (value ?? [])).filter((name) => name !== '')
