/** The layers that can be added at a point, checked with the shape that would reach them. Pure. */

import { layers } from '../../../shared/catalog/layers/index.ts'
import { inputArity, type LayerDefinition } from '../../../shared/catalog/layers/layer.ts'
import { defaultProps } from '../../../shared/fields/index.ts'
import type { Shape } from '../../../shared/graph/shape.ts'
import { layerFacts } from '../../../shared/model/layer-facts.ts'
import type { Text } from '../../../shared/text.ts'

export interface LayerChoice {
  readonly definition: LayerDefinition
  /** The error that the layer would have there; null when it fits. */
  readonly refused: Text | null
}

/** The default arguments by layer type. They keep their identity, so that a layer's facts for a shape are computed once. */
const propsByType = new Map(layers.members.map((d) => [d.type, defaultProps(d.fields)]))

/** The layers for the end of a wire, those that fit first.
 *  @param shape the shape that enters the new layer; null where it is unknown or the wire leaves the new layer
 *  @param needsInput whether the new layer needs an input @param needsOutput whether it needs an output */
export function layerChoices(
  shape: Shape | null,
  needsInput: boolean,
  needsOutput: boolean,
): readonly LayerChoice[] {
  return layers.members
    .filter((d) => (!needsInput || inputArity(d).max > 0) && (!needsOutput || d.outputs > 0))
    .map((definition) => {
      if (!needsInput || shape === null) return { definition, refused: null }
      // A merge layer gets the same shape from each branch.
      const inputs = Array.from({ length: Math.max(1, inputArity(definition).min) }, () => shape)
      const { fault } = layerFacts(definition, propsByType.get(definition.type)!, inputs)
      return { definition, refused: fault?.text ?? null }
    })
    .sort((a, b) => Number(a.refused !== null) - Number(b.refused !== null))
}
