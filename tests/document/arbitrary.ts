/** Arbitrary valid documents for property tests: several networks, groups, shared layers and defaults, raw values that no field
 *  accepts, text in every script. */
import fc from 'fast-check'
import { callbacks } from '../../shared/catalog/callbacks/index.ts'
import { DTYPE_POLICIES } from '../../shared/catalog/dtype-policy.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import { optimizers } from '../../shared/catalog/optimizers/index.ts'
import { COLUMN_TYPES, type ColumnSettings } from '../../shared/data/columns.ts'
import { type DataReference, SPLIT_METHODS } from '../../shared/data/data-reference.ts'
import { markKey, type RowMark } from '../../shared/data/marks.ts'
import { dataSources } from '../../shared/data/sources/index.ts'
import { steps as preparationSteps } from '../../shared/data/steps/index.ts'
import type { Document, Edge, Layer, Network, Node, Training } from '../../shared/document/document.ts'
import { callCount } from '../../shared/document/groups.ts'
import { FORBIDDEN_KEYS } from '../../shared/document/parse-json.ts'
import { type Config, createConfig } from '../../shared/fields/index.ts'
import type { Json, JsonObject } from '../../shared/json.ts'

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/).filter((s) => !FORBIDDEN_KEYS.includes(s))
const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }))
const key = text.filter((s) => !FORBIDDEN_KEYS.includes(s))
/** JSON has no negative zero. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n))
const coordinate = fc.integer({ min: -5000, max: 5000 })
const position = fc.record({ x: coordinate, y: coordinate })
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const { raw } = fc.letrec<{ raw: Json }>((tie) => ({
  raw: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    number,
    text,
    fc.array(tie('raw'), { maxLength: 3 }),
    fc.dictionary(key, tie('raw'), { maxKeys: 3 }).map(plain),
  ),
}))

const types = [...layers.members.map((m) => m.type), 'FromTheFuture']
const fieldNames = [...new Set(layers.members.flatMap((m) => Object.keys(m.fields)))]
const props: fc.Arbitrary<JsonObject> = fc
  .dictionary(fc.oneof(fc.constantFrom(...fieldNames), key), raw, { maxKeys: 4 })
  .map(plain)

const layer = (definitions: readonly string[], typeOf: (definition: string) => string): fc.Arbitrary<Layer> =>
  fc
    .record({
      type: fc.constantFrom(...types),
      name: fc.oneof(fc.constant(''), text),
      props,
      trainable: fc.boolean(),
      dtype: fc.option(fc.constantFrom('float32', 'float16')),
      definition: fc.option(fc.constantFrom(...definitions, null)),
    })
    .map((l) => (l.definition === null ? l : { ...l, type: typeOf(l.definition) }))

const edge = (nodes: readonly string[]): fc.Arbitrary<Edge> => {
  const port = fc.record({ node: fc.constantFrom(...nodes), port: fc.integer({ min: 0, max: 2 }) })
  return fc.record({ from: port, to: port })
}

/** `inner`: networks it may contain as groups (later ones only, so that none contains itself). */
const network = (inner: readonly string[], anyLayer: fc.Arbitrary<Layer>): fc.Arbitrary<Network> =>
  fc.dictionary(id, anyLayer, { maxKeys: 6 }).chain((layerMap) => {
    const kinds: fc.Arbitrary<Node>[] = []
    const layerIds = Object.keys(layerMap)
    if (layerIds.length > 0)
      kinds.push(fc.record({ kind: fc.constant('layer'), layer: fc.constantFrom(...layerIds), position }))
    if (inner.length > 0)
      kinds.push(
        fc.record({
          kind: fc.constant('group'),
          network: fc.constantFrom(...inner),
          repeat: fc.integer({ min: 1, max: 9 }),
          position,
        }),
      )
    const nodes = kinds.length === 0 ? fc.constant({}) : fc.dictionary(id, fc.oneof(...kinds), { maxKeys: 6 })
    return nodes.chain((nodeMap) => {
      const ids = Object.keys(nodeMap)
      return fc.record({
        name: text,
        layers: fc.constant(plain(layerMap)),
        nodes: fc.constant(plain(nodeMap)),
        edges: ids.length === 0 ? fc.constant({}) : fc.dictionary(id, edge(ids), { maxKeys: 8 }).map(plain),
        notes: fc.dictionary(id, fc.record({ text, position, width: fc.nat(900), height: fc.nat(900) }), {
          maxKeys: 2,
        }),
      })
    })
  })

const training: fc.Arbitrary<Training> = fc.record({
  optimizer: fc.constantFrom(
    createConfig(optimizers, 'sgd', { momentum: 0.9, nesterov: true }),
    createConfig(optimizers, 'adam'),
    createConfig(optimizers, 'nadam', { learning_rate: 0.002 }),
  ),
  batch_size: fc.integer({ min: 1, max: 4096 }),
  epochs: fc.integer({ min: 1, max: 1000 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  shuffle: fc.boolean(),
  dtype_policy: fc.constantFrom(...DTYPE_POLICIES),
  class_weight: fc.constantFrom(null, [1, 0.5, 2], 'balanced' as const),
  callbacks: fc.constantFrom(
    [],
    [createConfig(callbacks, 'EarlyStopping', { patience: 5, restore_best_weights: true })],
  ),
})

const steps: fc.Arbitrary<readonly Config[]> = fc.array(
  fc.constantFrom(
    createConfig(preparationSteps, 'standardize'),
    createConfig(preparationSteps, 'fill', { strategy: 'constant', value: '-1', indicator: true }),
    createConfig(preparationSteps, 'one_hot', { missing: 'category' }),
    createConfig(preparationSteps, 'date_parts', { parts: ['month'] }),
  ),
  { maxLength: 3 },
)
const columns: fc.Arbitrary<readonly ColumnSettings[]> = fc.uniqueArray(
  fc.record({
    name: fc.oneof(text, fc.constant('__proto__')),
    type: fc.constantFrom('auto' as const, ...COLUMN_TYPES),
    steps: fc.option(steps),
    categories: fc.option(fc.array(text, { minLength: 1, maxLength: 3 })),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
)

const withoutColumns: fc.Arbitrary<DataReference> = fc.record({
  source: fc.oneof(
    fc.constant(createConfig(dataSources, 'fashion_mnist')),
    fc
      .record({ path: text, target: fc.option(text), features: fc.option(fc.array(text, { maxLength: 3 })) })
      .map((p) => createConfig(dataSources, 'csv', p)),
  ),
  split: fc.record({
    method: fc.constantFrom(...SPLIT_METHODS),
    validation: fc.oneof(fc.constant(0.1), fc.integer({ min: 0, max: 9000 })),
    test: fc.oneof(fc.constant(0.25), fc.integer({ min: 0, max: 9000 })),
    seed: fc.integer({ min: 0, max: 99 }),
    stratify: fc.boolean(),
    n_splits: fc.constantFrom(null, 4),
    fold: fc.constantFrom(null, 3),
    column: fc.constantFrom(null, 'group'),
  }),
  fingerprint: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
})

const rowMark: fc.Arbitrary<RowMark> = fc
  .record({ row: fc.integer({ min: 0, max: 99 }), fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/) })
  .chain((marked) =>
    fc.oneof(
      fc.constant({ ...marked, excluded: true as const }),
      fc.record({ target: text, label: text }).map((label) => ({ ...marked, ...label })),
    ),
  )
const marks = fc.uniqueArray(rowMark, { selector: markKey, minLength: 1, maxLength: 4 })

const data: fc.Arbitrary<DataReference> = fc
  .tuple(withoutColumns, fc.option(columns), fc.option(marks))
  .map(([reference, settings, marked]) => ({
    ...reference,
    ...(settings && { columns: settings }),
    ...(marked && { marks: marked }),
  }))

export const anyDocument: fc.Arbitrary<Document> = fc
  .record({
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
    definitions: fc.dictionary(id, fc.record({ name: text, type: fc.constantFrom(...types), props }), {
      maxKeys: 2,
    }),
  })
  .chain(({ ids, definitions }) => {
    const anyLayer = layer(Object.keys(definitions), (d) => definitions[d]!.type)
    const documents = fc.record({
      name: text,
      main: fc.constantFrom(...ids),
      networks: fc
        .tuple(...ids.map((_, i) => network(ids.slice(i + 1), anyLayer)))
        .map((all) => Object.fromEntries(ids.map((name, i) => [name, all[i]!]))),
      definitions: fc.constant(plain(definitions)),
      data: fc.option(data),
      training,
    })
    // The main network must not be a group, which the first network never is.
    return documents.map((d) => (callCount(d, d.main) > 0 ? { ...d, main: ids[0]! } : d))
  })

/** Arbitrary JSON. */
export const anyJson = raw
