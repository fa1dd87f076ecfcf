/** Checks layers against the dtype policy. */
import type { Document } from '../document/document.ts'
import type { Problem } from './fix.ts'
import { changeLayerAt } from './fixes.ts'
import type { Model, ModelLayer } from './model.ts'
import { penaltyRounded } from './training-texts.ts'

/** A penalty on outputs in bfloat16 fails in Keras 3.15, which does not add losses of two dtypes (trainer.py, compute_loss). */
export function checkPrecision({ training }: Document, { layers, calls }: Model): Problem[] {
  const { dtype_policy } = training
  if (dtype_policy === 'float32') return []
  return layers.filter(penalizesOutput).map((layer) =>
    penaltyRounded(calls.find((c) => c.layer === layer)!.node, layer.name, dtype_policy, {
      apply: (d) =>
        changeLayerAt(d, calls.find((c) => c.layer === layer)!.node, (target) => {
          target.dtype = 'float32'
        }),
    }),
  )
}

const penalizesOutput = ({ definition, props, dtype }: ModelLayer): boolean =>
  dtype === null && (definition.penalizesOutput || Boolean(props.activity_regularizer))
