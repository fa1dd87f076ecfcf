/** Document → shapes, counts, problems and, when nothing is wrong, the model. Works on a half-built network too: a node that
 *  cannot be worked out keeps its problem and the rest goes on. Pure; memoized by the document's parts. */
import type { DataInfo } from '../data/data-info.ts'
import type { Document, NodeId } from '../document/document.ts'
import { drawnAt } from '../document/groups.ts'
import type { Shape } from '../graph/shape.ts'
import { hasError, type Problem } from '../problem.ts'
import { advise } from './advice/index.ts'
import { checkAgainstData } from './check-data.ts'
import { checkMeaning } from './checks.ts'
import { addInput, addOutput } from './fixes.ts'
import { drawnFacts } from './group-facts.ts'
import type { LayerFacts } from './layer-facts.ts'
import type { Model, ModelCall, ModelLayer } from './model.ts'
import { type NodeFacts, nodeFacts } from './node-facts.ts'
import type { Place } from './places.ts'
import { type Structure, structureOf } from './structure.ts'
import * as texts from './texts.ts'

export interface Analysis {
  /** Of the whole document, also where `nodes` are those of one group: the same object as long as nodes, wires, types and names are the
   *  same. No argument changes it. */
  readonly structure: Structure
  /** By path (document/groups.ts): those inside groups too, as they are the first time. */
  readonly nodes: ReadonlyMap<NodeId, NodeFacts>
  /** All problems, those of nodes included, in the order of the network. */
  readonly problems: readonly Problem[]
  /** Advice about a network that is sound, in the order of the network; none of it is among the problems. Worked out when it is first
   *  asked for: nobody who draws waits for it. */
  hints(): readonly Problem[]
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number }
  /** Floating-point operations of the matrix products for one row, forward. */
  readonly flops: number
  /** null while there is an error in the drawing. */
  readonly model: Model | null
}

/** Inputs, or Outputs, of a network that trains: each Output has curves of its own. */
const MAX_ENDS = 64

export function analyze(document: Document, data: DataInfo | null = null): Analysis {
  const structure = structureOf(document)
  const { expanded, places, ends } = structure
  const nodes = new Map<NodeId, NodeFacts>()
  const calls: ModelCall[] = []
  const layers: ModelLayer[] = []
  // What is known of each place; a large network is gone through at every edit, and an index is found sooner than an id.
  const outputs: (Shape | null)[] = []
  const layerAt: (ModelLayer | undefined)[] = []
  const callAt: (number | undefined)[] = []
  let flops = 0

  for (let i = 0; i < places.length; i++) {
    const place = places[i]!
    const inputs = place.sources.map((from) => outputs[from] ?? null)
    const { facts, made } = nodeFacts(document, place, inputs, layerAt[place.first])
    nodes.set(place.node, facts)
    outputs[i] = facts.output
    if (!made || facts.output === null || hasError(facts.problems)) continue
    let layer = layerAt[place.first]
    if (!layer) {
      layer = layerOf(document, place, facts, made)
      layerAt[place.first] = layer
      layers.push(layer)
    }
    flops += made.flops
    callAt[i] = calls.length
    calls.push({
      node: place.node,
      layer,
      inputs: place.sources.map((from) => callAt[from]!),
      inputShapes: inputs as readonly Shape[],
      outputShape: facts.output,
    })
  }

  const whole = checkWhole(nodes)
  const callsOf = (ends: readonly number[]) => ends.flatMap((i) => callAt[i] ?? [])
  const candidate: Model = {
    name: document.name,
    layers: layers.filter((l) => l.definition.family !== 'io'),
    calls,
    inputs: callsOf(ends.Input),
    outputs: callsOf(ends.Output),
    blocks: [...expanded.groups.values()].flatMap((group) => group.blocks),
  }
  const sound =
    ![...drawnFacts(expanded, nodes).values()].some((n) => hasError(n.problems)) && !hasError(whole)
  const model = sound ? used(candidate) : null
  const meaning = model
    ? [...checkMeaning(document, model, data), ...(data ? checkAgainstData(document, model, data) : [])]
    : []
  for (const p of once(meaning)) {
    const facts = p.node === null ? undefined : nodes.get(p.node)
    if (facts) nodes.set(p.node!, { ...facts, problems: [...facts.problems, p] })
  }
  const drawn = drawnFacts(expanded, nodes)
  return {
    structure,
    nodes: drawn,
    problems: once([
      ...[...drawn.values()].flatMap((n) => n.problems),
      ...whole.filter((p) => p.node === null),
      ...meaning.filter((p) => p.node === null || !nodes.has(p.node)),
    ]),
    hints: onceAsked(() => (model ? once(advise(document, model)) : [])),
    parameters: sumOnce(places, nodes),
    flops,
    model,
  }
}

function onceAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const layerOf = (
  document: Document,
  { network, layer, instance }: Place,
  { definition, name, props, shared, trainable }: NodeFacts,
  { weights }: LayerFacts,
): ModelLayer => ({
  id: instance,
  name,
  definition: definition!,
  props,
  shared,
  trainable,
  dtype: document.networks[network]!.layers[layer]!.dtype,
  weights: weights.map((w) => ({
    name: w.name,
    shape: w.shape,
    trainable: w.kind === 'weight' && trainable,
  })),
})

/** Told once, and where it is drawn: a group has the problems of what is inside, and a repetition those of the first time. */
function once(problems: readonly Problem[]): readonly Problem[] {
  const keys = new Set<string>()
  const told = new Set<Problem>()
  return problems.flatMap((p) => {
    const node = p.node === null ? null : drawnAt(p.node)
    const key = JSON.stringify([p.code, node, p.field])
    if (told.has(p) || (node !== p.node && keys.has(key))) return []
    told.add(p)
    keys.add(key)
    return [node === p.node ? p : { ...p, node }]
  })
}

/** Weights of a shared layer count once. */
function sumOnce(places: readonly Place[], nodes: ReadonlyMap<NodeId, NodeFacts>): Analysis['parameters'] {
  let [total, nonTrainable] = [0, 0]
  for (const [i, { node, first }] of places.entries()) {
    if (first < i) continue
    const facts = nodes.get(node)!
    total += facts.parameters
    nonTrainable += facts.nonTrainable
  }
  return { total, trainable: total - nonTrainable, nonTrainable }
}

/** Only what the outputs need: a branch that ends nowhere is drawn but not trained. */
function used(model: Model): Model {
  const needed = new Set(model.outputs)
  // Inputs come before what they feed, so one pass from the end finds all. A recursion would be as deep as the network.
  for (let i = model.calls.length - 1; i >= 0; i--)
    if (needed.has(i)) for (const j of model.calls[i]!.inputs) needed.add(j)
  if (needed.size === model.calls.length) return model
  const kept = model.calls.flatMap((_, i) => (needed.has(i) ? [i] : []))
  const place = new Map(kept.map((old, i) => [old, i]))
  const calls = kept.map((i) => ({
    ...model.calls[i]!,
    inputs: model.calls[i]!.inputs.map((j) => place.get(j)!),
  }))
  const layers = new Set(calls.map((c) => c.layer))
  const only = (indices: readonly number[]) => indices.flatMap((i) => (place.has(i) ? [place.get(i)!] : []))
  return {
    ...model,
    calls,
    layers: model.layers.filter((l) => layers.has(l)),
    inputs: only(model.inputs),
    outputs: only(model.outputs),
  }
}

function checkWhole(nodes: ReadonlyMap<NodeId, NodeFacts>): Problem[] {
  if (nodes.size === 0) return [texts.empty()]
  const ends = { Input: 0, Output: 0 }
  for (const { definition } of nodes.values())
    if (definition?.type === 'Input' || definition?.type === 'Output') ends[definition.type] += 1
  const problems: Problem[] = []
  if (ends.Input === 0)
    problems.push(texts.noInputLayer({ label: texts.fixes.add('Input'), apply: addInput }))
  if (ends.Output === 0)
    problems.push(texts.noOutputLayer({ label: texts.fixes.add('Output'), apply: addOutput }))
  for (const [type, count] of Object.entries(ends))
    if (count > MAX_ENDS) problems.push(texts.tooManyEnds(type, count, MAX_ENDS))
  return problems
}
