/** Document → shapes, counts, problems and, without errors, the model. It also works on an unfinished network: a node that cannot be
 *  computed has a problem, and the others are computed. Pure; memoized by parts of the document. */
import { input } from '../catalog/layers/input.ts'
import type { LayerRole } from '../catalog/layers/layer.ts'
import { output } from '../catalog/layers/output.ts'
import type { DataInfo } from '../data/data-info.ts'
import type { Document, NodeId } from '../document/document.ts'
import { withoutRepetition } from '../document/groups.ts'
import type { Shape } from '../graph/shape.ts'
import { hasError } from '../problem.ts'
import { checkAgainstData } from './check-data.ts'
import { checkModel } from './check-model.ts'
import type { Problem } from './fix.ts'
import { addInput, addOutput } from './fixes.ts'
import { drawnFacts } from './group-facts.ts'
import { findHints } from './hints/index.ts'
import type { LayerFacts } from './layer-facts.ts'
import { type Model, type ModelCall, type ModelLayer, neededCalls } from './model.ts'
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
  /** Hints about a network without errors, in the order of the network; it is not part of `problems`. Computed at the first call, so
   *  that drawing does not wait for it. */
  hints(): readonly Problem[]
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number }
  /** Floating-point operations of the matrix products for one row, forward. */
  readonly flops: number
  /** null while the network has an error. */
  readonly model: Model | null
  /** The part of the network that can be computed, also of one with errors. */
  sound(): SoundPart
  /** The analysis with these data, which decide only the problems: the model is not built again. */
  withData(data: DataInfo): Analysis
}

export interface SoundPart {
  /** The calls whose inputs are all sound, first those that Outputs need. Without `outputs` if one of them is missing, or has a loss that
   *  cannot be computed. */
  readonly model: Model
  /** The errors that keep the rest, or the losses, from being computed. */
  readonly problems: readonly Problem[]
}

/** What does not depend on the data. */
interface BuiltNetwork {
  readonly structure: Structure
  readonly nodes: ReadonlyMap<NodeId, NodeFacts>
  readonly problems: readonly Problem[]
  readonly flops: number
  readonly model: Model | null
  /** The calls whose inputs are sound; the Outputs among them, or none if one of the network's is missing. */
  readonly sound: Model
}

/** The limit of Inputs, and of Outputs, of the main network: each Output has its own curves. */
const MAX_ENDS = 64

export const analyze = (document: Document, data: DataInfo | null = null): Analysis =>
  check(document, buildNetwork(document), data)

function buildNetwork(document: Document): BuiltNetwork {
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
    const { facts, built } = nodeFacts(document, place, inputs, layerAt[place.first])
    nodes.set(place.node, facts)
    outputs[i] = facts.output
    if (!built || facts.output === null || hasError(facts.problems)) continue
    let layer = layerAt[place.first]
    if (!layer) {
      layer = layerOf(document, place, facts, built)
      layerAt[place.first] = layer
      layers.push(layer)
    }
    flops += built.flops
    const callInputs = place.sources.map((from) => callAt[from])
    if (!callInputs.every((from) => from !== undefined)) continue
    callAt[i] = calls.length
    calls.push({
      node: place.node,
      layer,
      inputs: callInputs,
      inputShapes: inputs as readonly Shape[],
      outputShape: facts.output,
    })
  }

  const problems = checkNetwork(nodes)
  const callsOf = (ends: readonly number[]) => ends.flatMap((i) => callAt[i] ?? [])
  const candidate: Model = {
    name: document.name,
    layers: layers.filter((l) => l.definition.category !== 'io'),
    calls,
    inputs: callsOf(ends.input),
    outputs: callsOf(ends.output),
    blocks: [...expanded.groups.values()].flatMap((group) => group.blocks),
  }
  const isValid =
    ![...drawnFacts(expanded, nodes).values()].some((n) => hasError(n.problems)) && !hasError(problems)
  const hasOutputs = ends.output.every((i) => callAt[i] !== undefined)
  const sound = usedFirst(hasOutputs ? candidate : { ...candidate, outputs: [] })
  return { structure, nodes, problems, flops, model: isValid ? pruneUnused(candidate) : null, sound }
}

/** The problems of the network and of its model, and those with the data. */
function check(document: Document, network: BuiltNetwork, data: DataInfo | null): Analysis {
  const { structure, problems, flops, model } = network
  const modelProblems = model ? problemsOfModel(document, model, data) : []
  const nodes = withProblems(network.nodes, deduplicate(modelProblems))
  const drawn = drawnFacts(structure.expanded, nodes)
  return {
    structure,
    nodes: drawn,
    problems: deduplicate([
      ...[...drawn.values()].flatMap((n) => n.problems),
      ...problems.filter((p) => p.node === null),
      ...modelProblems.filter((p) => p.node === null || !nodes.has(p.node)),
    ]),
    hints: lazy(() => (model ? deduplicate(findHints(document, model)) : [])),
    parameters: sumParameters(structure.places, nodes),
    flops,
    model,
    sound: lazy(() => soundPart(document, network, modelProblems, data)),
    withData: (data) => check(document, network, data),
  }
}

const problemsOfModel = (document: Document, model: Model, data: DataInfo | null): Problem[] => [
  ...checkModel(document, model, data),
  ...(data ? checkAgainstData(document, model, data) : []),
]

/** @param modelProblems of the model, if there is one */
function soundPart(
  document: Document,
  { structure, nodes, problems, model, sound }: BuiltNetwork,
  modelProblems: readonly Problem[],
  data: DataInfo | null,
): SoundPart {
  const ofNodes = [...drawnFacts(structure.expanded, nodes).values()].flatMap((n) => n.problems)
  const ofLosses =
    model || sound.outputs.length === 0 ? modelProblems : problemsOfModel(document, pruneUnused(sound), data)
  const errors = deduplicate([...ofNodes, ...problems, ...ofLosses]).filter((p) => p.severity === 'error')
  const hasLoss = sound.outputs.length > 0 && !hasError(problems) && !hasError(ofLosses)
  return { model: hasLoss ? sound : { ...sound, outputs: [] }, problems: errors }
}

/** The facts of the nodes with further problems of theirs. */
function withProblems(
  nodes: ReadonlyMap<NodeId, NodeFacts>,
  problems: readonly Problem[],
): ReadonlyMap<NodeId, NodeFacts> {
  const ofNodes = problems.filter((p) => p.node !== null && nodes.has(p.node))
  if (ofNodes.length === 0) return nodes
  const changed = new Map(nodes)
  for (const p of ofNodes) {
    const facts = changed.get(p.node!)!
    changed.set(p.node!, { ...facts, problems: [...facts.problems, p] })
  }
  return changed
}

function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | null = null
  return () => {
    result ??= { value: compute() }
    return result.value
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
function deduplicate(problems: readonly Problem[]): readonly Problem[] {
  const keys = new Set<string>()
  const reported = new Set<Problem>()
  return problems.flatMap((p) => {
    const node = p.node === null ? null : withoutRepetition(p.node)
    const key = JSON.stringify([p.code, node, p.field])
    if (reported.has(p) || (node !== p.node && keys.has(key))) return []
    reported.add(p)
    keys.add(key)
    return [node === p.node ? p : { ...p, node }]
  })
}

/** Counts the weights of a shared layer once. */
function sumParameters(
  places: readonly Place[],
  nodes: ReadonlyMap<NodeId, NodeFacts>,
): Analysis['parameters'] {
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
function pruneUnused(model: Model): Model {
  const needed = neededCalls(model)
  if (needed.size === model.calls.length) return model
  return withCalls(
    model,
    [...needed].sort((a, b) => a - b),
  )
}

/** The model with the calls that Outputs need before all others. */
function usedFirst(model: Model): Model {
  const needed = neededCalls(model)
  const isUsed = (i: number) => Number(needed.has(i))
  return withCalls(
    model,
    [...model.calls.keys()].sort((a, b) => isUsed(b) - isUsed(a) || a - b),
  )
}

/** The model with these of its calls, in this order. */
function withCalls(model: Model, retained: readonly number[]): Model {
  const newIndex = new Map(retained.map((old, i) => [old, i]))
  const calls = retained.map((i) => ({
    ...model.calls[i]!,
    inputs: model.calls[i]!.inputs.map((j) => newIndex.get(j)!),
  }))
  const layers = new Set(calls.map((c) => c.layer))
  const remap = (indices: readonly number[]) =>
    indices.flatMap((i) => (newIndex.has(i) ? [newIndex.get(i)!] : []))
  return {
    ...model,
    calls,
    layers: model.layers.filter((l) => layers.has(l)),
    inputs: remap(model.inputs),
    outputs: remap(model.outputs),
  }
}

function checkNetwork(nodes: ReadonlyMap<NodeId, NodeFacts>): Problem[] {
  if (nodes.size === 0) return [texts.empty()]
  const countOf = (role: LayerRole) =>
    [...nodes.values()].filter(({ definition }) => definition?.role === role).length
  const [inputs, outputs] = [countOf('input'), countOf('output')]
  const problems: Problem[] = []
  if (inputs === 0) problems.push(texts.noInputLayer({ label: texts.fixes.add(input.type), apply: addInput }))
  if (outputs === 0)
    problems.push(texts.noOutputLayer({ label: texts.fixes.add(output.type), apply: addOutput }))
  if (inputs > MAX_ENDS) problems.push(texts.tooManyEnds(input.type, inputs, MAX_ENDS))
  if (outputs > MAX_ENDS) problems.push(texts.tooManyEnds(output.type, outputs, MAX_ENDS))
  return problems
}
