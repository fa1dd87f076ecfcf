/** Definition of an activation: a function of a tensor, with Keras's name and arguments. keras/src/activations/activations.py. */
import type { Definition, Fields, Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'

/** The smallest and the largest value. */
export type Range = readonly [number, number]

const INFINITY = Number.POSITIVE_INFINITY
export const UNBOUNDED: Range = [-INFINITY, INFINITY]
export const atLeast = (min: number): Range => [min, INFINITY]
export const atMost = (max: number): Range => [-INFINITY, max]

export interface ActivationDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** The formula in mathematical notation, with the arguments' values; cases are written `x > 0: …; x ≤ 0: …`. */
  formula(props: Props<F>): string
  /** Bounds of the results for any input; a bound may also be a limit that is approached but never reached. */
  range(props: Props<F>): Range
  apply(m: Ops, x: Tensor, props: Props<F>): Tensor
}

/** @param type Keras's name, which is also the name of the function in keras.activations */
export const defineActivation = <const F extends Fields = Record<never, never>>(
  type: string,
  {
    help,
    fields,
    formula,
    range,
    apply,
  }: Pick<ActivationDefinition<F>, 'help' | 'formula' | 'range' | 'apply'> & { readonly fields?: F },
): ActivationDefinition =>
  ({
    type,
    keras: `activations.${type}`,
    help,
    fields: fields ?? {},
    formula,
    range,
    apply,
  }) as unknown as ActivationDefinition
