/** Large networks: a chain in which every fifth layer adds the output of the layer four positions earlier, so that a change of the first
 *  Dense changes every shape. */
import type { Document, Edge, Layer, Node } from '../../shared/document/document.ts'
import { emptyDocument, newLayer } from '../../shared/document/new.ts'

const EVERY = 5
/** The number of nodes per column. */
const COLUMN = 40

export function largeDocument(count: number): Document {
  const layers: Record<string, Layer> = {}
  const nodes: Record<string, Node> = {}
  const edges: Record<string, Edge> = {}
  const join = (from: number, to: number, port: number) => {
    edges[`e${Object.keys(edges).length}`] = {
      from: { node: `n${from}`, port: 0 },
      to: { node: `n${to}`, port },
    }
  }
  for (let i = 0; i < count; i++) {
    const joins = i > EVERY && i < count - 1 && i % EVERY === 0
    const [type, props] =
      i === 0
        ? (['Input', { shape: [16] }] as const)
        : i === count - 1
          ? (['Output', { loss: 'mean_squared_error' }] as const)
          : i === 1
            ? (['Dense', { units: 16 }] as const)
            : joins
              ? (['Add', {}] as const)
              : (['Activation', { activation: 'tanh' }] as const)
    layers[`n${i}`] = { ...newLayer(type), props }
    nodes[`n${i}`] = {
      kind: 'layer',
      layer: `n${i}`,
      position: { x: Math.floor(i / COLUMN) * 320, y: (i % COLUMN) * 84 },
    }
    if (i > 0) join(i - 1, i, 0)
    if (joins) join(i - EVERY + 1, i, 1)
  }
  const document = emptyDocument(`${count} layers`)
  return { ...document, networks: { main: { name: 'main', layers, nodes, edges, notes: {} } } }
}
