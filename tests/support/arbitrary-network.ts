/** Arbitraries of complete networks: every option is random, and every text that a user can enter may be hostile. */
import fc from 'fast-check'
import { callbacks } from '../../shared/catalog/callbacks/index.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import { losses } from '../../shared/catalog/losses/index.ts'
import { metrics } from '../../shared/catalog/metrics/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import type { Document } from '../../shared/document/document.ts'
import { createDataReference } from '../../shared/document/settings.ts'
import { type Config, createConfig, type Family, type Field, type Fields } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'
import { documentOf } from './case-document.ts'

export const HOSTILE_TEXTS = [
  ...['"', "'", '"""', "'''", '\\', '\\"', '\n', '\r\n', '\t', '\0', '\u2028', '\u202e', '\ud800', '\ufeff'],
  ...['#', '{x}', '%s', '$(rm)', '층 이름', 'é', '😀', '"); import os  # ', '\\N{BULLET}', '\\x41', ' '],
]
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...HOSTILE_TEXTS, 'a', 'b_1'), { maxLength: 5 }).map((parts) => parts.join('')),
)

/** A value that the field accepts. */
function arbitraryValue(field: Field): fc.Arbitrary<Json> {
  const own: fc.Arbitrary<Json> = (() => {
    switch (field.kind) {
      case 'int':
        return fc.integer({ min: Math.max(field.min, -8), max: Math.min(field.max, 40) })
      case 'float':
        return fc.double({
          min: Math.max(field.min, -10),
          max: Math.min(field.max, 10),
          noNaN: true,
          minExcluded: field.exclusiveMin,
        })
      case 'bool':
        return fc.boolean()
      case 'choice':
        return fc.constantFrom(...field.choices)
      case 'text':
        return hostileText
      case 'shape':
        return fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 })
      case 'numbers':
        return fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 1, maxLength: 3 })
      case 'names':
        return fc.array(hostileText, { minLength: 1, maxLength: 3 })
      case 'config':
        return configOf(field.family())
      case 'rate':
        return fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), configOf(field.family()))
      case 'configs':
        return fc.array(configOf(field.family()), { maxLength: 2 })
    }
  })()
  return field.optional ? fc.option(own) : own
}

function propsOf(fields: Fields): fc.Arbitrary<{ [name: string]: Json }> {
  const entries = Object.entries(fields).map(
    ([name, field]) => [name, arbitraryValue(field as Field)] as const,
  )
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] }) as fc.Arbitrary<{
    [name: string]: Json
  }>
}

const configOf = (family: Family): fc.Arbitrary<Config> =>
  fc
    .constantFrom(...family.members)
    .chain((member) => propsOf(member.fields).map((props) => createConfig(family, member.type, props)))

const layerOf = (type: string) => {
  const { fields } = layers.members.find((m) => m.type === type)!
  return fc.record({
    type: fc.constant(type),
    props: propsOf(fields).map((props) => (type === 'BatchNormalization' ? { ...props, axis: -1 } : props)),
    trainable: fc.boolean(),
  })
}

const source: fc.Arbitrary<Json> = fc.oneof(
  fc.constant('fashion_mnist'),
  fc.record({ type: fc.constant('idx'), images: hostileText, labels: hostileText }),
  fc.record({
    type: fc.constant('csv'),
    path: hostileText,
    target: fc.option(hostileText),
    task: fc.constantFrom('auto', 'classes', 'number'),
    features: fc.option(fc.array(hostileText, { maxLength: 6 })),
    standardize: fc.boolean(),
  }),
)

/** A chain whose last layer has one or three units. Some chains call their first Dense layer twice. */
export const network: fc.Arbitrary<Document> = fc
  .record({
    name: hostileText,
    hidden: fc.array(
      fc.constantFrom('Dense', 'Flatten', 'Activation', 'BatchNormalization', 'Dropout').chain(layerOf),
      {
        maxLength: 5,
      },
    ),
    again: fc.boolean(),
    loss: configOf(losses),
    metrics: fc.array(configOf(metrics), { maxLength: 2 }),
    lossWeight: fc.constantFrom(1, 0.5),
    names: fc.array(fc.option(hostileText), { minLength: 10, maxLength: 10 }),
    optimizer: configOf(optimizers),
    callbacks: fc.array(configOf(callbacks), { maxLength: 2 }),
    source: fc.option(source),
    batch: fc.constantFrom(32, 7),
    shuffle: fc.boolean(),
  })
  .map((r) => {
    const last = { type: 'Dense', props: { units: r.loss.type.includes('categorical') ? 3 : 1 } }
    const chain = [{ type: 'Flatten' }, { type: 'Dense', props: { units: 4 } }, ...r.hidden, last]
    const calls = chain.map((_, i) => i)
    const document = documentOf({
      name: r.name,
      input: [4],
      layers: chain,
      calls: r.again ? [0, 1, 1, ...calls.slice(2)] : calls,
      loss: r.loss,
      lossWeight: r.lossWeight,
      metrics: r.metrics.map((m) => m.type),
    })
    const main = document.networks.main!
    const named = Object.entries(main.layers).map(([id, layer], i) => [
      id,
      { ...layer, name: r.names[i] ?? '' },
    ])
    return {
      ...document,
      networks: { main: { ...main, layers: Object.fromEntries(named) } },
      data: r.source === null ? null : createDataReference(r.source),
      training: {
        ...document.training,
        optimizer: r.optimizer,
        callbacks: r.callbacks,
        batch_size: r.batch,
        shuffle: r.shuffle,
      },
    }
  })
