/** Which variant the window shows. It is a way of looking, like the selection: no step of the history, and no change of the file,
 *  which keeps the one shown at the last save as its main network. */
import type { Document, Network, NetworkId } from '../../shared/document/document.ts'
import { calledBy, focusOn } from '../../shared/document/groups.ts'
import { variantsOf } from '../../shared/document/variants.ts'

const focused = new WeakMap<Document, Map<NetworkId, Document>>()

/** The document with this network as its main one; the same object each time, so that what is derived from it can be kept. */
export function focusedOn(document: Document, network: NetworkId): Document {
  if (network === document.main) return document
  const known = focused.get(document) ?? new Map<NetworkId, Document>()
  focused.set(document, known)
  const drawing = known.get(network) ?? focusOn(document, network)
  known.set(network, drawing)
  return drawing
}

/** The variant to show after undo, redo or a jump: the shown one, unless what changed stands in another. */
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
  // A history that a reload brought back shares no objects: there only the values tell.
  return others.length < 2
    ? others
    : others.filter(differs((a, b) => JSON.stringify(a) === JSON.stringify(b)))
}
