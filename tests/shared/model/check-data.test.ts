/** Problems of Inputs and Outputs that do not match the data, and their fixes. */
import { readFileSync } from 'node:fs'
import { produce } from 'immer'
import { expect, test } from 'vitest'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Document } from '../../../shared/document/document.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { Json } from '../../../shared/json.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { seriesOf } from '../../../shared/model/series.ts'
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
