/** The model as Python: Sequential if it is a chain, otherwise the functional API. */

import { isChain, type Model, type ModelLayer } from '../model/model.ts'
import { automaticName, KERAS_NAME } from '../model/names.ts'
import { activationFunctions } from './activations.ts'
import { args } from './arguments.ts'
import { functional, type Makers } from './functional.ts'
import { identifiers } from './identifiers.ts'
import type { Line } from './lines.ts'
import { type Partials, partials } from './partials.ts'
import { call, keyword, list, marked, markedStatement, type Py, remarked, text } from './printer.ts'
import { errors } from './remarks.ts'

/**
 * Lines that define the shared defaults (these need the import of `partial`), lines of the functions, one for each block, and lines that
 * define `model`.
 * @param named ids of the layers that the user named
 * @param usedNames names that the rest of the program defines
 */
export function modelCode(
  model: Model,
  named: ReadonlySet<string>,
  taken: readonly string[] = [],
): {
  readonly shared: readonly string[]
  readonly functions: readonly Line[]
  readonly network: readonly Line[]
} {
  const given = [...taken, ...activationFunctions(model).keys()]
  const variable = identifiers(given)
  const shared = partials(model, variable)
  const made = makers(model, named, shared, given)
  if (isChain(model)) return { shared: shared.lines, functions: [], network: sequential(model, made) }
  return { shared: shared.lines, ...functional(model, made, variable) }
}

function sequential(model: Model, { make }: Makers): Line[] {
  const layers = model.calls
    .filter((c) => c.layer.definition.type !== 'Output')
    .map((c) => marked(make(c.layer), c.node))
  return markedStatement(call('keras.Sequential', list(layers)), 'model = ')
}

/**
 * Writes the constructors of layers. Keras numbers unnamed layers in the order of their creation. If its name would differ from ours, or
 * if the user chose the name, the constructor sets the name.
 */
function makers(
  model: Model,
  named: ReadonlySet<string>,
  shared: Partials,
  taken: readonly string[],
): Makers {
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
  const make = (layer: ModelLayer): Py => {
    const { definition, props, faults } = layer
    if (definition.keras === '' && definition.type !== 'Input')
      return remarked('...', errors(faults?.messages ?? []))
    const partial = shared.of(layer)
    const callee = partial?.callee ?? (definition.type === 'Input' ? 'keras.Input' : definition.keras)
    const { columns: _, ...fields } = definition.fields
    const made = call(
      callee,
      ...args(
        definition.type === 'Input' ? fields : definition.fields,
        props,
        partial?.given,
        faults?.fields,
      ),
      ...(!layer.trainable && (layer.weights.length > 0 || faults) ? ['trainable=False'] : []),
      ...(layer.dtype === null ? [] : [keyword('dtype', text(layer.dtype))]),
      ...(written.get(layer) ? [keyword('name', text(layer.name))] : []),
    )
    return remarked(made, errors(faults?.messages ?? []))
  }
  return {
    make,
    names: [...taken, ...shared.names],
    isNamed: (layer) => written.get(layer) === true,
  }
}
