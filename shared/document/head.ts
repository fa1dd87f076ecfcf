/** The end of a network that learns a target: the arguments of its last Dense and of its Output. */
import type { TargetInfo } from '../data/data-info.ts'
import type { Json } from '../json.ts'

export interface Head {
  readonly dense: { readonly [field: string]: Json }
  readonly output: { readonly [field: string]: Json }
}

export const headOf = ({ kind, classes }: Pick<TargetInfo, 'kind' | 'classes'>): Head =>
  HEADS[kind](classes.length)

const HEADS: { readonly [kind in TargetInfo['kind']]: (count: number) => Head } = {
  classes: (count) => ({
    dense: { units: Math.max(count, 2), activation: 'softmax' },
    output: { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
  }),
  labels: (count) => ({
    dense: { units: count, activation: 'sigmoid' },
    output: { loss: 'binary_crossentropy', metrics: ['binary_accuracy'] },
  }),
  number: () => ({
    dense: { units: 1 },
    output: { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] },
  }),
}
