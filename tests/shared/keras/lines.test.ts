/** The mapping between the lines of a program and the nodes of the drawing. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Document, NodeId } from '../../../shared/document/document.ts'
import { connect, groupNodes, setField, setRepeat } from '../../../shared/document/edits.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { networkAt } from '../../../shared/document/groups.ts'
import { generateKeras, kerasLines } from '../../../shared/keras/generate.ts'
import { linesOf, nodeOf } from '../../../shared/keras/lines.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'

const EXAMPLES = 'assets/examples'
const examples = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.loom'))
  .map((name) => [name, parseDocument(readFileSync(join(EXAMPLES, name), 'utf8'))] as const)

const linesIn = (document: Document) => kerasLines(document, analyze(document), null)
/** The texts of the lines of a node inside the given groups. */
function linesOfNode(document: Document, node: NodeId, groups: readonly NodeId[] = []): readonly string[] {
  const lines = linesIn(document)
  return linesOf(document, lines, networkAt(document, groups)!, node).map((i) => lines[i]!.text)
}

const drawn = chain('Input', 'Dense', 'Dropout', 'Add', 'Dense', 'Output')
const residual = connect(
  setField(setField(drawn, 'dense', 'units', 4), 'input', 'shape', [4]),
  { node: 'input', port: 0 },
  { node: 'add', port: 1 },
)
const grouped = groupNodes(residual, ['dense', 'dropout', 'add'])

test.each(examples)('%s: the text is the program, and every layer has its lines', (_, document) => {
  const analysis = analyze(document)
  const lines = kerasLines(document, analysis, null)
  expect(`${lines.map(({ text }) => text).join('\n')}\n`).toBe(generateKeras(document))
  for (const { node, layer } of analysis.model!.calls) {
    const own = lines.filter(({ nodes }) => nodes.includes(node.replace(/#\d+/g, '')))
    const word =
      { Input: 'Input(', Output: 'model' }[layer.definition.type] ??
      layer.shared?.name ??
      layer.definition.keras
    expect(own.map(({ text }) => text).join('\n')).toContain(word)
  }
})

describe('a chain', () => {
  const wide = ['dense', 'dense_2'].reduce(
    (d, node) => setField(d, node, 'kernel_initializer', 'he_normal'),
    setField(chain('Input', 'Dense', 'Dense', 'Output'), 'input', 'shape', [4]),
  )

  test('has one line per layer, and the Outputs in compile', () => {
    expect(linesOfNode(wide, 'dense')).toEqual(['        layers.Dense(100, kernel_initializer="he_normal"),'])
    expect(linesOfNode(wide, 'output').join('\n')).toMatch(/^model\.compile\(/)
  })

  test('that fits on one line has all its layers on that line', () => {
    const small = setField(chain('Input', 'Flatten', 'Output'), 'input', 'shape', [4])
    const [line, ...more] = linesOfNode(small, 'flatten')
    expect(more).toEqual([])
    expect(linesOfNode(small, 'input')).toEqual([line])
    expect(line).toMatch(/layers\.Flatten\(\)/)
  })

  test('has all lines of a layer that spans several', () => {
    const values = [
      ['activation', 'elu'],
      ['bias_initializer', 'ones'],
      ['kernel_regularizer', 'l2'],
    ] as const
    const long = values.reduce((d, [field, value]) => setField(d, 'dense', field, value), wide)
    const lines = linesOfNode(long, 'dense')
    expect(lines.length).toBeGreaterThan(2)
    expect(lines[0]!.trim()).toBe('layers.Dense(')
    expect(lines.at(-1)!.trim()).toBe('),')
  })
})

describe('a group', () => {
  test('has the lines of its function and its call; a layer inside has its line in the function', () => {
    expect(linesOfNode(grouped, 'block')).toEqual([
      'def block(inputs):',
      '    x = layers.Dense(4)(inputs)',
      '    x = layers.Dropout(0.2)(x)',
      '    x = layers.Add()([x, inputs])',
      '    return x',
      'x = block(inputs)',
    ])
    expect(linesOfNode(grouped, 'dropout', ['block'])).toEqual(['    x = layers.Dropout(0.2)(x)'])
    expect(linesOfNode(grouped, 'dense_2')).toEqual(['outputs = layers.Dense(100)(x)'])
  })

  test('repeated has its loop', () => {
    expect(linesOfNode(setRepeat(grouped, 'block', 3), 'block').slice(-3)).toEqual([
      'x = inputs',
      'for _ in range(3):',
      '    x = block(x)',
    ])
  })

  test('in a group is found through both', () => {
    const outer = groupNodes(setRepeat(grouped, 'block', 2), ['block'])
    expect(linesOfNode(outer, 'add', ['block_2', 'block'])).toEqual(['    x = layers.Add()([x, inputs])'])
    expect(linesOfNode(outer, 'block', ['block_2']).at(-1)).toBe('        x = block(x)')
  })
})

test('a line leads to its node in the open group, else to its first node', () => {
  const line = { text: '', nodes: ['block/dense', 'other/dense'] }
  expect(nodeOf(line, ['other'])).toBe('other/dense')
  expect(nodeOf(line, [])).toBe('block/dense')
  expect(nodeOf({ text: '', nodes: [] }, [])).toBeNull()
})
