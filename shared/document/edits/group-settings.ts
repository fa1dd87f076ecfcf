/** Settings of a group: its repeat count, its name, and a network of its own. */
import { castDraft, produce } from 'immer'
import { type Document, type GroupNode, mainNetwork, type NodeId } from '../document.ts'
import { allCallees, callCount } from '../groups.ts'
import { baseId, uniqueId } from '../ids.ts'
import { MAX_NETWORKS, MAX_REPEAT, MAX_STRING } from '../limits.ts'
import { change, refuseEdit } from './change.ts'

/** A name that no network of the document has yet: Block, Block 2, …
 *  @param from the number to start with */
export function uniqueName({ networks }: Pick<Document, 'networks'>, base = 'Block', from = 1): string {
  const taken = new Set(Object.values(networks).map(({ name }) => name))
  for (let n = from; ; n++) {
    const number = n === 1 ? '' : ` ${n}`
    const name = base.slice(0, MAX_STRING - number.length) + number
    if (!taken.has(name)) return name
  }
}

/** @throws ProblemError if the document would exceed the number of networks that a file may hold */
export function requireNetworkCapacity({ networks }: Document, count = 1): void {
  if (Object.keys(networks).length + count > MAX_NETWORKS)
    refuseEdit({
      en: `A document can have at most ${MAX_NETWORKS} networks.`,
      ko: `문서 하나에 신경망은 ${MAX_NETWORKS}개까지 둘 수 있습니다.`,
    })
}

export function requireGroup(document: Document, id: NodeId): GroupNode {
  const { nodes } = mainNetwork(document)
  const node = Object.hasOwn(nodes, id) ? nodes[id]! : undefined
  return node?.kind === 'group'
    ? node
    : refuseEdit({ en: `There is no group at “${id}”.`, ko: `“${id}”에 그룹이 없습니다.` })
}

/** Sets how many times in a row a group is called: a whole number from 1 to MAX_REPEAT. */
export function setRepeat(document: Document, id: NodeId, repeat: number): Document {
  const group = requireGroup(document, id)
  if (!Number.isInteger(repeat) || repeat < 1 || repeat > MAX_REPEAT)
    return refuseEdit(
      {
        en: `repeat: expected a whole number from 1 to ${MAX_REPEAT}, received ${repeat}.`,
        ko: `repeat: 1부터 ${MAX_REPEAT}까지의 정수여야 하는데 ${repeat}을(를) 받았습니다.`,
      },
      { node: id, field: 'repeat' },
    )
  return group.repeat === repeat
    ? document
    : change(document, (draft) => {
        ;(draft.nodes[id] as { repeat: number }).repeat = repeat
      })
}

/** Renames the network that a group calls, and so all groups that call it. */
export function renameGroup(document: Document, id: NodeId, name: string): Document {
  const { network } = requireGroup(document, id)
  const newName = name.trim().slice(0, MAX_STRING)
  if (newName === '' || document.networks[network]!.name === newName) return document
  return produce(document, (draft) => {
    draft.networks[network]!.name = newName
  })
}

/** Gives a group its own copy of its network, so that other groups that call the network do not change with it. */
export function separateGroup(document: Document, id: NodeId): Document {
  const group = requireGroup(document, id)
  if (callCount(document, group.network) < 2) return document
  requireNetworkCapacity(document)
  const copyId = uniqueId(baseId(group.network), document.networks)
  const inner = document.networks[group.network]!
  return produce(document, (draft) => {
    draft.networks[copyId] = castDraft({
      ...inner,
      name: uniqueName(document, inner.name.replace(/ \d+$/, '')),
    })
    ;(draft.networks[draft.main]!.nodes[id] as { network: string }).network = copyId
  })
}

/** Whether the main network may contain a group of this network: the network must not call the main one. */
export const canContainGroup = (document: Document, network: string): boolean =>
  network !== document.main && !allCallees(document, network).has(document.main)
