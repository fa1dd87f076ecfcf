/** Fields are the atom: the type of the props, the panel's input, the check, the JSON, the Python argument and the help
 *  text of an argument are all functions of its field. Nothing about an argument is written twice. */
import { isObject, type Json, show } from './json.ts'
import type { Text } from './text.ts'

/** Outcome of reading a raw value: the typed value, or what was expected (and, inside a configured object, where). */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: Text; readonly at?: string }

interface Common<T> {
  readonly default: T
  readonly help: Text
  /** Shown on the node in the canvas. */
  readonly telling: boolean
  /** `null` is allowed and means Keras's None. */
  readonly optional: boolean
  /** Keras has no default for it: always written in code and file. */
  readonly required: boolean
  read(value: unknown): Read<T>
}
export interface NumberField<T = number> extends Common<T> {
  readonly kind: 'int' | 'float'
  readonly min: number
  readonly max: number
  /** `min` itself is not allowed. */
  readonly above: boolean
  /** `max` itself is not allowed. */
  readonly below: boolean
}
export interface BoolField<T = boolean> extends Common<T> {
  readonly kind: 'bool'
}
export interface ChoiceField<T = string> extends Common<T> {
  readonly kind: 'choice'
  readonly choices: readonly string[]
}
export interface TextField<T = string> extends Common<T> {
  readonly kind: 'text'
  /** What the text names, so that a panel can offer a file or a column. */
  readonly names: 'anything' | 'file' | 'column'
}
export interface ShapeField<T = readonly number[]> extends Common<T> {
  readonly kind: 'shape'
}
export interface ListField<T = readonly string[]> extends Common<T> {
  readonly kind: 'names'
}
/** A list of numbers; a single one may stand without a list where Keras takes it so (an axis, a mean). */
export interface NumbersField<T = number | readonly number[]> extends Common<T> {
  readonly kind: 'numbers'
  readonly whole: boolean
  /** A single number is kept as it is, not as a list of one. */
  readonly single: boolean
}
export interface ConfigField<T = Config> extends Common<T> {
  readonly kind: 'config'
  readonly family: () => Family
}
export interface ConfigsField<T = readonly Config[]> extends Common<T> {
  readonly kind: 'configs'
  readonly family: () => Family
}

export type Field<T = unknown> =
  | NumberField<T>
  | BoolField<T>
  | ChoiceField<T>
  | TextField<T>
  | ShapeField<T>
  | ListField<T>
  | NumbersField<T>
  | ConfigField<T>
  | ConfigsField<T>
export type Fields = { readonly [name: string]: Field<never> | Field }
export type Props<F> = { readonly [K in keyof F]: F[K] extends { readonly default: infer T } ? T : never }

/** A configured thing of a family: `type` is Keras's string identifier (`he_normal`), the rest are its fields. */
export interface Config {
  readonly type: string
  readonly [field: string]: Json
}

/** What every registered thing has: an initializer, a loss, a layer… */
export interface Definition {
  /** Keras's string identifier (`he_normal`, `sparse_categorical_crossentropy`); the class name for layers and callbacks. */
  readonly type: string
  /** Path below `keras` for the object form, for example `initializers.HeNormal`. */
  readonly keras: string
  readonly help: Text
  readonly fields: Fields
}

/** All members of one kind. `name` is the word used in messages: "initializer". */
export interface Family<D extends Definition = Definition> {
  readonly name: Text
  readonly members: readonly D[]
}

const bad = (en: string, ko: string, at?: string): Read<never> => ({
  ok: false,
  expected: { en, ko },
  ...(at ? { at } : {}),
})
const good = <T>(value: T): Read<T> => ({ ok: true, value })

interface Options {
  help: Text
  telling?: boolean
  required?: boolean
}
const common = (o: Options) => ({ help: o.help, telling: o.telling ?? false, required: o.required ?? false })

/** Accepts `null` in front of `read` for optional fields. */
const nullable =
  <T>(optional: boolean, read: (value: unknown) => Read<T>) =>
  (value: unknown): Read<T> =>
    optional && value === null ? good(null as T) : read(value)

interface NumberOptions extends Options {
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
function numberText(
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

/** Seed of a random initializer or of dropout; `null` derives one from the run's seed. */
export const seed = () =>
  optionalInt({
    max: 2 ** 31 - 1,
    help: {
      en: 'Fixes the random numbers; empty derives them from the run’s seed.',
      ko: '난수를 고정합니다. 비우면 학습의 시드에서 정해집니다.',
    },
  })

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

/** Sizes of a tensor without the batch, each at least 1. */
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
}
function several<T>(o: NumbersOptions, initial: T, optional: boolean): NumbersField<T> {
  const { whole = false, single = false, length } = o
  const min = o.min ?? Number.NEGATIVE_INFINITY
  const max = o.max ?? Number.POSITIVE_INFINITY
  const fits = (v: unknown) =>
    Number.isFinite(v) && (!whole || Number.isInteger(v)) && (v as number) >= min && (v as number) <= max
  const [en, ko] = numberText(whole, min, max, false, false)
  const [many, manyKo] =
    length === undefined ? ['a list', '목록'] : [`a list of ${length}`, `${length}개 목록`]
  return {
    kind: 'numbers',
    whole,
    single,
    optional,
    default: initial,
    ...common(o),
    read: nullable<T>(optional, (value) => {
      const list = Array.isArray(value)
        ? value.length >= 1 && value.length <= 10_000 && value.length === (length ?? value.length)
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
/** The same as a list, however it was written. */
export const listOf = (value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value] : value

/** A list of names (columns), or `null` for all. */
export const names = (o: Options): ListField<readonly string[] | null> => ({
  kind: 'names',
  optional: true,
  default: null,
  ...common(o),
  read: nullable<readonly string[] | null>(true, (value) =>
    Array.isArray(value) &&
    value.length <= 10_000 &&
    value.every((v) => typeof v === 'string' && v.length <= 1024)
      ? good(value as string[])
      : bad('a list of names', '이름 목록'),
  ),
})

/** One of a family, configured: `"he_normal"` or `{ "type": "variance_scaling", "scale": 2 }`. */
export const config = (o: Options & { family: () => Family; default: string }): ConfigField => ({
  kind: 'config',
  optional: false,
  family: o.family,
  ...common(o),
  get default() {
    return configured(o.family(), o.default)
  },
  read: (value) => readConfig(o.family(), value),
})
export const optionalConfig = (o: Options & { family: () => Family }): ConfigField<Config | null> => ({
  kind: 'config',
  optional: true,
  family: o.family,
  default: null,
  ...common(o),
  read: nullable<Config | null>(true, (value) => readConfig(o.family(), value)),
})
export const configs = (o: Options & { family: () => Family; default: readonly string[] }): ConfigsField => ({
  kind: 'configs',
  optional: false,
  family: o.family,
  ...common(o),
  get default() {
    return o.default.map((type) => configured(o.family(), type))
  },
  read(value) {
    if (!Array.isArray(value) || value.length > 64)
      return bad(`a list of ${o.family().name.en}s`, `${o.family().name.ko} 목록`)
    const all: Config[] = []
    for (const [i, item] of value.entries()) {
      const read = readConfig(o.family(), item)
      if (!read.ok) return { ...read, at: [String(i), read.at].filter(Boolean).join('.') }
      all.push(read.value)
    }
    return good(all)
  },
})

/** The member of a family, or undefined: never an inherited property. */
export const member = <D extends Definition>(family: Family<D>, type: string): D | undefined =>
  family.members.find((m) => m.type === type)

/** The member of a family for a value that was already read. */
export function memberOf<D extends Definition>(family: Family<D>, config: { readonly type: string }): D {
  const found = member(family, config.type)
  if (!found)
    throw new Error(`No ${family.name.en} is called ${show(config.type)}. Add it to its family's index.ts.`)
  return found
}

/** All fields of a thing at their defaults. */
export const defaults = <F extends Fields>(fields: F): Props<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default])) as Props<F>

/** A member with some fields set: `configured(initializers, 'he_normal', { seed: 1 })`. */
export function configured(
  family: Family,
  type: string,
  props: { readonly [field: string]: Json } = {},
): Config {
  return { type, ...(defaults(memberOf(family, { type }).fields) as { [field: string]: Json }), ...props }
}

function readConfig(family: Family, raw: unknown): Read<Config> {
  const value = typeof raw === 'string' ? { type: raw } : raw
  const types = family.members.map((m) => m.type).join(', ')
  const def = isObject(value) && typeof value.type === 'string' ? member(family, value.type) : undefined
  if (!def || !isObject(value)) return bad(`one of ${types}`, `${types} 중 하나`)
  const { type: _, ...rest } = value
  const read = readProps(def.fields, rest)
  const [first] = read.problems
  if (first)
    return { ok: false, expected: first.expected, at: [first.field, first.at].filter(Boolean).join('.') }
  return good({ type: def.type, ...(read.props as { [field: string]: Json }) })
}

export interface FieldProblem {
  readonly field: string
  /** Where inside the field, for example `seed` of an initializer. */
  readonly at?: string
  readonly expected: Text
  readonly received: string
}

/** Reads raw values against fields: every field present, defaults filled in, each fault named. Unknown names are faults. */
export function readProps<F extends Fields>(
  fields: F,
  raw: { readonly [name: string]: unknown },
): { props: Props<F>; problems: FieldProblem[] } {
  const props: Record<string, unknown> = {}
  const problems: FieldProblem[] = []
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(raw, name)) {
      props[name] = field.default
      continue
    }
    const read = field.read(raw[name])
    props[name] = read.ok ? read.value : field.default
    if (!read.ok)
      problems.push({
        field: name,
        expected: read.expected,
        received: show(raw[name]),
        ...(read.at ? { at: read.at } : {}),
      })
  }
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(', ') || '—'
      problems.push({
        field: name,
        expected: { en: `one of the fields ${known}`, ko: `${known} 중 하나의 필드` },
        received: show(name),
      })
    }
  return { props: props as Props<F>, problems }
}

/** The shortest JSON that reads back to the same value: a bare name where every field is at its default. */
export function toJson(field: Field, value: unknown): Json {
  if (field.kind === 'configs')
    return (value as readonly Config[]).map((c) => configToJson(field.family(), c))
  if (field.kind === 'config' && value !== null) return configToJson(field.family(), value as Config)
  return value as Json
}
function configToJson(family: Family, config: Config): Json {
  const own = ownProps(memberOf(family, config).fields, config)
  return Object.keys(own).length === 0 ? config.type : { type: config.type, ...own }
}

/** What differs from the defaults or has none in Keras, as JSON: what a file keeps and what the Python call mentions. */
export function ownProps(
  fields: Fields,
  props: { readonly [name: string]: unknown },
): { [name: string]: Json } {
  const own: { [name: string]: Json } = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = toJson(field as Field, props[name])
    if (field.required || JSON.stringify(value) !== JSON.stringify(toJson(field as Field, field.default)))
      own[name] = value
  }
  return own
}
