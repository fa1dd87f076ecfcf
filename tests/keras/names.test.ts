/** Checks with the real Keras every name that our programs write, and every default that they leave out. */
import { expect, test } from 'vitest'
import { activations } from '../../shared/catalog/activations/index.ts'
import { callbacks } from '../../shared/catalog/callbacks/index.ts'
import { initializers } from '../../shared/catalog/initializers/index.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import { losses } from '../../shared/catalog/losses/index.ts'
import { metrics } from '../../shared/catalog/metrics/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { regularizers } from '../../shared/catalog/regularizers/index.ts'
import { type Definition, type Field, toJson } from '../../shared/fields/index.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

const byName: readonly [string, readonly Definition[]][] = [
  ['activations', activations.members],
  ['initializers', initializers.members],
  ['regularizers', regularizers.members],
  ['losses', losses.members],
  ['metrics', metrics.members],
  ['optimizers', optimizers.members],
]
const kerasLayers = layers.members.filter((d) => d.category !== 'io')
const classes = [
  ...byName.filter(([module]) => module !== 'activations').flatMap(([, members]) => members),
  ...kerasLayers,
  ...callbacks.members,
]

/** Whether a program may write the name alone. A definition with a required argument is written as an object. */
const isWrittenByName = (d: Definition) => !Object.values(d.fields).some((f) => (f as Field).required)

/** Other names that Keras has for an initializer: a class name in PReLU, a short name in Embedding. */
const ALIASES: { readonly [name: string]: string } = { Zeros: 'zeros', uniform: 'random_uniform' }

describeKeras('Names and defaults', () => {
  let answers: Promise<unknown[]> | null = null
  const ask = () => {
    answers ??= askKeras([
      {
        kind: 'unknown',
        things: [
          ...byName.flatMap(([module, members]) =>
            members.map((d) => [isWrittenByName(d) ? module : null, d.type, d.keras]),
          ),
          ...[...kerasLayers, ...callbacks.members].map((d) => [null, d.type, d.keras]),
        ],
      },
      ...classes.map((d) => ({ kind: 'defaults', path: d.keras })),
      { kind: 'directions', paths: metrics.members.map((d) => d.keras) },
    ])
    return answers
  }

  test('Keras knows every name and every class', async () => {
    expect((await ask())[0]).toEqual([])
  })

  test('Keras knows the same direction of every metric', async () => {
    const ours = metrics.members.map((d) => [d.type, d.undirected ? null : d.direction])
    const theirs = (await ask()).at(-1) as readonly unknown[]
    expect(ours).toEqual(metrics.members.map((d, i) => [d.type, theirs[i]]))
  })

  test.each(classes.map((d, i) => [d.keras, d, i] as const))('defaults of %s', async (_, definition, i) => {
    const kerasDefaults = (await ask())[i + 1] as { [argument: string]: unknown }
    const fields = Object.entries(definition.fields) as [string, Field][]
    expect(fields.filter(([name]) => !(name in kerasDefaults)).map(([name]) => name)).toEqual([])
    // Required arguments are always written, so their defaults in Keras do not matter.
    const optional = fields.filter(([, field]) => !field.required)
    const ours = optional.map(([name, field]) => [name, toJson(field, field.default)])
    // In Keras, Dense(activation=None) means linear.
    const theirs = optional.map(([name]) => {
      if (name === 'activation') return [name, kerasDefaults[name] ?? 'linear']
      const alias = ALIASES[String(kerasDefaults[name])]
      return [name, alias ?? kerasDefaults[name]]
    })
    expect(ours).toEqual(theirs)
  })
})
