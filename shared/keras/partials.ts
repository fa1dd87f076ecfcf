/** Shared defaults as Python: `RegularizedDense = partial(layers.Dense, activation="elu", …)`. */
import type { Config, Field } from '../fields/index.ts'
import { initializers } from '../initializers/index.ts'
import { isObject } from '../json.ts'
import type { Model, ModelLayer, SharedDefaults } from '../model/model.ts'
import { value } from './arguments.ts'
import { call, keyword, type Py, statement } from './printer.ts'

export interface Partials {
  /** Lines that define the partials. */
  readonly lines: readonly string[]
  readonly names: readonly string[]
  /** The partial that a layer is created with instead of Keras's class, and the arguments that it binds; null if there is none. */
  of(
    layer: ModelLayer,
  ): { readonly callee: string; readonly given: { readonly [name: string]: unknown } } | null
}

/** @param variable returns a free variable name close to the preferred one */
export function partials(model: Model, variable: (wish: string) => string): Partials {
  const followed = new Map<string, { shared: SharedDefaults; layer: ModelLayer; name: string }>()
  for (const layer of model.layers)
    if (layer.shared && !followed.has(layer.shared.id) && namesOf(layer).length > 0)
      followed.set(layer.shared.id, { shared: layer.shared, layer, name: variable(layer.shared.name) })
  return {
    lines: [...followed.values()].flatMap(({ shared, layer, name }) =>
      statement(
        call(
          'partial',
          layer.definition.keras,
          ...namesOf(layer).map((n) => keyword(n, written(layer, n, shared))),
        ),
        `${name} = `,
      ),
    ),
    names: [...followed.values()].map(({ name }) => name),
    of(layer) {
      const found = layer.shared && followed.get(layer.shared.id)
      if (!found) return null
      const given = namesOf(layer).map((name) => [name, found.shared.props[name]])
      return { callee: found.name, given: Object.fromEntries(given) }
    },
  }
}

/** Names of the arguments that the partial binds. An initializer object returns the same numbers for every layer that shares it
 *  (keras/src/initializers/random_initializers.py), so each layer creates its own object instead. */
const namesOf = ({ shared, definition }: ModelLayer): string[] =>
  shared!.given.filter((name) => {
    const field = definition.fields[name] as Field | undefined
    if (!field) return false
    const object = isObject(value(field, shared!.props[name]))
    return !(
      object &&
      field.kind === 'config' &&
      field.family() === initializers &&
      isRandom(shared!.props[name])
    )
  })

const isRandom = (config: unknown): boolean =>
  'seed' in (config as Config) && (config as Config).seed === null

const written = ({ definition }: ModelLayer, name: string, { props }: SharedDefaults): Py =>
  value(definition.fields[name] as Field, props[name])
