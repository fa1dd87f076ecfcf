/** A network and training settings for prepared data, where a person has drawn none: plain, small, and stopped before it overfits. */
import { callbacks } from '../catalog/callbacks/index.ts'
import { optimizers } from '../catalog/optimizers/index.ts'
import type { DataInfo, TargetInfo } from '../data/data-info.ts'
import { createConfig } from '../fields/index.ts'
import type { Json } from '../json.ts'
import { ROW_STEP } from './direction.ts'
import type { Document, Edge, Layer, LayerNode, Network, Position, Training } from './document.ts'
import { headOf } from './head.ts'
import { newLayer } from './new.ts'

/** Settings by the number of training rows: the more rows, the larger the network that they can teach, and the fewer passes it takes. */
const SIZES = [
  { rows: 500, hidden: [16], batch: 16, epochs: 200, rate: 0.01 },
  { rows: 5000, hidden: [32, 16], batch: 32, epochs: 200, rate: 0.003 },
  { rows: 50_000, hidden: [64, 32], batch: 64, epochs: 100, rate: 0.001 },
  { rows: Number.POSITIVE_INFINITY, hidden: [128, 64], batch: 256, epochs: 50, rate: 0.001 },
] as const
const sizeFor = (rows: number) => SIZES.find((size) => rows < size.rows) ?? SIZES.at(-1)!

/** Share of the epochs without improvement after which the training stops. */
const PATIENCE = 0.1
/** Distance between the heads of several targets. */
const HEAD_STEP = 220
/** Initial predictions of a network are of about this size, so that targets far beyond it are scaled. */
const USUAL_SIZE = 10

export function suggestNetwork(data: DataInfo): Network {
  const { hidden } = sizeFor(data.rows.train)
  const builder = networkBuilder()
  builder.add('Input', { shape: [...data.shape] })
  if (data.shape.length > 1) builder.add('Flatten', {})
  for (const units of hidden)
    builder.add('Dense', { units, activation: 'relu', kernel_initializer: 'he_normal' })
  const fork = builder.last()
  for (const [head, target] of data.targets.entries()) {
    builder.continueFrom(fork, head)
    const name: { readonly [field: string]: Json } = head === 0 ? {} : { target: target.name }
    const { dense, output } = headOf(target)
    builder.add('Dense', dense)
    const scaling = target.kind === 'number' ? scalingOf(target) : null
    if (scaling) builder.add('Rescaling', scaling)
    builder.add('Output', { ...output, ...name })
  }
  return builder.finish()
}

/** @param training the settings that stay: seed, number format … */
export function suggestTraining({ rows }: DataInfo, training: Training): Training {
  const { batch, epochs, rate } = sizeFor(rows.train)
  const stopping = createConfig(callbacks, 'EarlyStopping', {
    patience: Math.max(Math.round(epochs * PATIENCE), 5),
    restore_best_weights: true,
  })
  return {
    ...training,
    optimizer: createConfig(optimizers, 'adam', { learning_rate: rate }),
    batch_size: batch,
    epochs,
    // Without validation rows there is nothing to stop by.
    callbacks: rows.validation > 0 ? [stopping] : [],
  }
}

/** Replaces the main network and the training settings by the suggested ones. */
export const applySuggestedNetwork = (document: Document, data: DataInfo): Document => ({
  ...document,
  networks: {
    ...document.networks,
    [document.main]: { ...suggestNetwork(data), name: document.networks[document.main]!.name },
  },
  training: suggestTraining(data, document.training),
})

/** scale and offset that turn numbers around 0 into those of the target; null if it is of a usual size already. */
function scalingOf({ scaling }: TargetInfo): { scale: number; offset: number } | null {
  if (!scaling) return null
  const { offset, scale } = scaling
  const isUsual = Math.abs(offset) <= USUAL_SIZE && scale <= USUAL_SIZE && scale >= 1 / USUAL_SIZE
  return isUsual ? null : { scale: rounded(scale), offset: rounded(offset) }
}

/** Two digits: the numbers only have to be of the right size, and a person reads them. */
const rounded = (value: number): number => Number(value.toPrecision(2))

/** Adds layers one below the other. */
function networkBuilder() {
  const layers: { [id: string]: Layer } = {}
  const nodes: { [id: string]: LayerNode } = {}
  const edges: { [id: string]: Edge } = {}
  let position: Position = { x: 240, y: 0 }
  let last: string | null = null
  return {
    add(type: string, props: { readonly [field: string]: Json }): void {
      const stem = type.toLowerCase()
      let [id, number] = [stem, 1]
      while (Object.hasOwn(layers, id)) id = `${stem}_${++number}`
      layers[id] = { ...newLayer(type), props: { ...props } }
      nodes[id] = { kind: 'layer', layer: id, position }
      if (last !== null)
        edges[`${last}->${id}`] = { from: { node: last, port: 0 }, to: { node: id, port: 0 } }
      position = { x: position.x, y: position.y + ROW_STEP }
      last = id
    },
    last: (): string => last!,
    /** The next layer follows `node`, in the column of a head. */
    continueFrom(node: string, head: number): void {
      last = node
      const { x, y } = nodes[node]!.position
      position = { x: x + head * HEAD_STEP, y: y + ROW_STEP }
    },
    finish: (): Network => ({ name: 'main', layers, nodes, edges, notes: {} }),
  }
}
