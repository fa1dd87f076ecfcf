/** The differences between two documents by layer, for choosing which of the two to keep. */
import type { Document, Layer } from './document.ts'

export interface Differences {
  /** Ids of layers, over all networks. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Layers of the same id with another type or other arguments. */
  readonly changed: readonly string[]
  /** Whether edges between layers of both documents differ. */
  readonly edgesDiffer: boolean
  /** Whether the training settings or the data differ. */
  readonly settingsDiffer: boolean
}

export function compareDocuments(before: Document, after: Document): Differences {
  const [layersBefore, layersAfter] = [layersOf(before), layersOf(after)]
  const added = [...layersAfter.keys()].filter((key) => !layersBefore.has(key))
  const removed = [...layersBefore.keys()].filter((key) => !layersAfter.has(key))
  const changed = [...layersAfter].filter(
    ([key, layer]) => layersBefore.has(key) && !isEqual(layersBefore.get(key), layer),
  )
  // Their edges appear and disappear with them.
  const ignored = new Set([...added, ...removed])
  const idOf = (key: string) => key.slice(key.indexOf('\n') + 1)
  return {
    added: added.map(idOf),
    removed: removed.map(idOf),
    changed: changed.map(([key]) => idOf(key)),
    edgesDiffer: !isEqual(edgesOf(before, ignored), edgesOf(after, ignored)),
    settingsDiffer: !isEqual(before.training, after.training) || !isEqual(before.data, after.data),
  }
}

/** Compares plain data. Keys keep their order in a document, so the JSON text is enough. */
const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function layersOf(document: Document): Map<string, Layer> {
  const found = new Map<string, Layer>()
  for (const [network, { layers }] of Object.entries(document.networks))
    for (const [id, layer] of Object.entries(layers)) found.set(`${network}\n${id}`, layer)
  return found
}

/** Edges between nodes whose layers are not ignored. */
function edgesOf(document: Document, ignored: ReadonlySet<string>): readonly string[] {
  return Object.entries(document.networks)
    .flatMap(([network, { nodes, edges }]) =>
      Object.values(edges)
        .filter(({ from, to }) =>
          [from, to].every(({ node: id }) => {
            const node = nodes[id]
            return node?.kind !== 'layer' || !ignored.has(`${network}\n${node.layer}`)
          }),
        )
        .map(({ from, to }) => `${network} ${from.node}:${from.port} ${to.node}:${to.port}`),
    )
    .sort()
}
