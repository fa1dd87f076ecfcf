/** Functions that all edits share: changing the main network, looking up layers and ports, and refusing an edit with a reason. */
import { type Draft, produce } from 'immer'
import { layers } from '../../catalog/layers/index.ts'
import { type InputArity, inputArity, MAX_INPUTS, MAX_OUTPUTS } from '../../catalog/layers/layer.ts'
import type { DataReference } from '../../data/data-reference.ts'
import { type Definition, findMember } from '../../fields/index.ts'
import { ProblemError, problem } from '../../problem.ts'
import type { Text } from '../../text.ts'
import {
  type Document,
  type Layer,
  type LayerId,
  mainNetwork,
  type Network,
  type NodeId,
} from '../document.ts'
import { nodesWithRole } from '../groups.ts'
import type { JsonMap } from '../types.ts'

export type NetworkDraft = Draft<Network>

/** The document with its main network changed by `recipe`; the same document if nothing changed. */
export const change = (document: Document, recipe: (network: NetworkDraft) => void): Document =>
  produce(document, (draft) => recipe(draft.networks[draft.main]!))

/** Refuses an edit. The window checks first (canConnect, canRename…), so a person sees this only if the view is stale.
 *  @throws ProblemError */
export function refuseEdit(text: Text, at: { readonly node?: NodeId; readonly field?: string } = {}): never {
  throw new ProblemError([problem('edit_refused', text, at)])
}

/** The data of the document. @throws ProblemError if it has none */
export const requireData = ({ data }: Document): DataReference =>
  data ?? refuseEdit({ en: 'Choose data first.', ko: '먼저 데이터를 고르세요.' }, { field: 'data' })

export interface ResolvedLayer {
  readonly id: LayerId
  readonly layer: Layer
  readonly definition: Definition | undefined
}

/** The layer a node calls; undefined for a group or an unknown node. */
export function layerAt(network: Network, node: NodeId): ResolvedLayer | undefined {
  const found = Object.hasOwn(network.nodes, node) ? network.nodes[node] : undefined
  if (found?.kind !== 'layer') return undefined
  const layer = network.layers[found.layer]!
  return { id: found.layer, layer, definition: findMember(layers, layer.type) }
}

/** The same for an edit that needs a layer.
 *  @throws ProblemError if the node calls no layer */
export function requireLayer(document: Document, node: NodeId): ResolvedLayer {
  return (
    layerAt(mainNetwork(document), node) ??
    refuseEdit(
      { en: `There is no layer at node "${node}".`, ko: `노드 "${node}"에 층이 없습니다.` },
      { node },
    )
  )
}

/** The props that a layer inherits from its shared defaults; undefined if it follows none. */
export const inheritedProps = (document: Document, { definition }: Layer): JsonMap | undefined =>
  definition === null ? undefined : document.definitions[definition]?.props

/** The layer with its shared defaults copied into its own props. */
export const inlineDefaults = (document: Document, layer: Layer): Layer => ({
  ...layer,
  props: { ...inheritedProps(document, layer), ...layer.props },
  definition: null,
})

export interface Ports {
  readonly inputs: InputArity
  readonly outputs: number
}

/** The inputs and outputs of a node; one each for an unknown layer type. A group has those of its network, and one output while its
 *  network has none.
 *  @param networks the document's networks; without them a group has one input and one output */
export function portsOf(
  network: Pick<Network, 'nodes' | 'layers'>,
  node: NodeId,
  networks: Document['networks'] = {},
): Ports {
  const found = Object.hasOwn(network.nodes, node) ? network.nodes[node] : undefined
  const inner = found?.kind === 'group' ? networks[found.network] : undefined
  if (inner) {
    const inputs = Math.min(nodesWithRole(inner, 'input').length, MAX_INPUTS)
    const outputs = Math.min(Math.max(nodesWithRole(inner, 'output').length, 1), MAX_OUTPUTS)
    return { inputs: { min: inputs, max: inputs, ordered: true }, outputs }
  }
  const type = found?.kind === 'layer' ? network.layers[found.layer]?.type : undefined
  const definition = type === undefined ? undefined : findMember(layers, type)
  return { inputs: inputArity(definition ?? { inputs: 1 }), outputs: definition?.outputs ?? 1 }
}
