/** Facts of the drawn nodes, derived from the facts of the expanded network: groups with the sums of their contents, and the Inputs and
 *  Outputs inside them. */
import type { NodeId } from '../document/document.ts'
import { drawnAt } from '../document/groups.ts'
import { member } from '../fields/index.ts'
import { layers as layerFamily } from '../layers/index.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import type { Problem } from '../problem.ts'
import { type ExpandedGroup, type Expansion, type GroupPort, NOTHING } from './expand.ts'
import { automaticName } from './names.ts'
import type { NodeFacts } from './node-facts.ts'
import { checkLeaving } from './places.ts'
import * as texts from './texts.ts'

const definitions = new Map<string, LayerDefinition>()

/** A layer definition that stands for a group on the canvas: it has inputs and outputs but no arguments. */
function groupDefinition(inputs: number, outputs: number): LayerDefinition {
  const key = `${inputs} ${outputs}`
  const known = definitions.get(key)
  if (known) return known
  const definition: LayerDefinition = {
    type: 'Group',
    keras: '',
    family: 'group',
    help: {
      en: 'Layers of a network of their own, used as one block.',
      ko: '따로 그린 신경망의 층들을 블록 하나로 씁니다.',
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
  known: ReadonlyMap<NodeId, NodeFacts>,
): ReadonlyMap<NodeId, NodeFacts> {
  if (expanded.groups.size === 0) return known
  const facts = new Map<NodeId, NodeFacts>()
  const inside = sums(known)
  for (const id of expanded.drawn) {
    const group = expanded.groups.get(id)
    const port = expanded.ports.get(id)
    const own = known.get(id)
    if (group) facts.set(id, ofGroup(id, group, known, inside.get(id)))
    else if (port) facts.set(id, ofPort(id, port, expanded.leaving.get(id), known))
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
function sums(known: ReadonlyMap<NodeId, NodeFacts>): ReadonlyMap<NodeId, Sums> {
  const found = new Map<NodeId, Sums>()
  for (const [id, facts] of known) {
    const first = id === drawnAt(id)
    for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
      const group = drawnAt(`${id.slice(0, at)}/`).slice(0, -1)
      const sum = found.get(group) ?? { parameters: 0, nonTrainable: 0, layers: 0, problems: [] }
      found.set(group, sum)
      sum.parameters += facts.parameters
      sum.nonTrainable += facts.nonTrainable
      if (first) sum.layers += 1
      // A problem of a repetition counts only if the first repetition does not have it.
      sum.problems.push(...facts.problems.filter((p) => first || !sum.problems.some((q) => alike(p, q))))
    }
  }
  return found
}

const alike = (a: Problem, b: Problem): boolean =>
  a.code === b.code && a.node === b.node && a.field === b.field

function ofGroup(
  id: NodeId,
  group: ExpandedGroup,
  known: ReadonlyMap<NodeId, NodeFacts>,
  sum: Sums = { parameters: 0, nonTrainable: 0, layers: 0, problems: [] },
): NodeFacts {
  const { name, repeat, blocks, inputs, fault, loose, wires, lastUsed, inLoop } = group
  const n = inputs.length
  // A group without an Output is shown with one output.
  const count = Math.max(group.outputs, 1)
  const ends = fault === null ? blocks.at(-1)?.outputs : undefined
  const outputs = Array.from({ length: count }, (_, i) => known.get(ends?.[i] ?? NOTHING)?.output ?? null)
  const problems: Problem[] = []
  if (fault) problems.push(texts.groupFaults[fault](id, name, n, group.outputs))
  if (inLoop) problems.push(texts.cycle(id, name))
  else if (n === 1 && loose.length === 1) problems.push(texts.noInput(id, name))
  else if (loose.length > 0) problems.push(texts.tooFewInputs(id, name, n - loose.length, n, n))
  if (wires > n) problems.push(texts.tooManyInputs(id, name, wires, n))
  if (group.outputs > 0 && lastUsed >= group.outputs)
    problems.push(texts.noSuchOutput(id, name, lastUsed, group.outputs))
  return {
    definition: groupDefinition(n, count),
    name,
    props: {},
    shared: null,
    inputs: inputs.map((feed) => (feed === null ? null : (known.get(feed)?.output ?? null))),
    output: outputs[0] ?? null,
    parameters: sum.parameters,
    nonTrainable: sum.nonTrainable,
    trainable: true,
    problems: [...problems, ...sum.problems],
    group: { repeat, layers: sum.layers, outputs },
  }
}

function ofPort(
  id: NodeId,
  { layer, wired, feed }: GroupPort,
  leaving: number | undefined,
  known: ReadonlyMap<NodeId, NodeFacts>,
): NodeFacts {
  const name = layer.name || automaticName(layer.type)
  const shape = feed === null ? null : (known.get(feed)?.output ?? null)
  const definition = member(layerFamily, layer.type)!
  return {
    definition,
    name,
    props: {},
    shared: null,
    inputs: layer.type === 'Input' ? [] : [shape],
    output: shape,
    parameters: 0,
    nonTrainable: 0,
    trainable: true,
    problems: [...(wired ? [] : [texts.noInput(id, name)]), ...checkLeaving(id, name, definition, leaving)],
  }
}
