/** The layers of an expanded network in order, each with the facts that no argument changes: its name, its sources, and the problems of
 *  its name and edges. */

import { layers as layerFamily } from '../catalog/layers/index.ts'
import { inputArity, type LayerDefinition } from '../catalog/layers/layer.ts'
import type { LayerId, NetworkId, NodeId } from '../document/document.ts'
import { withoutRepetition } from '../document/groups.ts'
import { findMember } from '../fields/index.ts'
import type { Expansion } from './expansion/expansion.ts'
import type { Problem } from './fix.ts'
import { disconnectFrom } from './fixes.ts'
import type { layerNames } from './names.ts'
import * as texts from './texts.ts'

export interface Place {
  readonly node: NodeId
  /** The drawn node: inside a repeated group, that of the first repetition. */
  readonly at: NodeId
  readonly network: NetworkId
  /** Id in the network's layers. */
  readonly layer: LayerId
  /** The same for all places that share its weights, different for all others. */
  readonly instance: LayerId
  /** Index of the first place with this instance. */
  readonly first: number
  /** null for an unknown type. */
  readonly definition: LayerDefinition | null
  /** Keras layer name. */
  readonly name: string
  /** Indices of the places that feed it, in the order of its inputs and at most as many as it accepts; −1 for none. Empty in a cycle
   *  and for an unknown type. */
  readonly sources: readonly number[]
  /** Whether it has as many inputs as it needs. */
  readonly hasAllInputs: boolean
  readonly problems: readonly Problem[]
}

/** Checks for an edge from an output that does not exist, which a file may contain.
 *  @param lastUsedOutput highest index of an output with an edge, from 0 */
export function checkUsedOutput(
  at: NodeId,
  name: string,
  { outputs }: LayerDefinition,
  lastUsedOutput: number | undefined,
): Problem[] {
  if (lastUsedOutput === undefined || lastUsedOutput < outputs) return []
  return [
    texts.noWayOut(at, name, lastUsedOutput, outputs, {
      label: texts.fixes.disconnect,
      apply: (d) => disconnectFrom(d, at, outputs),
    }),
  ]
}

export function placesOf(
  { nodes, layers, sources, order, cyclic, downstream, lastUsedOutputs }: Expansion,
  { names, faults }: ReturnType<typeof layerNames>,
): { readonly places: readonly Place[]; readonly placeOf: ReadonlyMap<NodeId, number> } {
  const ids = [...order, ...cyclic, ...downstream]
  const placeOf = new Map(ids.map((id, i) => [id, i]))
  const cyclicIds = new Set(cyclic)
  const firsts = new Map<LayerId, number>()
  const places = ids.map((node, i): Place => {
    const at = withoutRepetition(node)
    const { layer: instance } = nodes[node]!
    const { id: layer, network, type, name: ownName } = layers[instance]!
    const name = names.get(instance)!
    const definition = findMember(layerFamily, type) ?? null
    const first = firsts.get(instance) ?? i
    firsts.set(instance, first)
    const place = { node, at, network, layer, instance, first, definition, name }
    if (!definition)
      return { ...place, sources: [], hasAllInputs: false, problems: [texts.unknownLayer(at, type)] }
    const problems: Problem[] = []
    const nameFault = faults.get(instance)
    if (nameFault) problems.push(texts.badName(at, ownName, name, nameFault))
    const from = sources.get(node) ?? []
    const { min, max } = inputArity(definition)
    if (cyclicIds.has(node)) problems.push(texts.cycle(at, name))
    else if (from.length < min)
      problems.push(max === 1 ? texts.noInput(at, name) : texts.tooFewInputs(at, name, from.length, min, max))
    if (from.length > max) problems.push(texts.tooManyInputs(at, name, from.length, max))
    problems.push(...checkUsedOutput(at, name, definition, lastUsedOutputs.get(node)))
    const sourceIndices = cyclicIds.has(node) ? [] : from.slice(0, max).map((id) => placeOf.get(id) ?? -1)
    return { ...place, sources: sourceIndices, hasAllInputs: sourceIndices.length >= min, problems }
  })
  return { places, placeOf }
}
