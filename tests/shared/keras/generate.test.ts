/** The exported program: unfinished networks, groups, branches, literals and line breaks. */
import { describe, expect, test } from 'vitest'
import type { Document } from '../../../shared/document/document.ts'
import {
  addLayer,
  connect,
  groupNodes,
  renameGroup,
  renameLayer,
  setField,
  setRepeat,
} from '../../../shared/document/edits.ts'
import { editNetwork } from '../../../shared/document/groups.ts'
import { emptyDocument } from '../../../shared/document/new.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import type { Line } from '../../../shared/keras/lines.ts'
import { modelCode } from '../../../shared/keras/model.ts'
import { call, float, keyword, list, statement, text, tuple } from '../../../shared/keras/printer.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'
import { modelOf } from '../../support/graph-specs.ts'

const textsOf = (lines: readonly Line[]) => lines.map(({ text }) => text)

describe('an unfinished network', () => {
  test('an empty one', () => {
    expect(generateKeras(emptyDocument('Mine'))).toBe(
      [
        '# Mine',
        '#',
        '# The network is not finished, so there is no program yet:',
        '# - The canvas is empty. Drag an Input from the palette, or open an example.',
        '',
      ].join('\n'),
    )
  })

  test('every line is a comment, for any document name', () => {
    const name = 'a"""\nimport os\r\u2028b'
    const code = generateKeras({ ...emptyDocument(''), name })
    expect(
      code
        .split('\n')
        .slice(0, -1)
        .every((line) => line.startsWith('#')),
    ).toBe(true)
    expect(code.split('\n')[0]).toBe('# a""" import os b')
    for (const line of code.split('\n')) expect(line.length).toBeLessThanOrEqual(88)
  })
})

describe('a group', () => {
  const drawn = chain('Input', 'Dense', 'Dropout', 'Add', 'Dense', 'Output')
  const residual = connect(
    setField(setField(drawn, 'dense', 'units', 4), 'input', 'shape', [4]),
    { node: 'input', port: 0 },
    { node: 'add', port: 1 },
  )
  const grouped = groupNodes(residual, ['dense', 'dropout', 'add'])
  const code = (document: Document) => {
    const { shared, functions, network } = modelCode(analyze(document).model!, new Set())
    return [...shared, ...textsOf(functions), ...textsOf(network)].join('\n')
  }

  test('is a function, called once', () => {
    expect(code(renameGroup(grouped, 'block', 'Residual block'))).toBe(
      [
        'def residual_block(inputs):',
        '    x = layers.Dense(4)(inputs)',
        '    x = layers.Dropout(0.2)(x)',
        '    x = layers.Add()([x, inputs])',
        '    return x',
        'inputs = keras.Input(shape=(4,))',
        'x = residual_block(inputs)',
        'outputs = layers.Dense(100)(x)',
        'model = keras.Model(inputs, outputs)',
      ].join('\n'),
    )
  })

  test('is called in a loop when it is repeated', () => {
    const lines = code(setRepeat(grouped, 'block', 3)).split('\n')
    expect(lines.slice(-6)).toEqual([
      'inputs = keras.Input(shape=(4,))',
      'x = inputs',
      'for _ in range(3):',
      '    x = block(x)',
      'outputs = layers.Dense(100)(x)',
      'model = keras.Model(inputs, outputs)',
    ])
  })

  test('in a group is a function that the other calls', () => {
    const outer = setRepeat(groupNodes(setRepeat(grouped, 'block', 2), ['block']), 'block_2', 2)
    expect(
      code(renameGroup(outer, 'block_2', 'Stage'))
        .split('\n')
        .slice(5, 16),
    ).toEqual([
      '',
      '',
      'def stage(x):',
      '    for _ in range(2):',
      '        x = block(x)',
      '    return x',
      'inputs = keras.Input(shape=(4,))',
      'x = inputs',
      'for _ in range(2):',
      '    x = stage(x)',
      'outputs = layers.Dense(100)(x)',
    ])
  })

  test('with two outputs is unrolled when one is unused in the last repetition only', () => {
    const two = ['dense', 'dense_2', 'dense_3'].reduce(
      (d, node) => setField(d, node, 'units', 4),
      setField(chain('Input', 'Dense', 'Dense', 'Dense', 'Dense', 'Output'), 'input', 'shape', [4]),
    )
    // A chain of three dropouts without an Output is parallel to dense → dense_2 → dense_3.
    const drawn = addLayer(two, 'Dropout', { x: 300, y: 0 })
    const branched = connect(drawn, { node: 'input', port: 0 }, { node: 'dropout', port: 0 })
    const extended = addLayer(branched, 'Dropout', null, { after: 'dropout' })
    const connected = addLayer(extended, 'Dropout', null, { after: 'dropout_2' })
    const whole = groupNodes(connected, ['dense_2', 'dropout_2'])
    const repeated = setRepeat(whole, 'block', 2)
    expect(analyze(repeated).model).not.toBeNull()
    expect(code(repeated)).not.toContain('def ')
  })

  test('with a named layer is unrolled, because Keras refuses two layers with one name', () => {
    const named = editNetwork(setRepeat(grouped, 'block', 2), 'block', (d) =>
      renameLayer(d, 'dense', 'hidden'),
    )
    const text = code(named)
    expect(text).not.toContain('def ')
    expect(text).toContain('name="block_hidden"')
    expect(text).toContain('name="block_1_hidden"')
  })
})

test('without data the program has the model only and notes what is missing', () => {
  const document: Document = { ...chain('Input', 'Flatten', 'Dense', 'Output'), data: null }
  const code = generateKeras(withSoftmax(document))
  expect(code).toContain('keras.utils.set_random_seed(1)')
  expect(code).toContain('model.compile(')
  expect(code).not.toContain('numpy')
  expect(code).not.toContain('args')
  expect(code.trimEnd().split('\n').at(-1)).toBe(
    '# The document has no data yet: choose data to add fit, evaluate and save here.',
  )
})

/** The document with Dense layers that suit the loss. */
function withSoftmax(document: Document): Document {
  const network = document.networks.main!
  const layers = Object.fromEntries(
    Object.entries(network.layers).map(([id, layer]) => [
      id,
      layer.type === 'Dense' ? { ...layer, props: { units: 3, activation: 'softmax' } } : layer,
    ]),
  )
  return { ...document, networks: { main: { ...network, layers } } }
}

test('before the data is read, an Output may name the target of columns of labels in any way that it may have', () => {
  const drawn = setField(chain('Input', 'Dense', 'Output'), 'input', 'shape', [4])
  const trained = setField(setField(drawn, 'dense', 'units', 2), 'output', 'loss', 'binary_crossentropy')
  const data = createDataReference({ type: 'csv', path: 'films.csv', labels: ['seen', 'sad'] })
  const code = (target: string | null) =>
    generateKeras({ ...setField(trained, 'output', 'target', target), data })
  expect(code(null)).toContain('["seen", "sad"]')
  expect(code('labels')).toBe(code(null))
  expect(code('labels (columns)')).toBe(code(null))
})

test('a network that Keras would refuse has a remark above the program', () => {
  const document = chain('Input', 'Flatten', 'Dense', 'Output')
  const main = document.networks.main!
  const layers = Object.fromEntries(
    Object.entries(main.layers).map(([id, layer]) => {
      if (layer.type === 'Dense') return [id, { ...layer, props: { units: 3, activation: 'softmax' } }]
      return [id, layer.type === 'Output' ? { ...layer, props: { loss: 'mean_squared_error' } } : layer]
    }),
  )
  const code = generateKeras({ ...document, networks: { main: { ...main, layers } } })
  expect(code).toContain('# Keras will refuse this network, or learn nothing useful from it:\n# - output: ')
  expect(code).toContain('loss="mean_squared_error"')
})

describe('branches', () => {
  const d = (name: string) => ({ type: 'Dense', name, props: { units: 4 } })
  test('a value used later is named after its layer; one used in the next line only is x', () => {
    const model = modelOf({
      input: [4],
      layers: [d('dense'), d('dense_1'), d('dense_2'), { type: 'Add', name: 'add' }, d('dense_3')],
      calls: [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 3, 1],
        [4, 4],
      ],
    })
    expect(textsOf(modelCode(model, new Set()).network)).toEqual([
      'inputs = keras.Input(shape=(4,))',
      'dense = layers.Dense(4)(inputs)',
      'x = layers.Dense(4)(dense)',
      'x = layers.Dense(4)(x)',
      'x = layers.Add()([x, dense])',
      'outputs = layers.Dense(4)(x)',
      'model = keras.Model(inputs, outputs)',
    ])
  })

  test('a shared layer is created once, and no variable shadows a word of Python or of the program', () => {
    const model = modelOf({
      input: [4],
      layers: [d('lambda'), d('layers'), d('2nd-try'), { type: 'Concatenate', name: 'np' }],
      calls: [
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
        [3, 1, 2, 3, 4],
      ],
    })
    expect(textsOf(modelCode(model, new Set(['lambda', 'layers', '2nd-try', 'np'])).network)).toEqual([
      'inputs = keras.Input(shape=(4,))',
      'lambda_2 = layers.Dense(4, name="lambda")(inputs)',
      'layers_2 = layers.Dense(4, name="layers")(inputs)',
      'layer_2nd_try_layer = layers.Dense(4, name="2nd-try")',
      'layer_2nd_try = layer_2nd_try_layer(inputs)',
      'x = layer_2nd_try_layer(lambda_2)',
      'outputs = layers.Concatenate(name="np")([lambda_2, layers_2, layer_2nd_try, x])',
      'model = keras.Model(inputs, outputs)',
    ])
  })
})

describe('literals', () => {
  test.each([
    [0.001, '0.001'],
    [1, '1.0'],
    [-2, '-2.0'],
    [0, '0.0'],
    [1e-7, '1e-7'],
    [0.0001, '0.0001'],
    [1.5e-5, '1.5e-5'],
    [1e21, '1e21'],
    [1 / 3, '0.3333333333333333'],
  ])('%f', (value, python) => expect(float(value)).toBe(python))

  test.each([
    ['plain', '"plain"'],
    ['층 é 😀', '"층 é 😀"'],
    ['say "hi"', `'say "hi"'`],
    [`it's "so"`, `'it\\'s "so"'`],
    ['a\\b', '"a\\\\b"'],
    ['a\nb\tc', '"a\\nb\\tc"'],
    ['\u202eabc', '"\\u202eabc"'],
    ['\u00a0\ud800\u{e0001}', '"\\xa0\\ud800\\U000e0001"'],
  ])('%j', (value, python) => expect(text(value)).toBe(python))

  test('tuples', () =>
    expect([tuple(['3']), tuple(['3', '4'])].map((t) => statement(t)[0])).toEqual(['(3,)', '(3, 4)']))
})

describe('line breaks like those of black', () => {
  const long = (n: number) => text('x'.repeat(n))
  test('one line of 88 columns', () => {
    expect(statement(call('f', long(78)), 'yy = ')).toHaveLength(1)
    expect(statement(call('f', long(79)), 'yy = ')).toEqual(['yy = f(', `    ${long(79)}`, ')'])
  })
  test('arguments on one line, else each on its own', () => {
    expect(statement(call('f', long(38), long(38)), 'long = ')).toEqual([
      'long = f(',
      `    ${long(38)}, ${long(38)}`,
      ')',
    ])
    expect(statement(call('f', long(40), keyword('b', list([long(50), long(30)]))))).toEqual([
      'f(',
      `    ${long(40)},`,
      '    b=[',
      `        ${long(50)},`,
      `        ${long(30)},`,
      '    ],',
      ')',
    ])
  })
})
