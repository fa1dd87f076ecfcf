/** Facts of the drawn nodes, derived from the facts of the expanded network: groups with the sums of their contents, and the Inputs and
 *  Outputs inside them. */

import { layers as layerFamily } from '../catalog/layers/index.ts'
import type { LayerDefinition } from '../catalog/layers/layer.ts'
import type { NodeId } from '../document/document.ts'
import { withoutRepetition } from '../document/groups.ts'
import { findMember } from '../fields/index.ts'
import { type ExpandedGroup, type Expansion, type GroupPort, NO_SOURCE } from './expansion/expansion.ts'
import type { Problem } from './fix.ts'
import { automaticName } from './names.ts'
import type { NodeFacts } from './node-facts.ts'
import { checkUsedOutput } from './places.ts'
import * as texts from './texts.ts'

const definitions = new Map<string, LayerDefinition>()

/** A layer definition that stands for a group on the canvas: it has inputs and outputs but no arguments. */
function groupDefinition(inputs: number, outputs: number): LayerDefinition {
  const key = `${inputs} ${outputs}`
  const cached = definitions.get(key)
  if (cached) return cached
  const definition: LayerDefinition = {
    type: 'Group',
    category: 'group',
    help: {
      en: 'A network of its own, used as one block.',
      ko: '따로 그린 신경망을 블록 하나로 씁니다.',
    },
    fields: {},
    inputs: inputs > 1 ? { min: inputs, max: inputs, ordered: true } : inputs === 1 ? 1 : 0,
    outputs,
    build: () => {
      throw new Error('A group is replaced by its layers before anything is built.')
    },
  }
  definitions.set(key, definition)
  return definition
}

/** Facts of all drawn nodes, in the order of drawing.
 *  @param factsByNode facts of the layers */
export function drawnFacts(
  expanded: Expansion,
  factsByNode: ReadonlyMap<NodeId, NodeFacts>,
): ReadonlyMap<NodeId, NodeFacts> {
  if (expanded.groups.size === 0) return factsByNode
  const facts = new Map<NodeId, NodeFacts>()
  const sumsByGroup = sumByGroup(factsByNode)
  for (const id of expanded.drawn) {
    const group = expanded.groups.get(id)
    const port = expanded.ports.get(id)
    const own = factsByNode.get(id)
    if (group) facts.set(id, factsOfGroup(id, group, factsByNode, sumsByGroup.get(id)))
    else if (port) facts.set(id, factsOfPort(id, port, expanded.lastUsedOutputs.get(id), factsByNode))
    else if (own) facts.set(id, own)
  }
  return facts
}

interface Sums {
  parameters: number
  nonTrainable: number
  layers: number
  problems: Problem[]
}

/** Sums over all layers inside each group, over all repetitions. A layer that two nodes share counts for both. */
function sumByGroup(factsByNode: ReadonlyMap<NodeId, NodeFacts>): ReadonlyMap<NodeId, Sums> {
  const found = new Map<NodeId, Sums>()
  for (const [id, facts] of factsByNode) {
    const isFirst = id === withoutRepetition(id)
    for (let slash = id.lastIndexOf('/'); slash > 0; slash = id.lastIndexOf('/', slash - 1)) {
      const group = withoutRepetition(`${id.slice(0, slash)}/`).slice(0, -1)
      const sum = found.get(group) ?? { parameters: 0, nonTrainable: 0, layers: 0, problems: [] }
      found.set(group, sum)
      sum.parameters += facts.parameters
      sum.nonTrainable += facts.nonTrainable
      if (isFirst) sum.layers += 1
      // A problem of a repetition counts only if the first repetition does not have it.
      sum.problems.push(
        ...facts.problems.filter((p) => isFirst || !sum.problems.some((q) => isSameProblem(p, q))),
      )
    }
  }
  return found
}

const isSameProblem = (a: Problem, b: Problem): boolean =>
  a.code === b.code && a.node === b.node && a.field === b.field

function factsOfGroup(
  id: NodeId,
  group: ExpandedGroup,
  factsByNode: ReadonlyMap<NodeId, NodeFacts>,
  sum: Sums = { parameters: 0, nonTrainable: 0, layers: 0, problems: [] },
): NodeFacts {
  const { name, repeat, blocks, inputs, fault, unconnected, edgeCount, lastUsedOutput, inCycle } = group
  const inputCount = inputs.length
  // A group without an Output is shown with one output.
  const outputCount = Math.max(group.outputs, 1)
  const ends = fault === null ? blocks.at(-1)?.outputs : undefined
  const outputs = Array.from(
    { length: outputCount },
    (_, i) => factsByNode.get(ends?.[i] ?? NO_SOURCE)?.output ?? null,
  )
  const problems: Problem[] = []
  if (fault) problems.push(texts.groupFaults[fault](id, name, inputCount, group.outputs))
  if (inCycle) problems.push(texts.cycle(id, name))
  else if (inputCount === 1 && unconnected.length === 1) problems.push(texts.noInput(id, name))
  else if (unconnected.length > 0)
    problems.push(texts.tooFewInputs(id, name, inputCount - unconnected.length, inputCount, inputCount))
  if (edgeCount > inputCount) problems.push(texts.tooManyInputs(id, name, edgeCount, inputCount))
  if (group.outputs > 0 && lastUsedOutput >= group.outputs)
    problems.push(texts.noSuchOutput(id, name, lastUsedOutput, group.outputs))
  return {
    definition: groupDefinition(inputCount, outputCount),
    name,
    props: {},
    shared: null,
    inputs: inputs.map((feed) => (feed === null ? null : (factsByNode.get(feed)?.output ?? null))),
    output: outputs[0] ?? null,
    parameters: sum.parameters,
    nonTrainable: sum.nonTrainable,
    trainable: true,
    problems: [...problems, ...sum.problems],
    group: { repeat, layers: sum.layers, outputs },
  }
}

function factsOfPort(
  id: NodeId,
  { layer, isConnected, source }: GroupPort,
  lastUsedOutput: number | undefined,
  factsByNode: ReadonlyMap<NodeId, NodeFacts>,
): NodeFacts {
  const name = layer.name || automaticName(layer.type)
  const shape = source === null ? null : (factsByNode.get(source)?.output ?? null)
  const definition = findMember(layerFamily, layer.type)!
  return {
    definition,
    name,
    props: {},
    shared: null,
    inputs: definition.role === 'input' ? [] : [shape],
    output: shape,
    parameters: 0,
    nonTrainable: 0,
    trainable: true,
    problems: [
      ...(isConnected ? [] : [texts.noInput(id, name)]),
      ...checkUsedOutput(id, name, definition, lastUsedOutput),
    ],
  }
}
