/** The document: the networks and settings that the person edits. It is immutable plain data; everything else (model, shapes, code,
 *  problems) is derived from it. Several networks stand side by side (variants) or are called by groups. Fields: docs/file-format.md. */

import type { DTypePolicy } from '../catalog/dtype-policy.ts'
import type { DataReference } from '../data/data-reference.ts'
import type { BALANCED } from '../data/parts.ts'
import type { Config, JsonMap } from './types.ts'

export type NodeId = string
export type EdgeId = string
export type LayerId = string
export type NetworkId = string

export interface Position {
  readonly x: number
  readonly y: number
}

/** A layer instance. It is separate from the node that calls it, so that two nodes can share one layer's weights. */
export interface Layer {
  readonly type: string
  /** Keras layer name; if empty, it is derived from the type (`dense`, `dense_1`). */
  readonly name: string
  /** Raw values by Keras argument name; an absent argument has its default. Values are checked when the model is compiled, so that a
   *  fault can be shown on its node. */
  readonly props: JsonMap
  readonly trainable: boolean
  /** `null` is the default, float32. */
  readonly dtype: string | null
  /** Id of the shared defaults (a definition) for absent props; `null` for none. */
  readonly definition: string | null
}

export interface LayerNode {
  readonly kind: 'layer'
  readonly layer: LayerId
  readonly position: Position
}
/** A network used as one block, `repeat` times in a row. */
export interface GroupNode {
  readonly kind: 'group'
  readonly network: NetworkId
  readonly repeat: number
  readonly position: Position
}
export type Node = LayerNode | GroupNode

export interface Port {
  readonly node: NodeId
  readonly port: number
}
export const samePort = (a: Port, b: Port): boolean => a.node === b.node && a.port === b.port
export interface Edge {
  readonly from: Port
  readonly to: Port
}

export interface Note {
  readonly text: string
  readonly position: Position
  readonly width: number
  readonly height: number
}

export interface Network {
  readonly name: string
  readonly layers: { readonly [id: LayerId]: Layer }
  readonly nodes: { readonly [id: NodeId]: Node }
  readonly edges: { readonly [id: EdgeId]: Edge }
  readonly notes: { readonly [id: string]: Note }
}

/** Shared defaults, which a Keras user writes as functools.partial(layers.Dense, activation="elu", …). */
export interface DefinitionEntry {
  readonly name: string
  readonly type: string
  readonly props: JsonMap
}

export interface Training {
  readonly optimizer: Config
  readonly batch_size: number
  readonly epochs: number
  readonly seed: number
  readonly shuffle: boolean
  /** Keras's dtype policy for the computations of the layers. */
  readonly dtype_policy: DTypePolicy
  /** Factor on the loss of each class's rows, in the order of the classes; balanced: by the training rows of each. */
  readonly class_weight: number | readonly number[] | typeof BALANCED | null
  readonly callbacks: readonly Config[]
}

export interface Document {
  readonly name: string
  /** The network that is trained and exported. In a file with variants: the one open at the last save. */
  readonly main: NetworkId
  readonly networks: { readonly [id: NetworkId]: Network }
  readonly definitions: { readonly [id: string]: DefinitionEntry }
  readonly data: DataReference | null
  readonly training: Training
}

export const mainNetwork = (document: Document): Network => document.networks[document.main]!

const emptyCache = new WeakMap<Network['nodes'], boolean>()

/** Whether the network has no nodes. Cached, because many controls ask at each change and counting a thousand nodes takes time. */
export function isEmpty({ nodes }: Network): boolean {
  const cached = emptyCache.get(nodes) ?? Object.keys(nodes).length === 0
  emptyCache.set(nodes, cached)
  return cached
}
