/** The structure of a network, which does not depend on arguments: its expanded layers in order, with their names, sources and the
 *  problems of both. It is recomputed only if nodes, edges, types or names change; changes of arguments, the most frequent ones, reuse
 *  it. */
import type { LayerRole } from '../catalog/layers/layer.ts'
import type { Document, Network } from '../document/document.ts'
import { isEqualEntries, isEqualNetworks } from '../document/equality.ts'
import { nodesWithRole } from '../document/groups.ts'
import { expand } from './expansion/expand.ts'
import type { Expansion } from './expansion/expansion.ts'
import { layerNames } from './names.ts'
import { type Place, placesOf } from './places.ts'

export interface Structure {
  readonly expanded: Expansion
  readonly places: readonly Place[]
  /** Places of the main network's Inputs and Outputs, in the order of drawing, which is also the order in figures and programs. */
  readonly ends: { readonly [role in LayerRole]: readonly number[] }
}

const cache = new WeakMap<Network['edges'], { readonly document: Document; readonly structure: Structure }>()

export function structureOf(document: Document): Structure {
  const main = document.networks[document.main]!
  const cached = cache.get(main.edges)
  if (cached && sameStructure(cached.document, document)) return cached.structure
  const expanded = expand(document)
  const { places, placeOf } = placesOf(expanded, layerNames(expanded, expanded.order))
  const ends = (role: LayerRole) => nodesWithRole(main, role).map((id) => placeOf.get(id)!)
  const structure: Structure = {
    expanded,
    places,
    ends: { input: ends('input'), output: ends('output') },
  }
  cache.set(main.edges, { document, structure })
  return structure
}

/** Whether both have the same nodes and edges, and layers of the same types and names. */
const sameStructure = (a: Document, b: Document): boolean =>
  isEqualNetworks(
    a,
    b,
    (x, y) =>
      x.nodes === y.nodes &&
      isEqualEntries(x.layers, y.layers, (p, q) => p.type === q.type && p.name === q.name),
  )
