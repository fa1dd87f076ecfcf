/** The main network with every group replaced by its contents, once per repetition. This expansion is analyzed, trained and exported. A
 *  node inside a group has its path as its id (`block/dense`), with the repetition from the second on (`block#2/dense`). */
import { roleOf } from '../../catalog/layers/index.ts'
import type { Document, Edge, GroupNode, NodeId } from '../../document/document.ts'
import { nodesWithRole, repetitionPath, withoutRepetition } from '../../document/groups.ts'
import type { NamedLayer } from '../names.ts'
import { describeGroup, type Wiring } from './describe-group.ts'
import {
  createCall,
  createExpander,
  type Expander,
  exceedsLimits,
  type MutableExpansion,
  type NetworkCall,
  type Sources,
} from './expander.ts'
import { type Block, type Expansion, type GroupPort, NO_SOURCE } from './expansion.ts'

export function expand(document: Document): Expansion {
  const expander = createExpander(document)
  expandNetwork(expander, createCall(expander, document.main, '', '', null))
  return expander.expansion
}

/** Adds the layers and nodes of a network.
 *  @returns the source of each output of each node */
function expandNetwork(expander: Expander, call: NetworkCall): ReadonlyMap<NodeId, Sources> {
  const { expansion } = expander
  const { order, cyclic, downstream } = call.sorted
  addLayers(expansion, call)
  for (const node of order) expandNode(expander, call, node, expansion.order)
  for (const node of cyclic) expandNode(expander, call, node, expansion.cyclic)
  for (const node of downstream) expandNode(expander, call, node, expansion.downstream)
  return call.outputs
}

function addLayers({ layers }: MutableExpansion, { id, network, prefix, name }: NetworkCall): void {
  for (const [layer, own] of Object.entries(network.layers))
    layers[prefix + layer] = {
      network: id,
      id: layer,
      type: own.type,
      name: name && own.name ? `${name}_${own.name}` : own.name,
    }
}

/** @param list the list of the expansion that a layer is added to */
function expandNode(expander: Expander, call: NetworkCall, id: NodeId, list: NodeId[]): void {
  const { expansion } = expander
  expander.visitCount += 1
  const node = call.network.nodes[id]!
  const path = call.prefix + id
  const incoming = call.sorted.incoming.get(id) ?? []
  if (path === withoutRepetition(path)) expansion.drawn.push(path)
  const lastUsedOutput = call.sorted.lastUsedOutputs.get(id) ?? -1
  if (node.kind === 'group') {
    const sourceByPort = new Map(incoming.map((edge) => [edge.to.port, sourceOf(call, edge)]))
    const inCycle = list === expansion.cyclic
    call.outputs.set(id, expandGroup(expander, path, node, { sourceByPort, lastUsedOutput, inCycle }))
    return
  }
  const layer = call.network.layers[node.layer]!
  const role = roleOf(layer)
  if (lastUsedOutput > 0 || (lastUsedOutput === 0 && role === 'output'))
    expansion.lastUsedOutputs.set(path, lastUsedOutput)
  if (call.inputSources && role) {
    const port = groupPort(call, id, layer, incoming)
    expansion.ports.set(path, port)
    call.outputs.set(id, [port.source])
    return
  }
  expander.layerCount += 1
  expansion.nodes[path] = call.prefix ? { ...node, layer: call.prefix + node.layer } : node
  list.push(path)
  expansion.sources.set(
    path,
    incoming.map((edge) => sourceOf(call, edge) ?? NO_SOURCE),
  )
  call.outputs.set(id, [path])
}

/** The layer whose value an edge carries. */
const sourceOf = ({ network, prefix, outputs }: NetworkCall, { from }: Edge): NodeId | null =>
  network.nodes[from.node]!.kind === 'layer'
    ? (outputs.get(from.node)?.[0] ?? prefix + from.node)
    : (outputs.get(from.node)?.[from.port] ?? null)

function groupPort(call: NetworkCall, id: NodeId, layer: NamedLayer, incoming: readonly Edge[]): GroupPort {
  if (roleOf(layer) === 'input')
    return { layer, isConnected: true, source: call.inputSources![call.inputs.indexOf(id)]! }
  const [edge] = incoming
  return { layer, isConnected: edge !== undefined, source: edge ? sourceOf(call, edge) : null }
}

/** Adds the contents of a group, once per repetition.
 *  @returns the source of each output */
function expandGroup(expander: Expander, path: NodeId, node: GroupNode, wiring: Wiring): Sources {
  const { document, expansion } = expander
  const network = document.networks[node.network]!
  const blocks: Block[] = []
  const group = describeGroup(network, node, wiring, blocks)
  // Outer groups precede inner ones.
  expansion.groups.set(path, group)
  const ends = nodesWithRole(network, 'output')
  const nodeCount = Object.keys(network.nodes).length
  let inputSources: Sources = group.inputs
  // A group with a fault is expanded once, so that its contents are drawn and their problems reported; it has no outputs.
  for (let n = 1; n <= (group.fault ? 1 : node.repeat); n++) {
    if (exceedsLimits(expander, nodeCount)) {
      expansion.groups.set(path, { ...group, fault: 'too many' })
      return []
    }
    const prefix = n === 1 ? path : repetitionPath(path, n)
    const name = expander.uniqueBlockName(network.name)
    const call = createCall(expander, node.network, `${prefix}/`, name, inputSources)
    const sources = expandNetwork(expander, call)
    const outputs = ends.map((end) => sources.get(end)?.[0] ?? null)
    blocks.push({ prefix, network: node.network, name: network.name, inputs: inputSources, outputs })
    inputSources = outputs
  }
  return group.fault ? [] : inputSources
}
