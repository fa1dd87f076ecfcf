/** The examples parse, have no problems and the lesson's parameter counts, and are serialized canonically. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROW_STEP } from '../../shared/document/direction.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { anyDocument } from './arbitrary.ts'

const folder = new URL('../../assets/examples/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.loom'))
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

/** Parameters: total, trainable, non-trainable. */
const PARAMETERS: { readonly [name: string]: readonly [number, number, number] } = {
  'lesson-vanishing.loom': [170_410, 170_410, 0],
  'lesson-optimizers.loom': [266_610, 266_610, 0],
  'lesson-he.loom': [266_610, 266_610, 0],
  'lesson-batchnorm.loom': [271_346, 268_978, 2368],
  'lesson-batchnorm-before.loom': [270_946, 268_578, 2368],
  'lesson-variants.loom': [271_346, 268_978, 2368],
  'lesson-l2.loom': [266_610, 266_610, 0],
  'lesson-dropout.loom': [266_610, 266_610, 0],
  'residual.loom': [99_710, 99_710, 0],
  'deep-residual.loom': [238_474, 236_170, 2304],
  'iris.loom': [83, 83, 0],
  'wide-and-deep.loom': [1150, 1150, 0],
  'iris-petal-width.loom': [209, 209, 0],
  'penguins.loom': [243, 243, 0],
  'cars.loom': [177, 177, 0],
  'lesson-early-stopping.loom': [91, 91, 0],
}

it('are complete', () => {
  expect(files.sort()).toEqual(Object.keys(PARAMETERS).sort())
})

describe.each(files)('%s', (name) => {
  const document = parseDocument(read(name))
  const analysis = analyze(document)
  it('is serialized canonically', () => {
    expect(serializeDocument(document)).toBe(read(name))
  })
  it('has no problem and the right number of parameters', () => {
    expect(analysis.problems.map((p) => p.message.en)).toEqual([])
    const { total, trainable, nonTrainable } = analysis.parameters
    expect([total, trainable, nonTrainable]).toEqual(PARAMETERS[name])
  })
  it('is on the grid, from top to bottom', () => {
    const places = Object.values(mainNetwork(document).nodes).map((n) => n.position)
    for (const [i, { x, y }] of places.entries()) expect([x % 24, y]).toEqual([0, i * ROW_STEP])
  })
})

it('the example of docs/file-format.md is valid', () => {
  const page = readFileSync(new URL('../../docs/file-format.md', import.meta.url), 'utf8')
  const text = /```json\n(\{[^`]*?\n\}\n)```/.exec(page)![1]!
  const document = parseDocument(text)
  expect(serializeDocument(document)).toBe(text)
  expect(analyze(document).problems).toEqual([])
})

it('any document that parses can be analyzed', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const { nodes } = analyze(document)
      const outside = [...nodes.keys()].filter((id) => !id.includes('/'))
      expect(outside.sort()).toEqual(Object.keys(mainNetwork(document).nodes).sort())
    }),
    { numRuns: 300 },
  )
})
