/** The variant that the window shows. Like the selection it is part of the view: switching adds no step to the history and does not
 *  change the file. The file stores the variant shown at the last save as its main network. */
import type { Document, Network, NetworkId } from '../../shared/document/document.ts'
import { allCallees, withMain } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'

const focusCache = new WeakMap<Document, Map<NetworkId, Document>>()

/** The document with this network as its main network. The same object is returned each time, so that derived values can be cached. */
export function focusedOn(document: Document, network: NetworkId): Document {
  if (network === document.main) return document
  const cached = focusCache.get(document) ?? new Map<NetworkId, Document>()
  focusCache.set(document, cached)
  const focused = cached.get(network) ?? withMain(document, network)
  cached.set(network, focused)
  return focused
}

/** The variant to show after undo, redo or a jump: the one shown now, unless the change is in another variant. */
export function variantAfter(previous: Document, next: Document, shown: NetworkId): NetworkId {
  const variants = variantsOf(next)
  const restored = variants.find((id) => !Object.hasOwn(previous.networks, id))
  if (restored !== undefined) return restored
  const changed = changedVariants(previous, next)
  const stays = variants.includes(shown) && (changed.length === 0 || changed.includes(shown))
  return stays ? shown : (changed[0] ?? next.main)
}

function changedVariants(previous: Document, next: Document): readonly NetworkId[] {
  const differs = (isEqual: (a: Network | undefined, b: Network | undefined) => boolean) => (id: NetworkId) =>
    [id, ...allCallees(next, id)].some(
      (network) => !isEqual(previous.networks[network], next.networks[network]),
    )
  const others = variantsOf(next).filter(differs((a, b) => a === b))
  // A history restored after a reload shares no objects, so only the values can be compared.
  return others.length < 2
    ? others
    : others.filter(differs((a, b) => JSON.stringify(a) === JSON.stringify(b)))
}
