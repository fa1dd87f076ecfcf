/** Fields are the atom: the type of the props, the panel's input, the check, the JSON, the Python argument and the help
 *  text of an argument are all functions of its field. Nothing about an argument is written twice. */
import type { Json } from '../json.ts'
import type { Text } from '../text.ts'

/** Outcome of reading a raw value: the typed value, or what was expected (and, inside a configured object, where, and what was there). */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: Text; readonly at?: string; readonly received?: string }

interface Common<T> {
  readonly default: T
  readonly help: Text
  /** Shown on the node in the canvas. */
  readonly telling: boolean
  /** `null` is allowed and means Keras's None. */
  readonly optional: boolean
  /** Keras has no default for it: always written in code and file. */
  readonly required: boolean
  /** Seldom set: a panel keeps it behind a button until it is. */
  readonly rare: boolean
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
  /** A single name is kept as it is, not as a list of one. */
  readonly single: boolean
  /** What no name at all stands for. */
  readonly empty: Text
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
/** A number, or something configured in its place: a learning rate and its schedules. */
export interface RateField<T = number | Config> extends Common<T> {
  readonly kind: 'rate'
  readonly number: NumberField
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
  | RateField<T>
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
  /** Lines of Python that define it, where Keras has none: a program writes them out and calls it by its type. */
  readonly python?: readonly string[]
}

/** All members of one kind. `name` is the word used in messages: "initializer". */
export interface Family<D extends Definition = Definition> {
  readonly name: Text
  readonly members: readonly D[]
}
