/** Variants of the main network: duplicating, renaming and removing them. */
import { castDraft, produce } from 'immer'
import type { Document, Network, NetworkId } from '../document.ts'
import { allCallees } from '../groups.ts'
import { baseId, createIdGenerator } from '../ids.ts'
import { MAX_STRING } from '../limits.ts'
import { variantsOf } from '../variants.ts'
import { refuseEdit } from './change.ts'
import { requireNetworkCapacity, uniqueName } from './group-settings.ts'

/** The default name of a document's first network, and the name it gets once there are several variants. */
const DEFAULT_NAME = 'main'
const FIRST_VARIANT_NAME = 'Variant 1'

/** Duplicates the main network together with the networks its groups call, and makes the copy the main one. */
export function duplicateVariant(document: Document): Document {
  const { main } = document
  const called = allCallees(document, main)
  requireNetworkCapacity(document, 1 + called.size)
  const nextId = createIdGenerator(document.networks)
  const ids = new Map([main, ...called].map((id) => [id, nextId(baseId(id))]))
  const copyOf = (id: NetworkId): Network => {
    const network = document.networks[id]!
    const nodes = Object.entries(network.nodes).map(([key, node]) => [
      key,
      node.kind === 'group' ? { ...node, network: ids.get(node.network)! } : node,
    ])
    return { ...network, nodes: Object.fromEntries(nodes) }
  }
  return produce(document, (draft) => {
    for (const [id, copy] of ids) draft.networks[copy] = castDraft(copyOf(id))
    const original = draft.networks[main]!
    if (original.name === DEFAULT_NAME) original.name = FIRST_VARIANT_NAME
    const copy = draft.networks[ids.get(main)!]!
    copy.name = uniqueName(document, original.name.replace(/ \d+$/, ''), 2)
    draft.main = ids.get(main)!
  })
}

const requireVariant = (document: Document, id: NetworkId): void => {
  if (!variantsOf(document).includes(id))
    refuseEdit({ en: `There is no variant “${id}”.`, ko: `변형 “${id}”이(가) 없습니다.` })
}

/** Renames a variant; an empty name changes nothing.
 *  @throws ProblemError if another variant has the name */
export function renameVariant(document: Document, id: NetworkId, name: string): Document {
  requireVariant(document, id)
  const newName = name.trim().slice(0, MAX_STRING)
  if (newName === '' || newName === document.networks[id]!.name) return document
  // Two variants of one name could not be distinguished in the comparison and in the list of runs.
  if (variantsOf(document).some((other) => document.networks[other]!.name === newName))
    refuseEdit({
      en: `Another variant is already named “${newName}”.`,
      ko: `다른 변형이 이미 “${newName}” 이름을 씁니다.`,
    })
  return produce(document, (draft) => {
    draft.networks[id]!.name = newName
  })
}

/** Removes a variant with the networks that only its groups call. If it was the main one, its neighbour becomes the main one. */
export function removeVariant(document: Document, id: NetworkId): Document {
  requireVariant(document, id)
  const variants = variantsOf(document)
  if (variants.length < 2)
    return refuseEdit({
      en: 'A document needs at least one network.',
      ko: '문서에는 신경망이 하나는 있어야 합니다.',
    })
  const index = variants.indexOf(id)
  const main = id === document.main ? variants[index === 0 ? 1 : index - 1]! : document.main
  const remaining = variants.filter((other) => other !== id)
  const retained = new Set(remaining.flatMap((other) => [other, ...allCallees(document, other)]))
  return produce(document, (draft) => {
    for (const removedId of [id, ...allCallees(document, id)])
      if (!retained.has(removedId)) delete draft.networks[removedId]
    draft.main = main
  })
}
