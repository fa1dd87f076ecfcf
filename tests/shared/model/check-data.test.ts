/** Problems of Inputs and Outputs that do not match the data, and their fixes. */
import { readFileSync } from 'node:fs'
import { produce } from 'immer'
import { expect, test } from 'vitest'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Document } from '../../../shared/document/document.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import type { Json } from '../../../shared/json.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { seriesOf } from '../../../shared/model/series.ts'
import { documentOf } from '../../support/case-document.ts'
import { dataInfo } from '../../support/data-info.ts'

const example = parseDocument(
  readFileSync(new URL('../../../assets/examples/wide-and-deep.loom', import.meta.url), 'utf8'),
)
const data = dataInfo({
  shape: [3],
  columns: ['sepal_length', 'sepal_width', 'petal_length'].map((name) => ({ name, type: 'number' })),
  targets: [
    { name: 'species', kind: 'classes', classes: ['setosa', 'versicolor', 'virginica'] },
    { name: 'petal_width', kind: 'number', classes: [] },
  ],
})
/** The example with one argument of a layer changed; the field `name` is the layer's name. */
const edited = (layer: string, field: string, value: Json): Document =>
  produce(example, (draft) => {
    const found = draft.networks.main!.layers[layer]!
    if (field === 'name') found.name = String(value)
    else (found.props as { [field: string]: Json })[field] = value
  })
const problemsOf = (document: Document, of: DataInfo = data) =>
  analyze(document, of).problems.map((p) => [p.code, p.node, p.field, p.message.en])
/** The document after the first offered fix. */
const applyFix = (document: Document, of: DataInfo = data) => {
  const { fix } = analyze(document, of).problems.find((p) => p.fix)!
  return fix!.apply(document)
}

test('the example matches its data', () => {
  expect(problemsOf(example)).toEqual([])
  expect(seriesOf(analyze(example, data).model!)).toEqual([
    'loss',
    'kind_loss',
    'kind_accuracy',
    'width_loss',
    'width_mean_absolute_error',
  ])
})

test('missing columns, duplicate columns, and a number of columns that does not match the shape', () => {
  expect(problemsOf(edited('deep', 'columns', ['petal_length', 'height']))).toEqual([
    [
      'no-columns',
      'deep',
      'columns',
      'deep: the data’s features have no column “height”. They are “sepal_length”, “sepal_width”, “petal_length”.',
    ],
  ])
  expect(problemsOf(edited('deep', 'columns', ['petal_length', 'petal_length']))).toEqual([
    ['column-twice', 'deep', 'columns', 'deep: columns lists “petal_length” twice. List it once.'],
  ])
  const three = edited('deep', 'columns', ['sepal_length', 'petal_length', 'sepal_width'])
  expect(problemsOf(three)).toEqual([
    ['data-shape', 'deep', 'shape', 'deep: shape is (2,), but its columns give (3,).'],
  ])
  expect(problemsOf(applyFix(three))).toEqual([])
  const pictures = dataInfo({ ...data, columns: [] })
  expect(problemsOf(example, pictures).map(([code, node]) => [code, node])).toEqual([
    ['no-columns', 'deep'],
    ['no-columns', 'wide'],
  ])
})

test('the fix of a missing target adds it to the data’s targets', () => {
  const features = [...data.columns, { name: 'petal_width', type: 'number' as const }]
  const one = dataInfo({ ...data, shape: [4], columns: features, targets: [data.targets[0]] })
  const withTargets = produce(example, (draft) => {
    Object.assign(draft.data!.source, { target: 'species', features: features.map(({ name }) => name) })
  })
  expect(problemsOf(withTargets, one)).toEqual([
    [
      'no-target',
      'width',
      'target',
      'width: target is “petal_width”, but the data’s targets are “species”. Choose one of them, or add the column to the data’s target.',
    ],
  ])
  expect(applyFix(withTargets, one).data!.source).toMatchObject({
    target: ['species', 'petal_width'],
    features: ['sepal_length', 'sepal_width', 'petal_length'],
  })
  // An unknown column cannot be added.
  expect(analyze(edited('width', 'target', 'price'), data).problems.map((p) => p.fix)).toEqual([undefined])
})

test('an Output whose figures would have duplicate names', () => {
  expect(problemsOf(edited('width', 'name', 'val'))).toEqual([
    [
      'same-figure',
      'width',
      null,
      'val: the name “val_loss” of its loss or metric is already used in this network. Give the Output another name.',
    ],
  ])
})

test('class weights require one Output, and exclude sample weights', () => {
  const withClassWeight = { ...example, training: { ...example.training, class_weight: [1, 2, 3] } }
  expect(problemsOf(withClassWeight).map(([code, , field]) => [code, field])).toEqual([
    ['class-weight-outputs', 'class_weight'],
  ])
  expect(applyFix(withClassWeight).training.class_weight).toBeNull()
  expect(problemsOf(withClassWeight, dataInfo({ ...data, weights: 'w' })).map(([code]) => code)).toEqual([
    'class-weight-outputs',
    'class-weight-rows',
  ])
})

test('weighted metrics without weights', () => {
  const document = edited('kind', 'weighted_metrics', ['accuracy'])
  expect(problemsOf(document).map(([code, node, field]) => [code, node, field])).toEqual([
    ['nothing-weighs', 'kind', 'weighted_metrics'],
  ])
  const weighted = dataInfo({ ...data, weights: 'w' })
  expect(problemsOf(document, weighted)).toEqual([])
  expect(seriesOf(analyze(document, weighted).model!)).toContain('kind_weighted_accuracy')
})

test('an analysis made before the data are known has the same problems with the data, and the same model', () => {
  const document = edited('deep', 'columns', ['sepal_length', 'nothing'])
  const analysis = analyze(document)
  const before = analysis.problems
  const { problems, nodes, model } = analysis.withData(data)
  const expected = analyze(document, data)
  const plain = (list: typeof problems) => list.map(({ fix: _, ...rest }) => rest)
  expect(plain(problems)).toEqual(plain(expected.problems))
  expect(problems.length).toBeGreaterThan(before.length)
  for (const [node, facts] of expected.nodes)
    expect(plain(nodes.get(node)!.problems)).toEqual(plain(facts.problems))
  expect(model).toBe(analysis.model)
  // The first analysis keeps its own problems.
  expect(analysis.problems).toBe(before)
  expect([...analysis.nodes.values()].flatMap((facts) => facts.problems)).toEqual(before)
})

test('the fix of a target without an Output adds a head for it', () => {
  const single = produce(example, (draft) => {
    const network = draft.networks.main!
    const [id] = Object.entries(network.layers).find(([, layer]) => layer.name === 'width')!
    delete network.nodes[id]
    delete network.layers[id]
    for (const [edge, { to }] of Object.entries(network.edges)) if (to.node === id) delete network.edges[edge]
  })
  expect(problemsOf(single).map(([code]) => code)).toEqual(['target-without-output'])
  const after = applyFix(single)
  expect(problemsOf(after)).toEqual([])
  expect(seriesOf(analyze(after, data).model!)).toContain('output_mean_absolute_error')
})

const coded = dataInfo({
  shape: [4],
  columns: [
    { name: 'size', type: 'number' },
    { name: 'shop', type: 'category', isPrepared: true, code: { kind: 'index', size: 9 } },
    { name: 'kind', type: 'category', isPrepared: true, code: { kind: 'one-hot', size: 2 } },
  ],
  targets: [{ name: 'price', kind: 'number', classes: [] }],
})
const plain = (shape: number): Document =>
  documentOf({
    name: 'codes',
    input: [shape],
    layers: [{ type: 'Dense', props: { units: 1 } }],
    loss: 'mean_squared_error',
  })

test('codes get an Embedding and an Input of their own', () => {
  expect(problemsOf(plain(4), coded)).toEqual([
    [
      'codes-as-numbers',
      'n0',
      'columns',
      'layer0: column “shop” holds codes from 0 to 8, which are names and no amounts. Let an Embedding with input_dim 9 learn what they mean.',
    ],
  ])
  const after = applyFix(plain(4), coded)
  expect(problemsOf(after, coded)).toEqual([])
  const { model } = analyze(after, coded)
  expect(model!.calls.map(({ layer, outputShape }) => [layer.definition.type, outputShape.slice(1)])).toEqual(
    [
      ['Input', [3]],
      ['Input', [1]],
      ['Embedding', [1, 5]],
      ['Flatten', [5]],
      ['Concatenate', [8]],
      ['Dense', [1]],
      ['Output', [1]],
    ],
  )
  expect(
    generateKeras(
      { ...after, data: createDataReference({ type: 'csv', path: 'a.csv' }) },
      analyze(after, coded),
      coded,
    ),
  ).toContain('layers.Embedding(input_dim=9, output_dim=5)')
})

test('a second column of codes joins the same Concatenate, and codes alone need none', () => {
  const two = {
    ...coded,
    shape: [3],
    columns: [...coded.columns.slice(0, 2), { ...coded.columns[1]!, name: 'city' }],
  }
  const after = applyFix(applyFix(plain(3), two), two)
  expect(problemsOf(after, two)).toEqual([])
  const types = analyze(after, two).model!.calls.map(({ layer }) => layer.definition.type)
  expect(types.filter((type) => type === 'Concatenate')).toHaveLength(1)
  expect(types.filter((type) => type === 'Embedding')).toHaveLength(2)
  const alone = { ...coded, shape: [1], columns: coded.columns.slice(1, 2) }
  const direct = analyze(applyFix(plain(1), alone), alone)
  expect(direct.problems).toEqual([])
  expect(direct.model!.calls.map(({ layer }) => layer.definition.type)).toEqual([
    'Input',
    'Embedding',
    'Flatten',
    'Dense',
    'Output',
  ])
})
