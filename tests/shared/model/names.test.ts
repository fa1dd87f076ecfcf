/** Layer names: the person's if Keras accepts them, else numbered like in Keras; always unique. */
import { expect, test } from 'vitest'
import type { Document } from '../../../shared/document/document.ts'
import {
  addLayer,
  connect,
  disconnect,
  groupNodes,
  removeNodes,
  renameLayer,
} from '../../../shared/document/edits.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'

/** A chain whose layers have these names, starting with the Input. */
function named(types: readonly string[], names: readonly string[]): Document {
  const document = chain(...types)
  const main = document.networks.main!
  const layers = Object.entries(main.layers).map(([id, layer], i) => [id, { ...layer, name: names[i] ?? '' }])
  return { ...document, networks: { main: { ...main, layers: Object.fromEntries(layers) } } }
}
const namesOf = (document: Document) => [...analyze(document).nodes.values()].map((n) => n.name)
const nameWarnings = (document: Document) =>
  analyze(document).problems.flatMap((p) => (p.code === 'bad-name' ? [[p.severity, p.message.en]] : []))

test('unnamed layers are numbered like in Keras', () => {
  expect(namesOf(named(['Input', 'Dense', 'BatchNormalization', 'Dense', 'Dense', 'Output'], []))).toEqual([
    'input_layer',
    'dense',
    'batch_normalization',
    'dense_1',
    'dense_2',
    'output',
  ])
})

test('a number used by the person is skipped', () => {
  const document = named(['Input', 'Dense', 'Dense', 'Dense'], ['', '', 'dense', 'hidden-2.a'])
  expect(namesOf(document)).toEqual(['input_layer', 'dense_1', 'dense', 'hidden-2.a'])
  expect(nameWarnings(document)).toEqual([])
})

test('a name that Keras refuses is replaced by an automatic one, with a warning', () => {
  for (const name of ['은닉층', 'a b', 'a/b', '_a', '', 'a"b', 'a\nb'].filter(Boolean)) {
    const document = named(['Input', 'Dense'], ['', name])
    expect(namesOf(document)).toEqual(['input_layer', 'dense'])
    expect(nameWarnings(document)).toEqual([
      [
        'warning',
        `Keras does not allow the name “${name}”, so the layer trains and is exported as dense. Use letters A–Z, digits, _, - and . only.`,
      ],
    ])
  }
})

test('the second of two layers with one name gets another, with a warning', () => {
  const document = named(['Input', 'Dense', 'Dense'], ['', 'twin', 'twin'])
  expect(namesOf(document)).toEqual(['input_layer', 'twin', 'dense_1'])
  expect(nameWarnings(document)).toEqual([
    [
      'warning',
      'Another layer is already named “twin”, so this one trains and is exported as dense_1. Give it another name.',
    ],
  ])
})

/** Layer names by node id. */
const byNode = (document: Document) =>
  Object.fromEntries([...analyze(document).nodes].map(([id, { name }]) => [id, name]))

test('a layer keeps its first name, however it is wired', () => {
  const drawn = chain('Input', 'Dense', 'Dense', 'Dense', 'Output')
  const names = {
    input: 'input_layer',
    dense: 'dense',
    dense_2: 'dense_1',
    dense_3: 'dense_2',
    output: 'output',
  }
  expect(byNode(drawn)).toEqual(names)
  const { edges } = drawn.networks.main!
  const unconnected = disconnect(drawn, Object.keys(edges))
  expect(byNode(unconnected)).toEqual(names)
  // The chain in reverse order.
  const reversed = [
    ['input', 'dense_3'],
    ['dense_3', 'dense_2'],
    ['dense_2', 'dense'],
    ['dense', 'output'],
  ].reduce((d, [from, to]) => connect(d, { node: from!, port: 0 }, { node: to!, port: 0 }), unconnected)
  expect(byNode(reversed)).toEqual(names)
  // Layers that Keras would name differently are named in the program.
  const named = [...generateKeras(reversed).matchAll(/layers\.Dense\(\d+(.*)\),/g)].map(([, name]) => name)
  expect(named).toEqual([', name="dense_2"', ', name="dense_1"', ''])
})

test('removing or renaming another layer changes no name; a new layer gets the unused number', () => {
  const drawn = chain('Input', 'Dense', 'Dense', 'Dense', 'Output')
  expect(byNode(removeNodes(drawn, ['dense']))).toMatchObject({ dense_2: 'dense_1', dense_3: 'dense_2' })
  expect(byNode(renameLayer(drawn, 'dense_2', 'hidden'))).toMatchObject({
    dense: 'dense',
    dense_2: 'hidden',
    dense_3: 'dense_2',
  })
  const more = addLayer(removeNodes(drawn, ['dense_2']), 'Dense', null)
  expect(Object.values(byNode(more)).sort()).toEqual(['dense', 'dense_1', 'dense_2', 'input_layer', 'output'])
})

test('layers whose ids are Keras’s names keep these names', () => {
  const drawn = chain('Input', 'Dense', 'Dense', 'Dense', 'Output')
  const text = JSON.stringify(drawn).replaceAll('dense_2', 'dense_1').replaceAll('dense_3', 'dense_2')
  expect(byNode(JSON.parse(text) as Document)).toMatchObject({
    dense: 'dense',
    dense_1: 'dense_1',
    dense_2: 'dense_2',
  })
})

test('a type that is also inside a block is numbered in the creation order of Keras', () => {
  const grouped = groupNodes(chain('Input', 'Dense', 'Dense', 'Dense', 'Output'), ['dense_2'])
  expect(byNode(grouped)).toMatchObject({ dense: 'dense', 'block/dense_2': 'dense_1', dense_3: 'dense_2' })
  expect(generateKeras(grouped)).toContain('def block(x):')
})
