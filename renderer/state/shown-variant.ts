/** The variant that the window shows. Like the selection it is part of the view: switching adds no step to the history and does not
 *  change the file. The file stores the variant shown at the last save as its main network. */
import type { Document, Network, NetworkId } from '../../shared/document/document.ts'
import { calledBy, focusOn } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'

const focused = new WeakMap<Document, Map<NetworkId, Document>>()

/** The document with this network as its main network. The same object is returned each time, so that derived values can be cached. */
export function focusedOn(document: Document, network: NetworkId): Document {
  if (network === document.main) return document
  const known = focused.get(document) ?? new Map<NetworkId, Document>()
  focused.set(document, known)
  const drawing = known.get(network) ?? focusOn(document, network)
  known.set(network, drawing)
  return drawing
}

/** The variant to show after undo, redo or a jump: the one shown now, unless the change is in another variant. */
export function shownAfter(before: Document, after: Document, shown: NetworkId): NetworkId {
  const variants = variantsOf(after)
  const restored = variants.find((id) => !Object.hasOwn(before.networks, id))
  if (restored !== undefined) return restored
  const changed = changedVariants(before, after)
  const stays = variants.includes(shown) && (changed.length === 0 || changed.includes(shown))
  return stays ? shown : (changed[0] ?? after.main)
}

function changedVariants(before: Document, after: Document): readonly NetworkId[] {
  const differs = (alike: (a: Network | undefined, b: Network | undefined) => boolean) => (id: NetworkId) =>
    [id, ...calledBy(after, id)].some((network) => !alike(before.networks[network], after.networks[network]))
  const others = variantsOf(after).filter(differs((a, b) => a === b))
  // A history restored after a reload shares no objects, so only the values can be compared.
  return others.length < 2
    ? others
    : others.filter(differs((a, b) => JSON.stringify(a) === JSON.stringify(b)))
}
