/** Keras layer names: the person's own, or the type in snake_case with the number that the layer was given first (dense, dense_1). */
import { layers } from '../catalog/layers/index.ts'
import type { Layer, LayerId, Network, NodeId } from '../document/document.ts'
import { snakeCase } from '../document/ids.ts'
import { findMember } from '../fields/index.ts'

/** Layer names that Keras accepts on TensorFlow, where they become scope names (tensorflow/python/framework/ops.py). */
export const KERAS_NAME = /^[A-Za-z0-9.][A-Za-z0-9_.>-]*$/

/** Name of an unnamed layer without its number: that of its Keras class. */
export const automaticName = (type: string): string =>
  snakeCase(findMember(layers, type)?.kerasClass ?? type) || 'layer'

/** The properties of a layer from which its name is derived. */
export type NamedLayer = Pick<Layer, 'type' | 'name'>

/** The reason why a person's name cannot be used: Keras refuses it, or another layer has it. */
export type NameFault = 'refused' | 'taken'

/** Unique, valid names for all layers; an automatic name replaces one that cannot be used. */
export function layerNames(
  network: { readonly nodes: Network['nodes']; readonly layers: Readonly<Record<LayerId, NamedLayer>> },
  order: readonly NodeId[],
): { readonly names: ReadonlyMap<LayerId, string>; readonly faults: ReadonlyMap<LayerId, NameFault> } {
  const ids = new Set([...order.flatMap((id) => layerIdOf(network, id)), ...Object.keys(network.layers)])
  const names = new Map<LayerId, string>()
  const faults = new Map<LayerId, NameFault>()
  const taken = new Set<string>()
  for (const id of ids) {
    const ownName = network.layers[id]?.name
    if (!ownName) continue
    if (!KERAS_NAME.test(ownName)) faults.set(id, 'refused')
    else if (taken.has(ownName)) faults.set(id, 'taken')
    else {
      names.set(id, ownName)
      taken.add(ownName)
    }
  }
  /** The next free number by base name. */
  const nextNumbers = new Map<string, number>()
  const assign = (id: LayerId, base: string, preferred?: number): void => {
    let n = preferred ?? nextNumbers.get(base) ?? 0
    while (taken.has(numbered(base, n))) n++
    if (preferred === undefined) nextNumbers.set(base, n + 1)
    names.set(id, numbered(base, n))
    taken.add(numbered(base, n))
  }
  const unnamed = Object.entries(network.layers).filter(([id]) => !names.has(id))
  const inBlocks = new Set(
    unnamed.flatMap(([id, { type }]) => (id.includes('/') ? [automaticName(type)] : [])),
  )
  const outsideBlocks = unnamed.filter(([, { type }]) => !inBlocks.has(automaticName(type)))
  for (const [id, { type }] of outsideBlocks) {
    const firstNumber = numberFromId(id, type)
    if (firstNumber !== null) assign(id, automaticName(type), firstNumber)
  }
  for (const [id, { type }] of outsideBlocks) if (!names.has(id)) assign(id, automaticName(type))
  // A type that also occurs inside a block is numbered in the order in which Keras creates the layers, because the function that an
  // exported program makes of a block sets no names.
  for (const id of ids) {
    const layer = network.layers[id]
    if (layer && !names.has(id)) assign(id, automaticName(layer.type))
  }
  return { names, faults }
}

const numbered = (base: string, n: number): string => (n === 0 ? base : `${base}_${n}`)

/** The number that a layer was given first, from its id: the ids `dense`, `dense_2`, `dense_3`… become dense, dense_1, dense_2. So
 *  adding edges, or deleting and renaming other layers, changes no name. null for an id of another form. */
function numberFromId(id: LayerId, type: string): number | null {
  const [, count] = new RegExp(`^${snakeCase(type)}(?:_(\\d{1,6}))?$`).exec(id) ?? []
  if (count !== undefined) return Number(count) > 1 ? Number(count) - 1 : Number(count)
  return id === snakeCase(type) ? 0 : null
}

const layerIdOf = (network: Pick<Network, 'nodes'>, id: NodeId): LayerId[] => {
  const node = network.nodes[id]
  return node?.kind === 'layer' ? [node.layer] : []
}
