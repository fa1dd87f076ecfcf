/** Document → shapes, counts, problems and, without errors, the model. It also works on an unfinished network: a node that cannot be
 *  computed has a problem, and the others are computed. Pure; memoized by parts of the document. */
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
  /** Of the whole document, even if `nodes` are those of one group. The object stays the same while nodes, edges, types and names do;
   *  no argument changes it. */
  readonly structure: Structure
  /** By path (document/groups.ts), including nodes inside groups; a repeated group has the facts of its first repetition. */
  readonly nodes: ReadonlyMap<NodeId, NodeFacts>
  /** All problems, including those of nodes, in the order of the network. */
  readonly problems: readonly Problem[]
  /** Advice about a network without errors, in the order of the network; it is not part of `problems`. Computed at the first call, so
   *  that drawing does not wait for it. */
  hints(): readonly Problem[]
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number }
  /** Floating-point operations of the matrix products for one row, forward. */
  readonly flops: number
  /** null while the network has an error. */
  readonly model: Model | null
}

/** The limit of Inputs, and of Outputs, of the main network: each Output has its own curves. */
const MAX_ENDS = 64

export function analyze(document: Document, data: DataInfo | null = null): Analysis {
  const structure = structureOf(document)
  const { expanded, places, ends } = structure
  const nodes = new Map<NodeId, NodeFacts>()
  const calls: ModelCall[] = []
  const layers: ModelLayer[] = []
  // Facts by place: a large network is analyzed at every edit, and an array index is faster than a map of ids.
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

/** Removes duplicates and reports each problem at the node that is drawn: a group repeats the problems of its contents, and each
 *  repetition those of the first one. */
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

/** Counts the weights of a shared layer once. */
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

/** The model without calls that no Output needs: such a branch is drawn but not trained. */
function used(model: Model): Model {
  const needed = new Set(model.outputs)
  // Inputs precede the calls that use them, so one pass from the end finds all. A recursion would be as deep as the network.
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
