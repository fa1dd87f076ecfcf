/** Layer names: the person's where Keras takes them, else Keras's own numbering; never two alike. */
import { expect, test } from 'vitest'
import type { Document } from '../../../shared/document/document.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'

/** A chain whose layers have these names, from the Input on. */
function named(types: readonly string[], names: readonly string[]): Document {
  const document = chain(...types)
  const main = document.networks.main!
  const layers = Object.entries(main.layers).map(([id, layer], i) => [id, { ...layer, name: names[i] ?? '' }])
  return { ...document, networks: { main: { ...main, layers: Object.fromEntries(layers) } } }
}
const namesOf = (document: Document) => [...analyze(document).nodes.values()].map((n) => n.name)
const remarks = (document: Document) =>
  analyze(document).problems.flatMap((p) => (p.code === 'bad-name' ? [[p.severity, p.message.en]] : []))

test('unnamed layers are numbered as Keras numbers them', () => {
  expect(namesOf(named(['Input', 'Dense', 'BatchNormalization', 'Dense', 'Dense', 'Output'], []))).toEqual([
    'input_layer',
    'dense',
    'batch_normalization',
    'dense_1',
    'dense_2',
    'output',
  ])
})

test('a number that a person has taken is left out', () => {
  const document = named(['Input', 'Dense', 'Dense', 'Dense'], ['', '', 'dense', 'hidden-2.a'])
  expect(namesOf(document)).toEqual(['input_layer', 'dense_1', 'dense', 'hidden-2.a'])
  expect(remarks(document)).toEqual([])
})

test('a name that Keras refuses gives way to an automatic one, with a remark', () => {
  for (const name of ['은닉층', 'a b', 'a/b', '_a', '', 'a"b', 'a\nb'].filter(Boolean)) {
    const document = named(['Input', 'Dense'], ['', name])
    expect(namesOf(document)).toEqual(['input_layer', 'dense'])
    expect(remarks(document)).toEqual([
      [
        'warning',
        `Keras refuses the name “${name}”, so the layer trains and is exported as dense. Use letters A–Z, digits, _, - and . only.`,
      ],
    ])
  }
})

test('of two layers with one name the second gets another, with a remark', () => {
  const document = named(['Input', 'Dense', 'Dense'], ['', 'twin', 'twin'])
  expect(namesOf(document)).toEqual(['input_layer', 'twin', 'dense'])
  expect(remarks(document)).toEqual([
    [
      'warning',
      'Another layer is already called “twin”, so this one trains and is exported as dense. Give it another name.',
    ],
  ])
})
