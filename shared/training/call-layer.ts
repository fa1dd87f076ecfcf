/** One call of a layer under a dtype policy, with the casts of inputs and output that Keras makes (keras/src/layers/layer.py, __call__). */

import { computeDtype, type DTypePolicy } from '../catalog/dtype-policy.ts'
import type { Tensor } from '../graph/op.ts'
import type { ModelLayer } from '../model/model.ts'
import { type Build, layerBuilder } from './layer-builder.ts'

/** @returns the layer's output in the dtype of the policy, or in the layer's own dtype if it has one */
export function callLayer(
  b: Build,
  layer: ModelLayer,
  call: number,
  inputs: readonly Tensor[],
  { seed, dtypePolicy = 'float32' }: { readonly seed: number; readonly dtypePolicy?: DTypePolicy },
): Tensor {
  const { definition, props } = layer
  const outputDtype = layer.dtype === 'float32' ? 'float32' : computeDtype(dtypePolicy)
  const layerDtype = definition.float32 ? 'float32' : outputDtype
  const castInputs =
    definition.float32 === 'exact inputs' ? inputs : inputs.map((x) => b.m.cast(x, outputDtype))
  const output = definition.build(
    layerBuilder(b, layer, call, seed, layerDtype),
    castInputs.map((x) => b.m.cast(x, layerDtype)),
    props as never,
  )
  return b.m.cast(output, outputDtype)
}
