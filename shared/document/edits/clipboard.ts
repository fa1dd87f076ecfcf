/** Copy, paste and duplicate. Clipboard text can come from anywhere, so it is validated like a file. */
import { describeValue, isObject, type JsonObject } from '../../json.ts'
import {
  type Document,
  mainNetwork,
  type Network,
  type NetworkId,
  type NodeId,
  type Position,
} from '../document.ts'
import { refuse, refuseText } from '../faults.ts'
import { allCallees } from '../groups.ts'
import { baseId, createIdGenerator } from '../ids.ts'
import { clipboardLimits, MAX_EDGES } from '../limits.ts'
import { mapValues, toNetwork, toParts } from '../parse.ts'
import { parseJson } from '../parse-json.ts'
import { printJson } from '../print-json.ts'
import { nestingFaults, networkFaults } from '../references.ts'
import { check, clipboardSchema } from '../schema.ts'
import { networkToJson, notesToJson, partsToJson } from '../serialize.ts'
import { variantsOf } from '../variants.ts'
import { change, inlineDefaults, type NetworkDraft, refuseEdit } from './change.ts'
import { addEdge, renumberInputs } from './edges.ts'
import { canContainGroup, requireNetworkCapacity, uniqueName } from './group-settings.ts'
import { requireNodeCapacity, roundPosition } from './nodes.ts'
import { requireNoteCapacity } from './notes.ts'

type Parts = Pick<Network, 'layers' | 'nodes' | 'edges' | 'notes'>

const FORMAT = 'layerloom-clipboard'
const VERSION = 1
/** Default distance of a duplicate from its original, in pixels. */
const OFFSET = 24

/** The given nodes with their layers and the edges between them, and the given notes. */
function partsOf(network: Network, nodes: readonly NodeId[], notes: readonly string[]): Parts {
  const chosen = new Set(nodes)
  const selected = Object.entries(network.nodes).filter(([id]) => chosen.has(id))
  const used = new Set(selected.flatMap(([, n]) => (n.kind === 'layer' ? [n.layer] : [])))
  return {
    nodes: Object.fromEntries(selected),
    layers: Object.fromEntries(Object.entries(network.layers).filter(([id]) => used.has(id))),
    edges: Object.fromEntries(
      Object.entries(network.edges).filter(([, e]) => chosen.has(e.from.node) && chosen.has(e.to.node)),
    ),
    notes: Object.fromEntries(Object.entries(network.notes).filter(([id]) => notes.includes(id))),
  }
}

const inlineLayerDefaults = (document: Document, layers: Network['layers']): Network['layers'] =>
  mapValues(layers, (layer) => inlineDefaults(document, layer))

/** A network in clipboard form. */
const clipboardNetwork = (document: Document, network: Network): JsonObject =>
  networkToJson({ ...network, layers: inlineLayerDefaults(document, network.layers) })

/** Text for the clipboard. Another window or document can read it: shared defaults are copied into the layers, and the networks of
 *  groups are included. */
export function copy(document: Document, nodes: readonly NodeId[], notes: readonly string[] = []): string {
  const parts = partsOf(mainNetwork(document), nodes, notes)
  const inner = allCallees({ networks: { parts: { name: '', ...parts }, ...document.networks } }, 'parts')
  const networks = Object.fromEntries(
    [...inner].map((id) => [id, clipboardNetwork(document, document.networks[id]!)]),
  )
  const json: JsonObject = {
    format: FORMAT,
    version: VERSION,
    ...partsToJson({ ...parts, layers: inlineLayerDefaults(document, parts.layers) }),
    ...(inner.size > 0 && { networks }),
    ...(Object.keys(parts.notes).length > 0 && { notes: notesToJson(parts.notes) }),
  }
  return printJson(json, (path) => path.length <= 1)
}

/** Inserts copied nodes and notes with their upper left corner at `position`.
 *  @throws ProblemError for text that is not a copy */
export function paste(document: Document, text: string, position: Position): Document {
  const json = text.trimStart().startsWith('{') ? parseJson(text, clipboardLimits) : text
  if (!isObject(json) || json.format !== FORMAT || json.version !== VERSION)
    return refuseText(
      'clipboard_foreign',
      `The clipboard contains no Layerloom layers: expected "format": "${FORMAT}", received ${describeValue(isObject(json) ? json.format : json)}.`,
      `클립보드에 Layerloom의 층이 없습니다. "format": "${FORMAT}" 대신 ${describeValue(isObject(json) ? json.format : json)}이(가) 있습니다.`,
    )
  const checked = check(clipboardSchema, json)
  refuse(checked.faults, 'clipboard_structure')
  const data = checked.value!
  const pasted = data.networks ?? {}
  refuse(
    [
      ...networkFaults(data, pasted, ''),
      ...Object.entries(pasted).flatMap(([id, network]) => networkFaults(network, pasted, `networks.${id}.`)),
    ],
    'clipboard_structure',
  )
  refuse(nestingFaults(pasted), 'clipboard_structure')
  const { networks, nodes } = mergeNetworks(document, mapValues(pasted, toNetwork), toParts(data).nodes)
  const parts = { ...toParts(data), nodes, notes: data.notes ?? {} }
  const positions = [...Object.values(parts.nodes), ...Object.values(parts.notes)].map((n) => n.position)
  const corner = { x: Math.min(...positions.map((p) => p.x)), y: Math.min(...positions.map((p) => p.y)) }
  return insert(networks === document.networks ? document : { ...document, networks }, parts, {
    x: position.x - corner.x,
    y: position.y - corner.y,
  })
}

/** The document's networks with the pasted ones, and the pasted nodes with the new network ids. A pasted network that equals one of the
 *  document is not copied, unless the group would contain itself or the network is a variant, which may not be called by a group. */
function mergeNetworks(
  document: Document,
  pasted: Document['networks'],
  nodes: Network['nodes'],
): Pick<Document, 'networks'> & Pick<Network, 'nodes'> {
  const nextId = createIdGenerator(document.networks, pasted)
  const variants = variantsOf(document)
  /** Networks that are equal apart from the networks they call; those are compared in the next step. */
  const equalIds = new Set(
    Object.keys(pasted).filter(
      (id) =>
        Object.hasOwn(document.networks, id) &&
        canContainGroup(document, id) &&
        !variants.includes(id) &&
        JSON.stringify(clipboardNetwork(document, document.networks[id]!)) ===
          JSON.stringify(networkToJson(pasted[id]!)),
    ),
  )
  const isReused = (id: NetworkId): boolean =>
    equalIds.has(id) && [...allCallees({ networks: pasted }, id)].every((inner) => equalIds.has(inner))
  const ids = new Map(
    Object.keys(pasted).map((id) => [
      id,
      isReused(id) || !Object.hasOwn(document.networks, id) ? id : nextId(baseId(id)),
    ]),
  )
  const withNewIds = (map: Network['nodes']): Network['nodes'] =>
    mapValues(map, (node) => (node.kind === 'group' ? { ...node, network: ids.get(node.network)! } : node))
  const added = Object.entries(pasted).filter(
    ([id]) => ids.get(id) !== id || !Object.hasOwn(document.networks, id),
  )
  requireNetworkCapacity(document, added.length)
  if (added.length === 0) return { networks: document.networks, nodes: withNewIds(nodes) }
  const networks = { ...document.networks }
  for (const [id, network] of added)
    networks[ids.get(id)!] = {
      ...network,
      name: uniqueName({ networks }, network.name),
      nodes: withNewIds(network.nodes),
    }
  return { networks, nodes: withNewIds(nodes) }
}

/** Copies of nodes and notes, shifted by `offset`; edges between the nodes are copied too. */
export const duplicateNodes = (
  document: Document,
  nodes: readonly NodeId[],
  notes: readonly string[] = [],
  offset: Position = { x: OFFSET, y: OFFSET },
): Document => insert(document, partsOf(mainNetwork(document), nodes, notes), offset)

function insert(document: Document, parts: Parts, offset: Position): Document {
  const network = mainNetwork(document)
  const nodes = Object.entries(parts.nodes)
  requireNodeCapacity(network, nodes.length)
  requireNoteCapacity(network, Object.keys(parts.notes).length)
  if (Object.keys(network.edges).length + Object.keys(parts.edges).length > MAX_EDGES)
    refuseEdit({
      en: `A network can have at most ${MAX_EDGES} connections.`,
      ko: `연결은 ${MAX_EDGES}개까지 만들 수 있습니다.`,
    })
  const names = new Set(Object.values(network.layers).map((l) => l.name))
  const layerId = createIdGenerator(network.layers, network.nodes)
  const nodeId = createIdGenerator(network.nodes)
  const noteId = createIdGenerator(network.notes)
  const shifted = ({ x, y }: Position): Position => roundPosition({ x: x + offset.x, y: y + offset.y })
  const layerIds = new Map(Object.keys(parts.layers).map((id) => [id, layerId(baseId(id))]))
  // A node gets the id of its layer; a second node of the same layer gets a number.
  const nodeIds = new Map(
    nodes.map(([id, node]) => [id, nodeId(node.kind === 'layer' ? layerIds.get(node.layer)! : baseId(id))]),
  )
  return change(document, (draft) => {
    for (const [id, layer] of Object.entries(parts.layers)) {
      const name = names.has(layer.name) ? '' : layer.name
      draft.layers[layerIds.get(id)!] = { ...layer, name } as NetworkDraft['layers'][string]
    }
    for (const [id, node] of nodes) {
      const called = node.kind === 'layer' ? { layer: layerIds.get(node.layer)! } : {}
      draft.nodes[nodeIds.get(id)!] = {
        ...node,
        ...called,
        position: shifted(node.position),
      } as NetworkDraft['nodes'][string]
    }
    for (const [id, note] of Object.entries(parts.notes))
      draft.notes[noteId(baseId(id))] = { ...note, position: { ...shifted(note.position) } }
    for (const { from, to } of Object.values(parts.edges))
      addEdge(
        draft,
        { node: nodeIds.get(from.node)!, port: from.port },
        { node: nodeIds.get(to.node)!, port: to.port },
      )
    renumberInputs(draft, nodeIds.values())
  })
}

/** Ids of notes that an edit added to the main network. */
export const addedNotes = (before: Document, after: Document): readonly string[] =>
  Object.keys(mainNetwork(after).notes).filter((id) => !Object.hasOwn(mainNetwork(before).notes, id))

/** Ids of nodes that an edit added to the main network. The window selects them after paste, duplicate or add. */
export const addedNodes = (before: Document, after: Document): readonly NodeId[] =>
  Object.keys(mainNetwork(after).nodes).filter((id) => !Object.hasOwn(mainNetwork(before).nodes, id))
