/** The reason why two nodes cannot be connected, with the names on the canvas. shared/document decides whether they can. Pure. */

import { layers } from '../../shared/catalog/layers/index.ts'
import type { LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import {
  type Document,
  type EdgeId,
  mainNetwork,
  type Network,
  type NodeId,
  type Port,
  samePort,
} from '../../shared/document/document.ts'
import { canConnect, descendants, nextInput, portsOf } from '../../shared/document/edits.ts'
import { findMember } from '../../shared/fields/index.ts'
import type { Text } from '../../shared/text.ts'

const definitionOf = (network: Network, node: NodeId): LayerDefinition | undefined => {
  const found = network.nodes[node]
  if (found?.kind !== 'layer') return undefined
  const layer = network.layers[found.layer]
  return layer && findMember(layers, layer.type)
}

/** The input that a new edge to a node connects to: the given one, else the first free one. */
export function inputAt(
  document: Document,
  node: NodeId,
  input: number | null,
  ignoredEdge: EdgeId | null = null,
): Port {
  return input === null ? nextInput(document, node, ignoredEdge) : { node, port: input }
}

/** The reason why `source` cannot feed `to`; `null` when it can.
 *  @param ignoredEdge the edge that is being moved
 *  @param input number of the input; null where inputs have no numbers */
export function connectionErrorIn(
  document: Document,
  nameOf: (node: NodeId) => string,
  source: Port,
  to: NodeId,
  ignoredEdge: EdgeId | null = null,
  input: number | null = null,
): Text | null {
  const reason = canConnect(document, source, inputAt(document, to, input, ignoredEdge), ignoredEdge)
  if (reason === null) return null
  const network = mainNetwork(document)
  const from = source.node
  const a = nameOf(from)
  const b = nameOf(to)
  if (from === to)
    return { en: `${a} cannot be connected to itself.`, ko: `${a}을(를) 자기 자신에 연결할 수 없습니다.` }
  if (definitionOf(network, from)?.outputs === 0)
    return {
      en: `${a} is the end of the network: nothing can follow it.`,
      ko: `${a}은(는) 신경망의 끝이므로 뒤에 연결할 수 없습니다.`,
    }
  const target = definitionOf(network, to)
  if (target?.inputs === 0)
    return {
      en: `${b} gets its rows from the data, not from a layer.`,
      ko: `${b}은(는) 층이 아니라 데이터에서 행을 받습니다.`,
    }
  const edges = Object.entries(network.edges).filter(([id, e]) => id !== ignoredEdge && e.to.node === to)
  const { max, ordered } = portsOf(network, to, document.networks).inputs
  const duplicate = edges.find(([, e]) => samePort(e.from, source))
  if (duplicate && (max === 1 || !ordered))
    return { en: `${a} is already connected to ${b}.`, ko: `${a}은(는) 이미 ${b}에 연결되어 있습니다.` }
  if (max > 1 && edges.length >= max)
    return {
      en: `${b} takes ${max} inputs, and all are connected. Delete one of the connections first.`,
      ko: `${b}의 입력은 ${max}개이고 모두 연결되어 있습니다. 연결 하나를 먼저 지우세요.`,
    }
  const [, other] = edges.find(([, e]) => max === 1 || e.to.port === input) ?? []
  if (other && max > 1)
    return {
      en: `Input ${input! + 1} of ${b} already comes from ${nameOf(other.from.node)}. Use another input, or delete that connection first.`,
      ko: `${b}의 ${input! + 1}번 입력은 이미 ${nameOf(other.from.node)}에서 받습니다. 다른 입력에 연결하거나 그 연결을 먼저 지우세요.`,
    }
  if (other)
    return {
      en: `${b} takes one input, which already comes from ${nameOf(other.from.node)}. Delete that connection first.`,
      ko: `${b}의 입력은 하나이고 이미 ${nameOf(other.from.node)}에서 받습니다. 그 연결을 먼저 지우세요.`,
    }
  if (descendants(network, to, ignoredEdge).has(from))
    return {
      en: `This would create a cycle: ${b} already comes before ${a}.`,
      ko: `순환이 생깁니다. ${b}이(가) 이미 ${a}보다 앞에 있습니다.`,
    }
  return reason
}
