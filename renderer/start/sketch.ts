/** A network as a small picture: its nodes and edges, scaled into a box. Pure; computed on demand, never stored. */

import { layers } from '../../shared/catalog/layers/index.ts'
import type { LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { findMember } from '../../shared/fields/index.ts'

export interface Block {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** `null` for a group or a layer of an unknown type. */
  readonly definition: LayerDefinition | null
}
export interface Sketch {
  readonly blocks: readonly Block[]
  /** One path for all edges. */
  readonly edges: string
}

/** Approximate size of a node on the canvas, in canvas pixels. */
const NODE_SIZE = { width: 160, height: 48 }
/** Maximum number of nodes; more would only be a grey area. */
const MAX_NODES = 400
const MARGIN = 6
/** Maximum scale, for networks with few nodes. */
const MAX_SCALE = 0.28
/** Minimum size of a block, so that blocks remain visible in a large network. */
const MIN_BLOCK = { width: 4, height: 1.2 }

export function sketch(document: Document, width: number, height: number): Sketch {
  const network = mainNetwork(document)
  const nodes = Object.entries(network.nodes).slice(0, MAX_NODES)
  if (nodes.length === 0) return { blocks: [], edges: '' }
  const xs = nodes.map(([, node]) => node.position.x)
  const ys = nodes.map(([, node]) => node.position.y)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  const networkWidth = Math.max(...xs) - left + NODE_SIZE.width
  const networkHeight = Math.max(...ys) - top + NODE_SIZE.height
  const available = { width: width - 2 * MARGIN, height: height - 2 * MARGIN }
  // A chain is much higher than wide, so each direction has its own scale.
  const sx = Math.min(MAX_SCALE, available.width / networkWidth)
  const sy = Math.min(MAX_SCALE, available.height / networkHeight)
  const x0 = (width - networkWidth * sx) / 2
  const y0 = (height - networkHeight * sy) / 2
  const positions = new Map(
    nodes.map(([id, { position }]) => [
      id,
      { x: x0 + (position.x - left) * sx, y: y0 + (position.y - top) * sy },
    ]),
  )
  const size = {
    width: Math.max(MIN_BLOCK.width, NODE_SIZE.width * sx),
    height: Math.max(MIN_BLOCK.height, NODE_SIZE.height * sy * 0.8),
  }
  const blocks = nodes.map(([id, node]) => {
    const type = node.kind === 'layer' ? network.layers[node.layer]?.type : undefined
    const definition = type === undefined ? null : (findMember(layers, type) ?? null)
    return { ...round(positions.get(id)!), ...round(size), definition }
  })
  const edges = Object.values(network.edges).flatMap(({ from, to }) => {
    const [a, b] = [positions.get(from.node), positions.get(to.node)]
    if (!a || !b) return []
    const start = round({ x: a.x + size.width / 2, y: a.y + size.height })
    const end = round({ x: b.x + size.width / 2, y: b.y })
    const middle = (start.y + end.y) / 2
    return [`M${start.x} ${start.y}C${start.x} ${middle} ${end.x} ${middle} ${end.x} ${end.y}`]
  })
  return { blocks, edges: edges.join('') }
}

const round = <T extends { readonly [k: string]: number }>(values: T): T =>
  Object.fromEntries(Object.entries(values).map(([k, v]) => [k, Math.round(v * 10) / 10])) as T
