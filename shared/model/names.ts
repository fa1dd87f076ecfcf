/** Keras's layer names: the person's own, or the type in snake_case with a running number (dense, dense_1). */
import type { Layer, LayerId, Network, NodeId } from '../document/document.ts'
import { snakeCase } from '../document/ids.ts'

/** What Keras takes for a layer's name on TensorFlow, where it becomes the name of a scope (tensorflow/python/framework/ops.py). */
export const KERAS_NAME = /^[A-Za-z0-9.][A-Za-z0-9_.>-]*$/

/** Name of an unnamed layer before it is numbered. Keras has no class Input: its keras.Input makes an InputLayer. */
export const automaticName = (type: string): string =>
  type === 'Input' ? 'input_layer' : snakeCase(type) || 'layer'

/** What a layer's name is made from. */
export type Called = Pick<Layer, 'type' | 'name'>

/** Why a name the person gave cannot be used: Keras refuses it, or another layer has it. */
export type NameFault = 'refused' | 'taken'

/** Names for all layers, unique and such that Keras takes them: a name that cannot be used gives way to an automatic one. */
export function layerNames(
  network: { readonly nodes: Network['nodes']; readonly layers: Readonly<Record<LayerId, Called>> },
  order: readonly NodeId[],
): { readonly names: ReadonlyMap<LayerId, string>; readonly faults: ReadonlyMap<LayerId, NameFault> } {
  const ids = new Set([...order.flatMap((id) => layerIdOf(network, id)), ...Object.keys(network.layers)])
  const names = new Map<LayerId, string>()
  const faults = new Map<LayerId, NameFault>()
  const taken = new Set<string>()
  for (const id of ids) {
    const own = network.layers[id]?.name
    if (!own) continue
    if (!KERAS_NAME.test(own)) faults.set(id, 'refused')
    else if (taken.has(own)) faults.set(id, 'taken')
    else {
      names.set(id, own)
      taken.add(own)
    }
  }
  const counts = new Map<string, number>()
  for (const id of ids) {
    const layer = network.layers[id]
    if (layer && !names.has(id)) names.set(id, free(automaticName(layer.type), counts, taken))
  }
  return { names, faults }
}

const layerIdOf = (network: Pick<Network, 'nodes'>, id: NodeId): LayerId[] => {
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
