/** Shared defaults as Python: `RegularizedDense = partial(layers.Dense, activation="elu", …)`. */

import { initializers } from '../catalog/initializers/index.ts'
import type { Config, Field } from '../fields/index.ts'
import { isObject } from '../json.ts'
import type { Model, ModelLayer, SharedDefaults } from '../model/model.ts'
import { valueCode } from './arguments.ts'
import { call, keyword, type Py, statement } from './printer.ts'

export interface Partials {
  /** Lines that define the partials. */
  readonly lines: readonly string[]
  readonly names: readonly string[]
  /** The partial that a layer is created with instead of Keras's class, and the arguments that it binds; null if there is none. */
  of(
    layer: ModelLayer,
  ): { readonly callee: string; readonly boundArgs: { readonly [name: string]: unknown } } | null
}

/** @param variable returns a free variable name close to the preferred one */
export function partials(model: Model, variable: (preferred: string) => string): Partials {
  const partialsById = new Map<
    string,
    { shared: SharedDefaults; layer: ModelLayer; keras: string; name: string }
  >()
  for (const layer of model.layers) {
    const { shared, definition } = layer
    const { keras } = definition
    if (!shared || keras === undefined || partialsById.has(shared.id) || boundNames(layer).length === 0)
      continue
    partialsById.set(shared.id, { shared, layer, keras, name: variable(shared.name) })
  }
  return {
    lines: [...partialsById.values()].flatMap(({ shared, layer, keras, name }) =>
      statement(
        call('partial', keras, ...boundNames(layer).map((n) => keyword(n, argumentCode(layer, n, shared)))),
        `${name} = `,
      ),
    ),
    names: [...partialsById.values()].map(({ name }) => name),
    of(layer) {
      const found = layer.shared && partialsById.get(layer.shared.id)
      if (!found) return null
      const entries = boundNames(layer).map((name) => [name, found.shared.props[name]])
      return { callee: found.name, boundArgs: Object.fromEntries(entries) }
    },
  }
}

/** Names of the arguments that the partial binds. An initializer object returns the same numbers for every layer that shares it
 *  (keras/src/initializers/random_initializers.py), so each layer creates its own object instead. */
const boundNames = ({ shared, definition }: ModelLayer): string[] =>
  shared!.given.filter((name) => {
    const field = definition.fields[name] as Field | undefined
    if (!field) return false
    const object = isObject(valueCode(field, shared!.props[name]))
    return !(
      object &&
      field.kind === 'config' &&
      field.family() === initializers &&
      isRandom(shared!.props[name])
    )
  })

const isRandom = (config: unknown): boolean =>
  'seed' in (config as Config) && (config as Config).seed === null

const argumentCode = ({ definition }: ModelLayer, name: string, { props }: SharedDefaults): Py =>
  valueCode(definition.fields[name] as Field, props[name])
