/** Facts of one node of a network, given the shapes of its inputs. */

import type { LayerDefinition } from '../catalog/layers/layer.ts'
import type { DefinitionEntry, Document, Layer } from '../document/document.ts'
import { type FieldProblem, readProps } from '../fields/index.ts'
import type { Shape } from '../graph/shape.ts'
import type { Problem } from './fix.ts'
import { type LayerFacts, layerFacts } from './layer-facts.ts'
import type { ModelLayer, SharedDefaults } from './model.ts'
import type { Place } from './places.ts'
import * as texts from './texts.ts'

export interface NodeFacts {
  readonly definition: LayerDefinition | null
  /** Keras layer name. */
  readonly name: string
  /** Every field, with its default if it is not set. */
  readonly props: { readonly [field: string]: unknown }
  /** The shared defaults that the layer follows. */
  readonly shared: SharedDefaults | null
  readonly inputs: readonly (Shape | null)[]
  /** Of a group with several outputs, the first one. */
  readonly output: Shape | null
  readonly parameters: number
  readonly nonTrainable: number
  /** Keras's `trainable` of a layer; true for a group and for the Inputs and Outputs inside one. */
  readonly trainable: boolean
  /** Problems of the node; a group includes those of its contents. */
  readonly problems: readonly Problem[]
  /** For a group: its repeat count, the layers of one repetition, and the shape of each output. */
  readonly group?: {
    readonly repeat: number
    readonly layers: number
    readonly outputs: readonly (Shape | null)[]
  }
}

/** The shapes of all of a node's outputs. */
export const shapesOf = ({ group, output }: NodeFacts): readonly (Shape | null)[] =>
  group?.outputs ?? [output]

/** The shape of one of a node's outputs, counted from 0; null if it is unknown. Only a group has several. */
export const shapeOf = ({ group, output }: NodeFacts, port: number): Shape | null =>
  group ? (group.outputs[port] ?? null) : output

/** The facts of a node, and those of its layer; the latter are null if the inputs or arguments are unknown.
 *  @param earlier the same layer at an earlier node */
export function nodeFacts(
  document: Document,
  place: Place,
  inputs: readonly (Shape | null)[],
  earlier: ModelLayer | undefined,
): { readonly facts: NodeFacts; readonly built: LayerFacts | null } {
  const layer = document.networks[place.network]!.layers[place.layer]!
  const { definition, name } = place
  if (!definition) return { facts: unknownFacts(place, layer), built: null }
  const resolved = resolve(document, layer, definition)
  const ready = place.hasAllInputs && !inputs.includes(null) && resolved.problems.length === 0
  const built = ready ? layerFacts(definition, resolved.props, inputs as readonly Shape[]) : null
  const { weight, state } = built?.sizes ?? NO_WEIGHTS
  const facts = {
    definition,
    name,
    props: resolved.props,
    shared: resolved.shared,
    inputs,
    output: built?.output ?? null,
    parameters: weight + state,
    nonTrainable: state + (layer.trainable ? 0 : weight),
    trainable: layer.trainable,
    problems: problemsOf(place, layer, resolved.problems, built, earlier),
  }
  return { facts, built }
}

const NO_WEIGHTS: LayerFacts['sizes'] = { weight: 0, state: 0 }

const unknownFacts = ({ name, problems }: Place, { trainable }: Layer): NodeFacts => ({
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

const NO_PROBLEMS: readonly Problem[] = []

function problemsOf(
  { at, name, definition, problems }: Place,
  layer: Layer,
  fieldProblems: readonly FieldProblem[],
  built: LayerFacts | null,
  earlier: ModelLayer | undefined,
): readonly Problem[] {
  const dtype = layer.dtype === null || layer.dtype === 'float32' ? null : layer.dtype
  // The usual case.
  if (fieldProblems.length === 0 && dtype === null && problems.length === 0 && !built?.fault && !earlier)
    return NO_PROBLEMS
  const all = [...fieldProblems.map((p) => texts.badField(at, name, p)), ...problems]
  if (dtype !== null) all.push(texts.badDtype(at, name, dtype))
  if (built?.fault) all.push(texts.layerFault(at, name, built.fault))
  if (earlier && definition?.category === 'io') all.push(texts.sharedEnd(at, name, layer.type))
  if (built && earlier && !sameWeights(earlier, built)) all.push(texts.sharedShapes(at, name))
  return all
}

const sameWeights = (layer: ModelLayer, { weights }: LayerFacts): boolean =>
  JSON.stringify(layer.weights.map((w) => w.shape)) === JSON.stringify(weights.map((w) => w.shape))

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

/** The arguments of a layer: its own values, then its shared defaults, then the fields' defaults. Cached while neither changes. */
function resolve(document: Document, layer: Layer, definition: LayerDefinition): Resolved {
  const shared = layer.definition === null ? undefined : document.definitions[layer.definition]
  const cached = resolvedProps.get(layer)
  if (cached && cached.shared === shared) return cached.resolved
  const resolved = {
    ...readProps(definition.fields, { ...shared?.props, ...layer.props }),
    shared: shared ? sharedDefaults(layer.definition!, shared, definition) : null,
  }
  resolvedProps.set(layer, { shared, resolved })
  return resolved
}
