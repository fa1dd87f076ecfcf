/** What an activation is: a function of a tensor, with Keras's name and arguments. keras/src/activations/activations.py. */
import type { Definition, Fields, Props } from '../fields/index.ts'
import type { Ops } from '../graph/graph.ts'
import type { Tensor } from '../graph/ops.ts'

export interface ActivationDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F
  /** As a person would write it, with the arguments' values: cases as `x > 0: …; x ≤ 0: …`. */
  formula(props: Props<F>): string
  apply(m: Ops, x: Tensor, props: Props<F>): Tensor
}

/** @param type Keras's name, which is also that of the function in keras.activations */
export const defineActivation = <const F extends Fields = Record<never, never>>(
  type: string,
  {
    help,
    fields,
    formula,
    apply,
  }: Pick<ActivationDefinition<F>, 'help' | 'formula' | 'apply'> & { readonly fields?: F },
): ActivationDefinition =>
  ({
    type,
    keras: `activations.${type}`,
    help,
    fields: fields ?? {},
    formula,
    apply,
  }) as unknown as ActivationDefinition
