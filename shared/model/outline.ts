/** A partial model of a network with errors: every layer and edge, with their errors. The exported program shows it; it is not trained. */

import type { LayerDefinition } from '../catalog/layers/layer.ts'
import type { Document } from '../document/document.ts'
import type { Analysis } from './analyze.ts'
import type { Problem } from './fix.ts'
import type { Model, ModelCall, ModelLayer } from './model.ts'
import type { NodeFacts } from './node-facts.ts'
import type { Place } from './places.ts'

/** The document as a model. A layer of an unknown type has no class, and a missing input is omitted. */
export function outlineOf(document: Document, { structure, nodes }: Analysis): Model {
  const { places, expanded, ends } = structure
  const errors = errorsOf(places, nodes)
  const callAt = new Map<number, number>()
  const layerAt = new Map<number, ModelLayer>()
  const calls: ModelCall[] = []
  for (const [i, place] of places.entries()) {
    const facts = factsOf(place, nodes)
    const layer = layerAt.get(place.first) ?? layerOf(document, place, facts, errors.get(place.first) ?? [])
    layerAt.set(place.first, layer)
    callAt.set(i, calls.length)
    calls.push({
      node: place.node,
      layer,
      inputs: place.sources.flatMap((from) =>
        places[from]?.definition?.outputs === 0 ? [] : (callAt.get(from) ?? []),
      ),
      inputShapes: facts.inputs.filter((shape) => shape !== null),
      outputShape: facts.output ?? [],
    })
  }
  const callsOf = (all: readonly number[]) => all.flatMap((i) => callAt.get(i) ?? [])
  const hasCycle = expanded.cyclic.length > 0
  return {
    name: document.name,
    layers: [...layerAt.values()].filter(({ definition }) => definition.category !== 'io'),
    calls,
    inputs: callsOf(ends.input),
    outputs: callsOf(ends.output),
    blocks: hasCycle
      ? []
      : [...expanded.groups.values()].flatMap(({ fault, blocks }) => (fault ? [] : blocks)),
  }
}

/** A repetition has the facts of the first one. */
const factsOf = ({ node, at }: Place, nodes: Analysis['nodes']): NodeFacts =>
  nodes.get(node) ?? nodes.get(at)!

/** The errors of each layer, at all places that share it, by its first place. */
function errorsOf(places: readonly Place[], nodes: Analysis['nodes']) {
  const errors = new Map<number, Problem[]>()
  for (const place of places) {
    const existing = errors.get(place.first) ?? []
    const added = factsOf(place, nodes).problems.filter(
      (p) => p.severity === 'error' && !existing.includes(p),
    )
    if (added.length > 0) errors.set(place.first, [...existing, ...added])
  }
  return errors
}

function layerOf(document: Document, place: Place, facts: NodeFacts, errors: readonly Problem[]): ModelLayer {
  const layer = document.networks[place.network]!.layers[place.layer]!
  return {
    id: place.instance,
    name: place.name,
    definition: place.definition ?? UNKNOWN_LAYER,
    props: facts.props,
    shared: facts.shared,
    trainable: layer.trainable,
    dtype: layer.dtype,
    weights: [],
    faults: { messages: errors.map((p) => p.message.en), fields: errors.flatMap(fieldOf) },
  }
}

/** The argument at fault, if its value cannot be written. */
const fieldOf = ({ code, field }: Problem): string[] =>
  code === 'bad-field' && field !== null ? [field.split('.')[0]!] : []

/** The definition of an unknown layer type. */
const UNKNOWN_LAYER: LayerDefinition = {
  type: 'Layer',
  category: 'core',
  help: { en: 'Unknown layer type.', ko: '알 수 없는 종류의 층입니다.' },
  fields: {},
  inputs: 1,
  outputs: 1,
  build: () => {
    throw new Error('A network with errors is not built.')
  },
}
