/** What a preparation step is: it turns the cells of a column into numbers. Its parameters are learned from the training rows only. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import type { Text } from '../../text.ts'

/** Values of a column on their way through the steps. */
export type Values = NumberValues | DateValues | CategoryValues | CodeValues

/** NaN where the value is missing. A boolean is 0 or 1. */
export interface NumberValues {
  readonly kind: 'number'
  readonly values: Float64Array
}
/** Milliseconds since 1970-01-01 UTC; NaN where the value is missing. */
export interface DateValues {
  readonly kind: 'date'
  readonly values: Float64Array
}
/** The category of each row as an index of `categories`; −1 where the value is missing. */
export interface CategoryValues {
  readonly kind: 'category'
  readonly codes: Int32Array
  readonly categories: readonly string[]
}
/** Integers from 0 to size − 1, stored as they are. A one-hot code becomes `size` numbers inside the training step (−1 becomes zeros); an
 *  index is what an Embedding takes. */
export interface CodeValues {
  readonly kind: 'one-hot' | 'index'
  readonly codes: Int32Array
  readonly size: number
}

/** One result of a step. A step may have several: an indicator beside the number, the parts of a date, powers. */
export interface Part {
  /** What the step adds to the column's name, for example `_missing` or `_month`; empty for the column itself. */
  readonly suffix: string
  readonly values: Values
  /** Later steps leave it as it is. */
  readonly isFinal?: boolean
}

/** Values of some kinds. */
type ValuesOf<Kind extends Values['kind']> = Extract<Values, { readonly kind: Kind }>

export interface StepDefinition<
  Type extends string = string,
  Kind extends Values['kind'] = Values['kind'],
  F extends Fields = Fields,
  Fitted extends Json = Json,
> extends Definition {
  readonly type: Type
  readonly title: Text
  readonly fields: F
  /** The values that the step takes. */
  readonly takes: readonly Kind[]
  /** It passes no missing values on. */
  readonly fillsMissing?: boolean
  /** Values that are not missing stay as they are. */
  readonly keepsValues?: boolean
  /** Learns from the training rows. The result is plain JSON and is kept with the run.
   *  @throws StepError when they cannot be fitted */
  fit(train: ValuesOf<Kind>, props: Props<F>): Fitted
  /** Applies what was learned to any rows.
   *  @throws StepError for a value that it cannot take */
  apply(values: ValuesOf<Kind>, fitted: Fitted, props: Props<F>): readonly Part[]
  /** Whether a row is left out because of its value. */
  drops?(values: ValuesOf<Kind>): (row: number) => boolean
  /** The original numbers, for predictions of a target that was prepared. */
  invert?(values: Float64Array, fitted: Fitted): Float64Array
}

/** A column that a step cannot take, in words for a person. */
export class StepError extends Error {
  readonly text: Text
  /** The first of the given rows that it cannot take; null if it is no row's fault. */
  readonly row: number | null
  constructor(text: Text, row: number | null = null) {
    super(text.en)
    this.name = 'StepError'
    this.text = text
    this.row = row
  }
}

/** There is nothing to learn from. */
export class NoValues extends StepError {
  constructor() {
    super({ en: 'no training row has a value', ko: '값이 있는 학습 행이 없습니다' })
  }
}

export const defineStep = <
  const Type extends string,
  const Kind extends Values['kind'],
  const F extends Fields,
  Fitted extends Json,
>(
  step: StepDefinition<Type, Kind, F, Fitted>,
): StepDefinition<Type, Kind, F, Fitted> => step

/** The values of some rows. */
export function takeRows(values: Values, rows: Int32Array): Values {
  if ('codes' in values) return { ...values, codes: gather(values.codes, new Int32Array(rows.length), rows) }
  return { ...values, values: gather(values.values, new Float64Array(rows.length), rows) }
}

/** The values of some rows, in their order. A loop, as a callback for each row takes several times as long. */
export function gather<T extends Int32Array | Float64Array>(from: T, to: T, rows: Int32Array): T {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!
  return to
}
