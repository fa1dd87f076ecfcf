/** The program of a network with errors: the valid parts, with each error at its place. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Document } from '../../../shared/document/document.ts'
import { disconnect, groupNodes, removeNodes, setField } from '../../../shared/document/edits.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { emptyDocument } from '../../../shared/document/new.ts'
import { errorLines } from '../../../shared/keras/comments.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'

const drawn = chain('Input', 'Flatten', 'Dense', 'BatchNormalization', 'Dense', 'Output')
/** The lines from the start of the network to its summary. */
function network(document: Document): string[] {
  const lines = generateKeras(document).split('\n')
  const from = lines.findIndex((line) => line.startsWith('keras.utils.set_random_seed')) + 2
  return lines.slice(from, lines.indexOf('model.summary()'))
}

test('an invalid argument is replaced by ..., with a comment', () => {
  const document = setField(drawn, 'dense', 'units', -1)
  expect(network(document)).toEqual([
    'model = keras.Sequential(',
    '    [',
    '        keras.Input(shape=(28, 28)),',
    '        layers.Flatten(),',
    '        # ERROR: dense: units must be a whole number, at least 1 and at most 1,000,000;',
    '        #        received -1.',
    '        layers.Dense(...),',
    '        layers.BatchNormalization(),',
    '        layers.Dense(100),',
    '    ]',
    ')',
  ])
  expect(errorLines(network(document)).map(Number)).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
  expect(generateKeras(document)).toContain('# The network is not finished. Errors:\n# - dense: units')
})

test('a missing wire keeps the code on both sides', () => {
  const [edge] = Object.entries(drawn.networks.main!.edges).find(([, e]) => e.to.node === 'dense')!
  const lines = network(disconnect(drawn, [edge]))
  expect(lines).toContain('# ERROR: dense has no input. Connect a layer to it, or delete it.')
  expect(lines.filter((line) => line.includes('(...)'))).toEqual([
    expect.stringMatching(/layers\.Dense\(100\)\(\.\.\.\)/),
  ])
  expect(lines).toContain('flatten = layers.Flatten()(inputs)')
  expect(lines.at(-1)).toBe('model = keras.Model(inputs, outputs)')
})

test('a layer of an unknown type, and a network without ends', () => {
  const text = JSON.stringify({
    format: 'layerloom',
    version: 1,
    name: 'Strange',
    main: 'main',
    networks: {
      main: {
        name: 'main',
        layers: { a: { type: 'Quantum' }, b: { type: 'Dense', props: { units: 3 } } },
        nodes: {
          a: { kind: 'layer', layer: 'a', position: { x: 0, y: 0 } },
          b: { kind: 'layer', layer: 'b', position: { x: 0, y: 0 } },
        },
        edges: { e: { from: 'a', to: 'b' } },
      },
    },
    training: {},
  })
  const lines = network(parseDocument(text))
  expect(lines[0]).toMatch(/^# ERROR: There is no layer of type “Quantum”/)
  expect(lines.at(-1)).toBe('model = keras.Model(..., ...)')
})

test('a block keeps its function', () => {
  const grouped = groupNodes(drawn, ['dense', 'batch_normalization'])
  const lines = network(setField(grouped, 'dense_2', 'units', 0))
  expect(lines).toContain('def block(x):')
  expect(lines.some((line) => line.includes('layers.Dense(...)'))).toBe(true)
})

test('an empty drawing has no program', () => {
  const program = generateKeras(emptyDocument('Empty'))
  expect(program).toContain('so there is no program yet')
  expect(program).not.toContain('keras')
  expect(generateKeras(removeNodes(drawn, Object.keys(drawn.networks.main!.nodes)))).not.toContain('import')
})

test('a wire out of an Output is a problem, and its fix removes the wire', () => {
  const path = new URL('../../fixtures/documents/wide-and-deep-one-more-wire.loom', import.meta.url)
  const document = parseDocument(readFileSync(path, 'utf8'))
  const { problems, model } = analyze(document)
  expect(model).toBeNull()
  const errors = problems.filter((p) => p.severity === 'error')
  expect(errors).toMatchObject([{ code: 'no-way-out', node: 'width' }])
  expect(generateKeras(document)).toContain('# ERROR: A connection starts at width')
  const fixed = errors[0]!.fix!.apply(document)
  expect(analyze(fixed).problems.filter((p) => p.severity === 'error')).toEqual([])
  expect(analyze(fixed).model).not.toBeNull()
})

test('a wire out of an Output inside a block, or out of a second output, is a problem', () => {
  const grouped = groupNodes(drawn, ['dense', 'batch_normalization'])
  const inner = grouped.networks.block!
  const [output] = Object.entries(inner.layers).find(([, l]) => l.type === 'Output')!
  const wired = (edges: object): Document => ({
    ...grouped,
    networks: { ...grouped.networks, block: { ...inner, edges: { ...inner.edges, ...edges } as never } },
  })
  const codes = (document: Document) =>
    analyze(document)
      .problems.filter((p) => p.severity === 'error')
      .map((p) => [p.code, p.node])
  const out = wired({ more: { from: { node: output, port: 0 }, to: { node: 'dense', port: 0 } } })
  expect(codes(out)).toContainEqual(['no-way-out', `block/${output}`])
  const [edge, wire] = Object.entries(inner.edges).find(([, e]) => e.from.node === 'dense')!
  const second = wired({ [edge]: { ...wire, from: { node: 'dense', port: 1 } } })
  expect(codes(second)).toEqual([['no-way-out', 'block/dense']])
  expect(() => generateKeras(out)).not.toThrow()
})

test('a wire out of an Output into a block is no argument of its function', () => {
  const grouped = groupNodes(drawn, ['dense', 'batch_normalization'])
  const main = grouped.networks.main!
  const output = Object.values(main.layers).find(({ type }) => type === 'Output')!
  const layers = Object.fromEntries(
    Object.entries(main.layers).map(([id, layer]) => [
      id,
      // Replaces the Input and Flatten by the Output.
      layer.type === 'Input' || layer.type === 'Flatten' ? output : layer,
    ]),
  )
  const lines = network({ ...grouped, networks: { ...grouped.networks, main: { ...main, layers } } })
  expect(lines.some((line) => line.includes('layers.Dense'))).toBe(true)
  expect(lines.join()).not.toContain('undefined')
})
