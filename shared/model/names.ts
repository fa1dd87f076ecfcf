/** Keras's layer names: the person's own, or the type in snake_case with a running number (dense, dense_1). */
import type { LayerId, Network, NodeId } from '../document/document.ts'
import { snakeCase } from '../document/ids.ts'

export function layerNames(network: Network, order: readonly NodeId[]): Map<LayerId, string> {
  const names = new Map<LayerId, string>()
  const taken = new Set<string>()
  for (const layer of Object.values(network.layers)) if (layer.name) taken.add(layer.name)
  const counts = new Map<string, number>()
  const ids = [...order.flatMap((id) => layerIdOf(network, id)), ...Object.keys(network.layers)]
  for (const id of ids) {
    const layer = network.layers[id]
    if (!layer || names.has(id)) continue
    names.set(id, layer.name || free(snakeCase(layer.type) || 'layer', counts, taken))
  }
  return names
}

const layerIdOf = (network: Network, id: NodeId): LayerId[] => {
  const node = network.nodes[id]
  return node?.kind === 'layer' ? [node.layer] : []
}

function free(base: string, counts: Map<string, number>, taken: Set<string>): string {
  for (;;) {
    const n = counts.get(base) ?? 0
    counts.set(base, n + 1)
    const name = n === 0 ? base : `${base}_${n}`
    if (!taken.has(name)) {
      taken.add(name)
      return name
    }
  }
}
