/** The networks that are timed, as documents: the same object is trained by us and described to the rivals. */

import { dataSources } from '../shared/data/sources.ts'
import type { Document, Edge, Layer, Node } from '../shared/document/document.ts'
import { emptyDocument, newLayer } from '../shared/document/new.ts'
import { configured } from '../shared/fields.ts'
import type { JsonObject } from '../shared/json.ts'
import { optimizers } from '../shared/training/optimizers/index.ts'

export interface BenchNetwork {
  readonly title: string
  readonly optimizer: 'sgd' | 'adam'
  readonly batch: number
  /** Units of the Dense layers; relu between, softmax at the end. */
  readonly units: readonly number[]
}

export const NETWORKS: readonly BenchNetwork[] = [
  { title: '784-300-100-10, SGD, batch 32', optimizer: 'sgd', batch: 32, units: [300, 100, 10] },
  { title: '784-300-100-10, Adam, batch 32', optimizer: 'adam', batch: 32, units: [300, 100, 10] },
]

/** Rows of Fashion-MNIST that train; the rest is set aside, so that every contender does the same number of steps. */
export const TRAIN_ROWS = 16_000
const SET_ASIDE = 70_000 - TRAIN_ROWS

export function benchDocument(network: BenchNetwork, epochs: number): Document {
  const chain: [string, JsonObject][] = [
    ['Input', { shape: [28, 28] }],
    ['Flatten', {}],
    ...network.units.map((units, i): [string, JsonObject] => [
      'Dense',
      { units, activation: i === network.units.length - 1 ? 'softmax' : 'relu' },
    ]),
    ['Output', {}],
  ]
  const layers: Record<string, Layer> = {}
  const nodes: Record<string, Node> = {}
  const edges: Record<string, Edge> = {}
  for (const [i, [type, props]] of chain.entries()) {
    layers[`layer_${i}`] = { ...newLayer(type), props }
    nodes[`node_${i}`] = { kind: 'layer', layer: `layer_${i}`, position: { x: 0, y: 84 * i } }
    if (i > 0)
      edges[`edge_${i}`] = { from: { node: `node_${i - 1}`, port: 0 }, to: { node: `node_${i}`, port: 0 } }
  }
  const document = emptyDocument(`bench-${network.optimizer}`)
  return {
    ...document,
    networks: { main: { ...document.networks.main!, layers, nodes, edges } },
    data: {
      source: configured(dataSources, 'fashion_mnist'),
      split: { validation: 0, test: SET_ASIDE, seed: 42, stratify: true },
      fingerprint: null,
    },
    training: {
      ...document.training,
      optimizer: configured(optimizers, network.optimizer),
      batch_size: network.batch,
      epochs,
      callbacks: [],
    },
  }
}
