/** A field describes one argument. The type of its prop, its input in the panel, its validation, its JSON, its Python argument and
 *  its help text are all derived from the field, so that nothing about an argument is written twice. */
import type { Json } from '../json.ts'
import type { Text } from '../text.ts'

/** Result of reading a raw value: the typed value, or what was expected. For an error inside a configured object, `at` is the path to
 *  the value and `received` the value itself. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: Text; readonly at?: string; readonly received?: string }

interface BaseField<T> {
  readonly default: T
  readonly help: Text
  /** The value is shown on the node on the canvas. */
  readonly shownOnNode: boolean
  /** `null` is allowed and means Keras's None. */
  readonly optional: boolean
  /** Keras has no default for it, so code and files always contain it. */
  readonly required: boolean
  /** Rarely set: a panel hides it behind a button while it has its default. */
  readonly advanced: boolean
  read(value: unknown): ReadResult<T>
}
export interface NumberField<T = number> extends BaseField<T> {
  readonly kind: 'int' | 'float'
  readonly min: number
  readonly max: number
  /** The value must be greater than `min`. */
  readonly exclusiveMin: boolean
  /** The value must be less than `max`. */
  readonly exclusiveMax: boolean
}
export interface BoolField<T = boolean> extends BaseField<T> {
  readonly kind: 'bool'
}
export interface ChoiceField<T = string> extends BaseField<T> {
  readonly kind: 'choice'
  readonly choices: readonly string[]
}
export interface TextField<T = string> extends BaseField<T> {
  readonly kind: 'text'
  /** What the text refers to, so that a panel can offer files or columns. */
  readonly refersTo: 'anything' | 'file' | 'column'
}
export interface ShapeField<T = readonly number[]> extends BaseField<T> {
  readonly kind: 'shape'
}
export interface NamesField<T = readonly string[]> extends BaseField<T> {
  readonly kind: 'names'
  /** A single name is kept as it is, not as a list of one. */
  readonly allowsSingle: boolean
  readonly refersTo: 'anything' | 'file'
  /** The meaning of an empty list, as a text for the panel. */
  readonly empty: Text
}
/** A list of numbers. Where Keras accepts a single number (an axis, a mean), the value may also be a number. */
export interface NumbersField<T = number | readonly number[]> extends BaseField<T> {
  readonly kind: 'numbers'
  readonly integer: boolean
  /** A single number is kept as it is, not as a list of one. */
  readonly allowsSingle: boolean
  /** A word that stands for numbers which follow from the data. */
  readonly word: string | null
}
export interface ConfigField<T = Config> extends BaseField<T> {
  readonly kind: 'config'
  readonly family: () => Family
}
/** A number, or a config instead of it: a learning rate and its schedules. */
export interface RateField<T = number | Config> extends BaseField<T> {
  readonly kind: 'rate'
  readonly number: NumberField
  readonly family: () => Family
}
export interface ConfigsField<T = readonly Config[]> extends BaseField<T> {
  readonly kind: 'configs'
  readonly family: () => Family
}

export type Field<T = unknown> =
  | NumberField<T>
  | BoolField<T>
  | ChoiceField<T>
  | TextField<T>
  | ShapeField<T>
  | NamesField<T>
  | NumbersField<T>
  | ConfigField<T>
  | RateField<T>
  | ConfigsField<T>
export type Fields = { readonly [name: string]: Field<never> | Field }
export type Props<F> = { readonly [K in keyof F]: F[K] extends { readonly default: infer T } ? T : never }

/** A configured member of a family: `type` is Keras's string identifier (`he_normal`), the other properties are its fields. */
export interface Config {
  readonly type: string
  readonly [field: string]: Json
}

/** Properties that all registered definitions have: initializers, losses, layers… */
export interface Definition {
  /** Keras's string identifier (`he_normal`, `sparse_categorical_crossentropy`), or the class name for layers and callbacks. */
  readonly type: string
  /** Path of the class below `keras`, for example `initializers.HeNormal`; absent where Keras has no such class. */
  readonly keras?: string
  readonly help: Text
  readonly fields: Fields
  /** Python source that defines it, when Keras has no such class: an exported program contains it and calls it by its type. */
  readonly python?: readonly string[]
}

/** All definitions of one kind. `name` is the word used in messages: "initializer". */
export interface Family<D extends Definition = Definition> {
  readonly name: Text
  readonly members: readonly D[]
}
