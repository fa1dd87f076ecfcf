/** Compares our summary with the text that the real Keras prints, character by character. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from '../../shared/document/file.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { columnsOf, firstInputOf, isChain, type Model } from '../../shared/model/model.ts'
import { summary } from '../../shared/model/summary.ts'
import { goldenAnswers } from '../support/golden.ts'
import { describeModel, type GraphSpec, modelOf, randomGraph } from '../support/graph-specs.ts'
import { describeKeras } from '../support/keras.ts'
import { describeProps } from '../support/keras-comparison.ts'

const EXAMPLES = new URL('../../assets/examples/', import.meta.url)
const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.loom'))

const dense = (name: string, units = 3) => ({ type: 'Dense', name, props: { units } })

/** Chains and graphs with unusual names, widths and sizes. */
const specs: readonly (GraphSpec & { readonly title: string })[] = [
  {
    title: 'names around the width of the cell',
    input: [28, 28],
    layers: [
      { type: 'Flatten', name: 'flatten' },
      ...[22, 23, 24, 30, 31, 32, 40].map((n) => dense('n'.repeat(n), 30)),
      { type: 'BatchNormalization', name: 'batch_normalization_1' },
      dense('a-b_c.d'),
    ],
    calls: Array.from({ length: 10 }, (_, i) => [i, i]),
  },
  {
    title: 'millions of parameters and a shape of many sizes',
    input: [2, 3, 4, 100],
    layers: [
      dense('wide', 1000),
      { type: 'Flatten', name: 'flatten' },
      dense('large', 1000),
      dense('last', 1),
    ],
    calls: [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  },
  { title: 'no parameters', input: [7], layers: [{ type: 'Flatten', name: 'flatten' }], calls: [[0, 0]] },
  {
    title: 'a skip connection',
    input: [4],
    layers: [dense('dense', 4), dense('dense_1', 4), { type: 'Add', name: 'add' }, dense('dense_2', 10)],
    calls: [
      [0, 0],
      [1, 1],
      [2, 1, 2],
      [3, 3],
    ],
  },
  {
    title: 'a layer called twice',
    input: [4],
    layers: [dense('shared', 4), dense('last')],
    calls: [
      [0, 0],
      [0, 1],
      [1, 2],
    ],
  },
  {
    title: 'branches of different length, joined twice',
    input: [6],
    layers: [
      dense('left'),
      dense('right'),
      { type: 'BatchNormalization', name: 'right_again_and_longer' },
      { type: 'Concatenate', name: 'concatenate' },
      { type: 'Add', name: 'add' },
    ],
    calls: [
      [0, 0],
      [1, 0],
      [2, 2],
      [4, 1, 3],
      [3, 4, 1, 3, 4],
    ],
  },
  ...Array.from({ length: 20 }, (_, seed) => ({ title: `random graph ${seed}`, ...randomGraph(seed) })),
]

const isSequential = (d: GraphSpec) =>
  d.calls.every(([, ...inputs], i) => inputs.length === 1 && inputs[0] === i) &&
  d.calls.length === d.layers.length

const exampleModel = (name: string): Model =>
  analyze(parseDocument(readFileSync(new URL(name, EXAMPLES), 'utf8'))).model!

/** The description of an example for ask_keras.py. */
function describeExample(model: Model) {
  const inner = model.calls.filter((c) => c.layer.definition.category !== 'io')
  const layers = inner.map((c) => c.layer)
  return {
    input_shape: model.calls[0]!.layer.props.shape,
    layers: layers.map((l) => ({
      keras: l.definition.keras,
      config: { ...describeProps(l.definition.fields, l.props), name: l.name },
    })),
    // 0 is the first Input, −1 the second.
    calls: inner.map((c, i) => [
      i,
      ...c.inputs.map((from) => inner.indexOf(model.calls[from]!) + 1 || -model.inputs.indexOf(from)),
    ]),
    ...(model.inputs.length > 1
      ? {
          inputs: Object.fromEntries(
            model.inputs.map((at) => [model.calls[at]!.layer.name, columnsOf(model.calls[at]!)]),
          ),
        }
      : {}),
    ...(model.outputs.length > 1
      ? {
          outputs: Object.fromEntries(
            model.outputs.map((at) => [
              model.calls[at]!.layer.name,
              inner.indexOf(firstInputOf(model, model.calls[at]!)) + 1,
            ]),
          ),
        }
      : {}),
    sequential: isChain(model),
  }
}

describeKeras('summary()', () => {
  const cases = [
    ...examples.map((name) => ({
      name,
      model: exampleModel(name),
      request: describeExample(exampleModel(name)),
    })),
    ...specs.map((d) => ({ name: d.title, model: modelOf(d), request: describeModel(d, isSequential(d)) })),
  ]
  const answers = goldenAnswers<string>(
    'summary',
    cases.map((c) => ({ name: c.name, request: { kind: 'summary', ...c.request } })),
  )

  test('there are examples', () => expect(examples.length).toBeGreaterThanOrEqual(6))
  test.each(cases)('$name', ({ name, model }) => {
    expect(summary(model)).toBe(answers.saved(name))
  })
  test.each(answers.refreshed)('Keras still prints the stored summary: %s', async (name) => {
    expect(await answers.fresh(name)).toBe(answers.saved(name))
  })
})

test('the numbers of parameters in the lesson', () => {
  const figures = (name: string) => summary(exampleModel(name)).split('\n').slice(-4, -1)
  expect(figures('lesson-batchnorm.loom')).toEqual([
    ' Total params: 271,346 (1.04 MB)',
    ' Trainable params: 268,978 (1.03 MB)',
    ' Non-trainable params: 2,368 (9.25 KB)',
  ])
  expect(figures('lesson-batchnorm-before.loom')).toEqual([
    ' Total params: 270,946 (1.03 MB)',
    ' Trainable params: 268,578 (1.02 MB)',
    ' Non-trainable params: 2,368 (9.25 KB)',
  ])
})
