/** What of a network does not depend on arguments: its layers with every group replaced, their order, and their names. Worked out anew only
 *  when nodes, wires, types or names change; for an argument, which changes most often, it is at hand. */
import type { Document, LayerId, Network, NodeId } from '../document/document.ts'
import { calledBy, endsOf } from '../document/groups.ts'
import { type Expansion, expand } from './expand.ts'
import { layerNames, type NameFault } from './names.ts'

export interface Structure {
  readonly expanded: Expansion
  readonly names: ReadonlyMap<LayerId, string>
  readonly faults: ReadonlyMap<LayerId, NameFault>
  /** Nodes of the main network, in the order in which they were drawn: that of figures and of a program. */
  readonly ends: { readonly Input: readonly NodeId[]; readonly Output: readonly NodeId[] }
}

const known = new WeakMap<Network['edges'], { readonly document: Document; readonly structure: Structure }>()

export function structureOf(document: Document): Structure {
  const main = document.networks[document.main]!
  const before = known.get(main.edges)
  if (before && sameStructure(before.document, document)) return before.structure
  const expanded = expand(document)
  const structure: Structure = {
    expanded,
    ...layerNames(expanded, expanded.order),
    ends: { Input: endsOf(main, 'Input'), Output: endsOf(main, 'Output') },
  }
  known.set(main.edges, { document, structure })
  return structure
}

const sameStructure = (a: Document, b: Document): boolean =>
  a.main === b.main && [a.main, ...calledBy(a, a.main)].every((id) => alike(a.networks[id], b.networks[id]))

const alike = (a: Network | undefined, b: Network | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.name === b.name &&
    a.nodes === b.nodes &&
    a.edges === b.edges &&
    sameLayers(a.layers, b.layers))

/** The same layers in the same order, as far as their types and names go. */
function sameLayers(a: Network['layers'], b: Network['layers']): boolean {
  if (a === b) return true
  const ids = Object.keys(a)
  const others = Object.keys(b)
  return (
    ids.length === others.length &&
    ids.every((id, i) => {
      if (id !== others[i]) return false
      const [x, y] = [a[id]!, b[id]!]
      return x === y || (x.type === y.type && x.name === y.name)
    })
  )
}
