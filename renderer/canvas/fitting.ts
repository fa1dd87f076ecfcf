/** Which layers fit a place: what they would say to the shape that comes to them. Pure. */
import { defaults } from '../../shared/fields/index.ts'
import type { Shape } from '../../shared/graph/shape.ts'
import { layers } from '../../shared/layers/index.ts'
import { inputsOf, type LayerDefinition } from '../../shared/layers/layer.ts'
import { layerFacts } from '../../shared/model/layer-facts.ts'
import type { Text } from '../../shared/text.ts'

export interface Fitting {
  readonly definition: LayerDefinition
  /** Why it would be at fault there. */
  readonly refused: Text | null
}

/** A new layer's arguments, by reference, so that what a layer makes of a shape is worked out once. */
const props = new Map(layers.members.map((d) => [d.type, defaults(d.fields)]))

/** Layers for the end of a wire, those that fit first.
 *  @param shape what runs through the wire; null where that is not known or the wire goes on from the new layer
 *  @param takes the new layer needs an input @param gives the new layer needs an output */
export function fitting(shape: Shape | null, takes: boolean, gives: boolean): readonly Fitting[] {
  return layers.members
    .filter((d) => (!takes || inputsOf(d).max > 0) && (!gives || d.outputs > 0))
    .map((definition) => {
      if (!takes || shape === null) return { definition, refused: null }
      // One that joins branches gets the same from each.
      const inputs = Array.from({ length: Math.max(1, inputsOf(definition).min) }, () => shape)
      const { fault } = layerFacts(definition, props.get(definition.type)!, inputs)
      return { definition, refused: fault?.text ?? null }
    })
    .sort((a, b) => Number(a.refused !== null) - Number(b.refused !== null))
}
