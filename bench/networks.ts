/** The networks of the bench. The same object becomes a document for our engine and a description for the rivals. */

import { optimizers } from '../shared/catalog/optimizers/index.ts'
import type { Document, Edge, Layer, Node } from '../shared/document/document.ts'
import { emptyDocument, newLayer } from '../shared/document/new.ts'
import { createConfig } from '../shared/fields/index.ts'
import type { JsonObject } from '../shared/json.ts'
import { type BenchData, prepareBenchData } from './data.ts'

/** A layer by its name in Keras, with its arguments. */
export type BenchLayer = readonly [type: string, props?: JsonObject]

export interface BenchNetwork {
  readonly title: string
  readonly data: BenchData
  readonly layers: readonly BenchLayer[]
  readonly optimizer: 'sgd' | 'adam' | 'nadam'
  readonly batch: number
  /** The layer sizes, from the features on, whose matrix products are timed alone. */
  readonly productSizes?: readonly number[]
}

const dense = (units: number, activation: string, options: JsonObject = {}): BenchLayer => [
  'Dense',
  { units, activation, ...options },
]
const normalization: BenchLayer = ['BatchNormalization', {}]

const lesson: readonly BenchLayer[] = [
  ['Flatten'],
  dense(300, 'relu'),
  dense(100, 'relu'),
  dense(10, 'softmax'),
]
const fashion = (rows: number): BenchData => ({ kind: 'fashion', rows })
const lessonWith = (optimizer: 'sgd' | 'adam', batch: number, rows: number): BenchNetwork => ({
  title: `784-300-100-10, ${optimizer === 'sgd' ? 'SGD' : 'Adam'}, batch ${batch}`,
  data: fashion(rows),
  layers: lesson,
  optimizer,
  batch,
  productSizes: [784, 300, 100, 10],
})

export const NETWORKS: readonly BenchNetwork[] = [
  lessonWith('sgd', 32, 16_000),
  lessonWith('adam', 32, 16_000),
  {
    title: '784-300-100-10 with BatchNormalization, ELU, Dropout, Nadam, batch 32',
    data: fashion(16_000),
    layers: [
      ['Flatten'],
      normalization,
      ...[300, 100].flatMap((units): BenchLayer[] => [
        dense(units, 'linear', { use_bias: false, kernel_initializer: 'he_normal' }),
        normalization,
        ['Activation', { activation: 'elu' }],
        ['Dropout', { rate: 0.2 }],
      ]),
      dense(10, 'softmax'),
    ],
    optimizer: 'nadam',
    batch: 32,
    productSizes: [784, 300, 100, 10],
  },
  {
    title: '3072-100×20-10 with BatchNormalization, Adam, batch 128',
    data: { kind: 'pixels', rows: 12_800, features: 3072, classes: 10 },
    layers: [
      ...Array.from({ length: 20 }, (): BenchLayer[] => [dense(100, 'elu'), normalization]).flat(),
      dense(10, 'softmax'),
    ],
    optimizer: 'adam',
    batch: 128,
    productSizes: [3072, ...Array.from({ length: 20 }, () => 100), 10],
  },
  {
    title: '4-10-3, Adam, batch 16',
    data: { kind: 'table', rows: 16_000, features: 4, classes: 3 },
    layers: [dense(10, 'relu'), dense(3, 'softmax')],
    optimizer: 'adam',
    batch: 16,
  },
  {
    title: '30-64-32-1, Adam, batch 32',
    data: { kind: 'table', rows: 32_000, features: 30, classes: 0 },
    layers: [dense(64, 'relu'), dense(32, 'relu'), dense(1, 'linear')],
    optimizer: 'adam',
    batch: 32,
  },
  lessonWith('adam', 256, 49_152),
  lessonWith('adam', 1024, 49_152),
]

/** @param folder with the files of synthetic rows */
export function benchDocument(network: BenchNetwork, epochs: number, folder: string): Document {
  const { shape, source, unusedRows, classes } = prepareBenchData(network.data, folder)
  const chain: readonly BenchLayer[] = [
    ['Input', { shape }],
    ...network.layers,
    [
      'Output',
      classes > 0
        ? { loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }
        : { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] },
    ],
  ]
  const layers: Record<string, Layer> = {}
  const nodes: Record<string, Node> = {}
  const edges: Record<string, Edge> = {}
  for (const [i, [type, props]] of chain.entries()) {
    layers[`layer_${i}`] = { ...newLayer(type), props: props ?? {} }
    nodes[`node_${i}`] = { kind: 'layer', layer: `layer_${i}`, position: { x: 0, y: 84 * i } }
    if (i > 0)
      edges[`edge_${i}`] = { from: { node: `node_${i - 1}`, port: 0 }, to: { node: `node_${i}`, port: 0 } }
  }
  const document = emptyDocument('bench')
  return {
    ...document,
    networks: { main: { ...document.networks.main!, layers, nodes, edges } },
    data: {
      source,
      split: { method: 'train_test_split', validation: 0, test: unusedRows, seed: 42, stratify: classes > 0 },
      fingerprint: null,
    },
    training: {
      ...document.training,
      optimizer: createConfig(optimizers, network.optimizer),
      batch_size: network.batch,
      epochs,
      callbacks: [],
    },
  }
}
