/** Document → shapes, counts, problems and, when nothing is wrong, the model. Works on a half-built network too: a node that
 *  cannot be worked out keeps its problem and the rest goes on. Pure; memoized by the document's parts. */
import type { DataInfo } from '../data/data-info.ts'
import type { DefinitionEntry, Document, Layer, NodeId } from '../document/document.ts'
import { drawnAt } from '../document/groups.ts'
import { type FieldProblem, member, readProps } from '../fields/index.ts'
import type { Shape } from '../graph/shape.ts'
import { layers as layerFamily } from '../layers/index.ts'
import { inputsOf, type LayerDefinition } from '../layers/layer.ts'
import type { Problem } from '../problem.ts'
import { advise } from './advice/index.ts'
import { checkAgainstData } from './check-data.ts'
import { checkMeaning } from './checks.ts'
import type { Expansion } from './expand.ts'
import { addInput, addOutput } from './fixes.ts'
import { drawnFacts } from './group-facts.ts'
import { layerFacts } from './layer-facts.ts'
import type { Model, ModelCall, ModelLayer, SharedDefaults } from './model.ts'
import { type Structure, structureOf } from './structure.ts'
import * as texts from './texts.ts'

export interface NodeFacts {
  readonly definition: LayerDefinition | null
  /** Keras layer name. */
  readonly name: string
  /** Every field with its default filled in. */
  readonly props: { readonly [field: string]: unknown }
  /** The shared defaults that the layer follows. */
  readonly shared: SharedDefaults | null
  readonly inputs: readonly (Shape | null)[]
  /** Of a group with several outputs the first one. */
  readonly output: Shape | null
  readonly parameters: number
  readonly nonTrainable: number
  /** Keras's `trainable` of a layer; true of a group and of the Inputs and Outputs inside one. */
  readonly trainable: boolean
  /** What is wrong with it; of a group, also what is wrong inside. */
  readonly problems: readonly Problem[]
  /** Of a group: how often it is repeated, how many layers one repetition has, and the shape of each output. */
  readonly group?: {
    readonly repeat: number
    readonly layers: number
    readonly outputs: readonly (Shape | null)[]
  }
}
/** The shapes of all of a node's outputs. */
export const shapesOf = ({ group, output }: NodeFacts): readonly (Shape | null)[] =>
  group?.outputs ?? [output]

/** The shape of one of a node's outputs, counted from 0; null where it is unknown. Only a group has several. */
export const shapeOf = ({ group, output }: NodeFacts, port: number): Shape | null =>
  group ? (group.outputs[port] ?? null) : output

export interface Analysis {
  /** Of the whole document, also where `nodes` are those of one group: the same object as long as nodes, wires, types and names are the
   *  same. No argument changes it. */
  readonly structure: Structure
  /** By path (document/groups.ts): those inside groups too, as they are the first time. */
  readonly nodes: ReadonlyMap<NodeId, NodeFacts>
  /** All problems, those of nodes included, in the order of the network. */
  readonly problems: readonly Problem[]
  /** Advice about a network that is sound, in the order of the network; none of it is among the problems. */
  readonly hints: readonly Problem[]
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number }
  /** Floating-point operations of the matrix products for one row, forward. */
  readonly flops: number
  /** null while there is an error in the drawing. */
  readonly model: Model | null
}

/** Inputs, or Outputs, of a network that trains: each Output has curves of its own. */
const MOST_ENDS = 64

export function analyze(document: Document, data: DataInfo | null = null): Analysis {
  const structure = structureOf(document)
  const { expanded, names, faults, ends } = structure
  const { order, cyclic, behind } = expanded
  const inLoop = new Set(cyclic)
  const nodes = new Map<NodeId, NodeFacts>()
  const calls: ModelCall[] = []
  const callOf = new Map<NodeId, number>()
  const instances = new Map<string, ModelLayer>()
  let flops = 0

  for (const id of [...order, ...cyclic, ...behind]) {
    const node = expanded.nodes[id]!
    const at = drawnAt(id)
    const placed = expanded.layers[node.layer]!
    const layer = document.networks[placed.network]!.layers[placed.id]!
    const definition = member(layerFamily, layer.type)
    const name = names.get(node.layer)!
    if (!definition) {
      nodes.set(id, unknown(name, layer, [texts.unknownLayer(at, layer.type)]))
      continue
    }
    const resolved = resolve(document, layer, definition)
    const problems: Problem[] = resolved.problems.map((p) => texts.badField(at, name, p))
    const badName = faults.get(node.layer)
    if (badName) problems.push(texts.badName(at, placed.name, name, badName))
    if (layer.dtype !== null && layer.dtype !== 'float32')
      problems.push(texts.badDtype(at, name, layer.dtype))
    const fed = expanded.sources.get(id) ?? []
    const { min, max } = inputsOf(definition)
    if (inLoop.has(id)) problems.push(texts.cycle(at, name))
    else if (fed.length < min)
      problems.push(max === 1 ? texts.noInput(at, name) : texts.tooFewInputs(at, name, fed.length, min, max))
    if (fed.length > max) problems.push(texts.tooManyInputs(at, name, fed.length, max))
    const sources = fed.slice(0, max)
    const inputs = inLoop.has(id) ? [] : sources.map((s) => nodes.get(s)?.output ?? null)
    const ready = inputs.length >= min && inputs.every((s) => s !== null) && resolved.problems.length === 0
    const facts = ready ? layerFacts(definition, resolved.props, inputs as Shape[]) : null
    if (facts?.fault) problems.push(texts.layerFault(at, name, facts.fault))
    const shared = instances.get(node.layer)
    if (shared && definition.family === 'io') problems.push(texts.sharedEnd(at, name, layer.type))
    if (facts && shared && !sameWeights(shared, facts.weights)) problems.push(texts.sharedShapes(at, name))
    const weights = facts?.weights ?? []
    const sizes = (kind: 'weight' | 'state') =>
      weights.filter((w) => w.kind === kind).reduce((n, w) => n + w.shape.reduce((a, d) => a * d, 1), 0)
    const frozen = layer.trainable ? 0 : sizes('weight')
    nodes.set(id, {
      definition,
      name,
      props: resolved.props,
      shared: resolved.shared,
      inputs,
      output: facts?.output ?? null,
      parameters: sizes('weight') + sizes('state'),
      nonTrainable: sizes('state') + frozen,
      trainable: layer.trainable,
      problems,
    })
    if (!facts?.output || problems.some((p) => p.severity === 'error')) continue
    const instance = shared ?? {
      id: node.layer,
      name,
      definition,
      props: resolved.props,
      shared: resolved.shared,
      trainable: layer.trainable,
      dtype: layer.dtype,
      weights: weights.map((w) => ({
        name: w.name,
        shape: w.shape,
        trainable: w.kind === 'weight' && layer.trainable,
      })),
    }
    instances.set(node.layer, instance)
    flops += facts.flops
    callOf.set(id, calls.length)
    calls.push({
      node: id,
      layer: instance,
      inputs: sources.map((s) => callOf.get(s)!),
      inputShapes: inputs as Shape[],
      outputShape: facts.output,
    })
  }

  const whole = checkWhole(nodes)
  const faulty = [...drawnFacts(expanded, nodes).values()].flatMap((n) => n.problems)
  const callsOf = (ids: readonly NodeId[]) => ids.flatMap((id) => callOf.get(id) ?? [])
  const candidate: Model = {
    name: document.name,
    layers: [...instances.values()].filter((l) => l.definition.family !== 'io'),
    calls,
    inputs: callsOf(ends.Input),
    outputs: callsOf(ends.Output),
    blocks: [...expanded.groups.values()].flatMap((group) => group.blocks),
  }
  const sound = ![...faulty, ...whole].some((p) => p.severity === 'error')
  const model = sound ? used(candidate) : null
  const meaning = model
    ? [...checkMeaning(document, model), ...(data ? checkAgainstData(document, model, data) : [])]
    : []
  for (const p of once(meaning)) {
    const facts = p.node === null ? undefined : nodes.get(p.node)
    if (facts) nodes.set(p.node!, { ...facts, problems: [...facts.problems, p] })
  }
  const total = sumOnce(expanded, nodes, (n) => n.parameters)
  const nonTrainable = sumOnce(expanded, nodes, (n) => n.nonTrainable)
  const drawn = drawnFacts(expanded, nodes)
  return {
    structure,
    nodes: drawn,
    problems: once([
      ...[...drawn.values()].flatMap((n) => n.problems),
      ...whole.filter((p) => p.node === null),
      ...meaning.filter((p) => p.node === null || !nodes.has(p.node)),
    ]),
    hints: model ? once(advise(document, model)) : [],
    parameters: { total, trainable: total - nonTrainable, nonTrainable },
    flops,
    model,
  }
}

const unknown = (name: string, { trainable }: Layer, problems: Problem[]): NodeFacts => ({
  definition: null,
  name,
  props: {},
  shared: null,
  inputs: [],
  output: null,
  parameters: 0,
  nonTrainable: 0,
  trainable,
  problems,
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
function sumOnce(
  expanded: Expansion,
  nodes: ReadonlyMap<NodeId, NodeFacts>,
  of: (n: NodeFacts) => number,
): number {
  const seen = new Set<string>()
  let sum = 0
  for (const [id, facts] of nodes) {
    const key = expanded.nodes[id]!.layer
    if (seen.has(key)) continue
    seen.add(key)
    sum += of(facts)
  }
  return sum
}

const sameWeights = (layer: ModelLayer, weights: readonly { readonly shape: readonly number[] }[]) =>
  JSON.stringify(layer.weights.map((w) => w.shape)) === JSON.stringify(weights.map((w) => w.shape))

/** Only what the outputs need: a branch that ends nowhere is drawn but not trained. */
function used(model: Model): Model {
  const needed = new Set(model.outputs)
  // Inputs come before what they feed, so one pass from the end finds all. A recursion would be as deep as the network.
  for (let i = model.calls.length - 1; i >= 0; i--)
    if (needed.has(i)) for (const j of model.calls[i]!.inputs) needed.add(j)
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
  const all = [...nodes]
  const of = (type: string) => all.filter(([, n]) => n.definition?.type === type)
  if (all.length === 0) return [texts.empty()]
  const problems: Problem[] = []
  if (of('Input').length === 0)
    problems.push(texts.noInputLayer({ label: texts.fixes.add('Input'), apply: addInput }))
  if (of('Output').length === 0)
    problems.push(texts.noOutputLayer({ label: texts.fixes.add('Output'), apply: addOutput }))
  for (const type of ['Input', 'Output'])
    if (of(type).length > MOST_ENDS) problems.push(texts.tooManyEnds(type, of(type).length, MOST_ENDS))
  return problems
}

const sharedDefaults = (
  id: string,
  { name, props }: DefinitionEntry,
  { fields }: LayerDefinition,
): SharedDefaults => ({ id, name, given: Object.keys(props), props: readProps(fields, props).props })

type Resolved = {
  readonly props: { readonly [field: string]: unknown }
  readonly shared: SharedDefaults | null
  readonly problems: readonly FieldProblem[]
}
const resolvedProps = new WeakMap<Layer, { shared: unknown; resolved: Resolved }>()

/** A layer's arguments: its own values over its shared defaults over the fields' defaults. Cached while neither changes. */
function resolve(document: Document, layer: Layer, definition: LayerDefinition): Resolved {
  const shared = layer.definition === null ? undefined : document.definitions[layer.definition]
  const known = resolvedProps.get(layer)
  if (known && known.shared === shared) return known.resolved
  const resolved = {
    ...readProps(definition.fields, { ...shared?.props, ...layer.props }),
    shared: shared ? sharedDefaults(layer.definition!, shared, definition) : null,
  }
  resolvedProps.set(layer, { shared, resolved })
  return resolved
}
