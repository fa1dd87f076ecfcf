/** Large networks: a chain in which every fifth layer adds the output of the layer four positions earlier, so that a change of the first
 *  Dense changes every shape. */
import type { Document, Edge, Layer, Node } from '../../shared/document/document.ts'
import { emptyDocument, newLayer } from '../../shared/document/new.ts'

const SKIP_INTERVAL = 5
/** The number of nodes per column. */
const NODES_PER_COLUMN = 40

export function largeDocument(count: number): Document {
  const layers: Record<string, Layer> = {}
  const nodes: Record<string, Node> = {}
  const edges: Record<string, Edge> = {}
  const connect = (from: number, to: number, port: number) => {
    edges[`e${Object.keys(edges).length}`] = {
      from: { node: `n${from}`, port: 0 },
      to: { node: `n${to}`, port },
    }
  }
  for (let i = 0; i < count; i++) {
    const isSkip = i > SKIP_INTERVAL && i < count - 1 && i % SKIP_INTERVAL === 0
    const [type, props] =
      i === 0
        ? (['Input', { shape: [16] }] as const)
        : i === count - 1
          ? (['Output', { loss: 'mean_squared_error' }] as const)
          : i === 1
            ? (['Dense', { units: 16 }] as const)
            : isSkip
              ? (['Add', {}] as const)
              : (['Activation', { activation: 'tanh' }] as const)
    layers[`n${i}`] = { ...newLayer(type), props }
    nodes[`n${i}`] = {
      kind: 'layer',
      layer: `n${i}`,
      position: { x: Math.floor(i / NODES_PER_COLUMN) * 320, y: (i % NODES_PER_COLUMN) * 84 },
    }
    if (i > 0) connect(i - 1, i, 0)
    if (isSkip) connect(i - SKIP_INTERVAL + 1, i, 1)
  }
  const document = emptyDocument(`${count} layers`)
  return { ...document, networks: { main: { name: 'main', layers, nodes, edges, notes: {} } } }
}
