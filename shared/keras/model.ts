/** The model as Python: Sequential if it is a chain, otherwise the functional API. */

import { isChain, type Model, type ModelLayer } from '../model/model.ts'
import { automaticName, KERAS_NAME } from '../model/names.ts'
import { activationFunctions } from './activations.ts'
import { args } from './arguments.ts'
import { errorComments } from './comments.ts'
import { functional } from './functional/functional.ts'
import type { LayerWriter } from './functional/layer-writer.ts'
import { createNameAllocator } from './identifiers.ts'
import type { Line } from './lines.ts'
import { type Partials, partials } from './partials.ts'
import { call, keyword, list, type Py, statementLines, text, withComments, withNode } from './printer.ts'

/**
 * Lines that define the shared defaults (these need the import of `partial`), lines of the functions, one for each block, and lines that
 * define `model`.
 * @param named ids of the layers that the user named
 * @param usedNames names that the rest of the program defines
 */
export function modelCode(
  model: Model,
  named: ReadonlySet<string>,
  usedNames: readonly string[] = [],
): {
  readonly shared: readonly string[]
  readonly functions: readonly Line[]
  readonly network: readonly Line[]
} {
  const allNames = [...usedNames, ...activationFunctions(model).keys()]
  const variable = createNameAllocator(allNames)
  const shared = partials(model, variable)
  const writer = layerWriter(model, named, shared, allNames)
  if (isChain(model)) return { shared: shared.lines, functions: [], network: sequential(model, writer) }
  return { shared: shared.lines, ...functional(model, writer, variable) }
}

function sequential(model: Model, { make }: LayerWriter): Line[] {
  const layers = model.calls
    .filter((c) => c.layer.definition.role !== 'output')
    .map((c) => withNode(make(c.layer), c.node))
  return statementLines(call('keras.Sequential', list(layers)), 'model = ')
}

/**
 * Writes the constructors of layers. Keras numbers unnamed layers in the order of their creation. If its name would differ from ours, or
 * if the user chose the name, the constructor sets the name.
 */
function layerWriter(
  model: Model,
  named: ReadonlySet<string>,
  shared: Partials,
  usedNames: readonly string[],
): LayerWriter {
  const needsName = new Map<ModelLayer, boolean>()
  const counts = new Map<string, number>()
  for (const { layer } of model.calls) {
    if (needsName.has(layer) || layer.definition.role === 'output') continue
    if (named.has(layer.id) && KERAS_NAME.test(layer.name)) {
      needsName.set(layer, true)
      continue
    }
    const base = automaticName(layer.definition.type)
    const n = counts.get(base) ?? 0
    const isAutomatic = layer.name === (n === 0 ? base : `${base}_${n}`)
    if (isAutomatic) counts.set(base, n + 1)
    needsName.set(layer, !isAutomatic)
  }
  const make = (layer: ModelLayer): Py => {
    const { definition, props, faults } = layer
    if (definition.keras === undefined) return withComments('...', errorComments(faults?.messages ?? []))
    const partial = shared.of(layer)
    const fields = Object.entries(definition.fields).filter(
      ([name]) => !definition.fieldsOutsideKeras?.includes(name),
    )
    const constructorCall = call(
      partial?.callee ?? pathOf(definition.keras),
      ...args(Object.fromEntries(fields), props, partial?.boundArgs, faults?.fields),
      ...(!layer.trainable && (layer.weights.length > 0 || faults) ? ['trainable=False'] : []),
      ...(layer.dtype === null ? [] : [keyword('dtype', text(layer.dtype))]),
      ...(needsName.get(layer) ? [keyword('name', text(layer.name))] : []),
    )
    return withComments(constructorCall, errorComments(faults?.messages ?? []))
  }
  return {
    make,
    names: [...usedNames, ...shared.names],
    isNamed: (layer) => needsName.get(layer) === true,
  }
}

/** The class or function of a layer as a program names it: programs import `keras` and `layers`. */
const pathOf = (keras: string): string => (keras.startsWith('layers.') ? keras : `keras.${keras}`)
