/** The model as Python: Sequential when it is a chain, functional otherwise. */

import { isChain, type Model, type ModelCall, type ModelLayer } from '../model/model.ts'
import { automaticName, KERAS_NAME } from '../model/names.ts'
import { activationFunctions } from './activations.ts'
import { args } from './arguments.ts'
import { identifiers } from './identifiers.ts'
import { type Partials, partials } from './partials.ts'
import { call, called, dict, keyword, list, type Py, statement, text } from './printer.ts'

/**
 * Lines that define the shared defaults, which want `partial` imported, and lines that define `model`.
 * @param named ids of the layers whose name the person chose
 */
export function modelCode(
  model: Model,
  named: ReadonlySet<string>,
): { readonly shared: readonly string[]; readonly network: readonly string[] } {
  const variable = identifiers(activationFunctions(model).keys())
  const shared = partials(model, variable)
  const make = makers(model, named, shared)
  return {
    shared: shared.lines,
    network: isChain(model) ? sequential(model, make) : functional(model, make, variable),
  }
}

type Make = (layer: ModelLayer) => Py

function sequential(model: Model, make: Make): string[] {
  const layers = model.calls.filter((c) => c.layer.definition.type !== 'Output').map((c) => make(c.layer))
  return statement(call('keras.Sequential', list(layers)), 'model = ')
}

function functional(model: Model, make: Make, variable: (wish: string) => string): string[] {
  const calls = model.calls.filter((c) => c.layer.definition.type !== 'Output')
  const times = (layer: ModelLayer) => calls.filter((c) => c.layer === layer).length
  const shared = [...new Set(calls.map((c) => c.layer))].filter((layer) => times(layer) > 1)
  const variables = valueNames(model, variable)
  const layerVariable = new Map(shared.map((layer) => [layer, variable(`${layer.name}_layer`)]))
  const defined = new Set<ModelLayer>()
  const code = calls.flatMap((c) => {
    const { layer } = c
    const target = variables.value(model.calls.indexOf(c))
    if (layer.definition.type === 'Input') return statement(make(layer), `${target} = `)
    const own = layerVariable.get(layer)
    const definition = own && !defined.has(layer) ? statement(make(layer), `${own} = `) : []
    defined.add(layer)
    return [...definition, ...statement(applied(own ?? make(layer), c, variables.value), `${target} = `)]
  })
  /** One value, or several by the names of their Inputs or Outputs. */
  const ends = (indices: readonly number[], value: (i: number) => string): Py =>
    indices.length === 1
      ? value(indices[0]!)
      : dict(indices.map((i) => [model.calls[i]!.layer.name, value(i)]))
  return [
    ...code,
    ...statement(
      call(
        'keras.Model',
        ends(model.inputs, variables.value),
        ends(model.outputs, (o) => variables.value(model.calls[o]!.inputs[0]!)),
      ),
      'model = ',
    ),
  ]
}

/** A layer called: `layers.Dense(3)(x)`, `layers.Add()([x, y])`. */
function applied(layer: Py, c: ModelCall, value: (i: number) => string): Py {
  const [only, ...more] = c.inputs.map(value)
  return called(layer, more.length === 0 ? only! : list([only!, ...more]))
}

/** Python variables: `inputs`, `outputs`, `x` for what the next line uses up, the layer's name for what is used later. */
function valueNames(model: Model, of: (wish: string) => string) {
  const result = new Map<number, string>()
  const outputs = model.outputs.map((o) => model.calls[o]!.inputs[0]!)
  const ends = (i: number) => outputs.length === 1 && outputs[0] === i
  for (const [i, c] of model.calls.entries()) {
    if (c.layer.definition.type === 'Output') continue
    const users = model.calls.flatMap((other, j) =>
      other.inputs.includes(i) && !outputsOnly(other) ? [j] : [],
    )
    if (c.layer.definition.type === 'Input')
      result.set(i, of(model.inputs.length === 1 ? 'inputs' : c.layer.name))
    else if (ends(i) && users.length === 0) result.set(i, of('outputs'))
    else if (users.length === 1 && users[0] === i + 1 && !outputs.includes(i)) result.set(i, 'x')
    else result.set(i, of(c.layer.name))
  }
  return { value: (i: number) => result.get(i)! }
}
const outputsOnly = (c: ModelCall) => c.layer.definition.type === 'Output'

/**
 * Writes a layer's constructor. Keras numbers unnamed layers in the order they are made; where it would come to another name
 * than ours, the name is written down, and so is every name the person chose.
 */
function makers(model: Model, named: ReadonlySet<string>, shared: Partials): Make {
  const written = new Map<ModelLayer, boolean>()
  const counts = new Map<string, number>()
  for (const { layer } of model.calls) {
    if (written.has(layer) || layer.definition.type === 'Output') continue
    if (named.has(layer.id) && KERAS_NAME.test(layer.name)) {
      written.set(layer, true)
      continue
    }
    const base = automaticName(layer.definition.type)
    const n = counts.get(base) ?? 0
    const same = layer.name === (n === 0 ? base : `${base}_${n}`)
    if (same) counts.set(base, n + 1)
    written.set(layer, !same)
  }
  return (layer) => {
    const { definition, props } = layer
    const partial = shared.of(layer)
    const callee = partial?.callee ?? (definition.type === 'Input' ? 'keras.Input' : definition.keras)
    const { columns: _, ...fields } = definition.fields
    return call(
      callee,
      ...args(definition.type === 'Input' ? fields : definition.fields, props, partial?.given),
      ...(!layer.trainable && layer.weights.length > 0 ? ['trainable=False'] : []),
      ...(layer.dtype === null ? [] : [keyword('dtype', text(layer.dtype))]),
      ...(written.get(layer) ? [keyword('name', text(layer.name))] : []),
    )
  }
}
