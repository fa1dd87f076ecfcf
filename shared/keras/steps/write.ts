/** What a preparation step contributes to the program: lines that change a variable with the values of a column. */
import type { Config } from '../../fields/index.ts'

/** The values of a column, or of several columns with the same steps, on their way through the steps. */
export interface StepValues {
  readonly variable: string
  readonly kind: 'number' | 'date' | 'category'
  /** A DataFrame, else a Series. */
  readonly isFrame: boolean
  readonly hasMissing: boolean
  /** The order of the categories that a person has set. */
  readonly order: readonly string[] | null
  /** The categories are numbers in the order of their values. */
  readonly isSortedByValue: boolean
  /** Which rows are not excluded by a mark, as an expression; null: all. */
  readonly included: string | null
  /** What missing categories were replaced by; it comes last if `is_new`, a variable of the program. */
  readonly constant: string | null
}

export interface StepCode {
  readonly lines: readonly string[]
  /** What the step changes about the values. */
  readonly next?: Partial<Omit<StepValues, 'variable' | 'order' | 'isSortedByValue' | 'included'>>
  /** The values become an array of one row each, which no other step takes. */
  readonly isArray?: boolean
  /** Expressions of further numbers, which the later steps leave as they are. */
  readonly further?: readonly string[]
  /** Functions to define. */
  readonly functions?: readonly (readonly string[])[]
  /** Modules of the standard library to import. */
  readonly imports?: readonly string[]
}

/** @param props of the step, each of the type of its field */
export type WriteStep = (values: StepValues, props: Config) => StepCode

/** The training rows of the values. */
export const trainingRows = ({ variable }: StepValues): string => `${variable}.iloc[train]`

/** `values = expression`. */
export const assign = ({ variable }: StepValues, expression: string): string => `${variable} = ${expression}`
