/** Serialization round trips, and the text of a file. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addedNodes,
  addLayer,
  moveNodes,
  removeNodes,
  resetField,
  setField,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { fileLimits } from '../../shared/document/limits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { parseJson } from '../../shared/document/parse-json.ts'
import { ProblemError } from '../../shared/problem.ts'
import { anyDocument, anyJson } from './arbitrary.ts'
import { chain } from './build.ts'

describe('round trip', () => {
  it('returns any document unchanged', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const text = serializeDocument(document)
        expect(parseDocument(text)).toEqual(document)
        expect(serializeDocument(parseDocument(text))).toBe(text)
      }),
      { numRuns: 400 },
    )
  })
  it('parses JSON like JSON.parse', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const text = JSON.stringify(json, null, 2)
        expect(parseJson(text, fileLimits)).toEqual(JSON.parse(text))
      }),
      { numRuns: 500 },
    )
  })
  it('throws only problems for any deletion from or insertion into a file', () => {
    const text = serializeDocument(chain('Input', 'Flatten', 'Dense', 'Output'))
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, cut, insertion) => {
        try {
          parseDocument(text.slice(0, at) + insertion + text.slice(at + cut))
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('text of a file', () => {
  it('has one line per layer, node and edge', () => {
    const text = serializeDocument(setField(chain('Input', 'Dense', 'Output'), 'dense', 'activation', 'elu'))
    expect(text).toContain(
      '\n        "dense": { "type": "Dense", "props": { "units": 100, "activation": "elu" } },\n',
    )
    expect(text).toContain(
      '\n        "dense": { "kind": "layer", "layer": "dense", "position": { "x": 0, "y": 84 } },\n',
    )
    expect(text).toContain('\n        "input->dense": { "from": "input", "to": "dense" },\n')
    expect(text.endsWith('}\n')).toBe(true)
  })
  it('changes one line for one change', () => {
    const before = chain('Input', 'Flatten', 'Dense', 'Output')
    const lines = serializeDocument(before).split('\n')
    const after = serializeDocument(setField(before, 'dense', 'units', 7)).split('\n')
    expect(after.filter((line, i) => line !== lines[i])).toHaveLength(1)
  })
  it('is the same for the same edits, and after a change is reverted', () => {
    const edited = () => setField(chain('Input', 'Flatten', 'Dense', 'Output'), 'dense', 'units', 7)
    const text = serializeDocument(edited())
    expect(serializeDocument(edited())).toBe(text)
    const changed = setField(setField(edited(), 'dense', 'units', 8), 'dense', 'activation', 'relu')
    expect(serializeDocument(resetField(setField(changed, 'dense', 'units', 7), 'dense', 'activation'))).toBe(
      text,
    )
    const extended = addLayer(edited(), 'Dropout', { x: 0, y: 500 })
    expect(serializeDocument(removeNodes(extended, addedNodes(edited(), extended)))).toBe(text)
  })
  it('changes only the line of a moved node', () => {
    const before = chain('Input', 'Flatten', 'Dense', 'Output')
    const lines = serializeDocument(before).split('\n')
    const after = serializeDocument(moveNodes(before, { flatten: { x: 48, y: 84 } })).split('\n')
    expect(after.filter((line, i) => line !== lines[i])).toHaveLength(1)
  })
  it('contains no state of the window and no time', () => {
    const keys = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...keys(inner)])
        : []
    const text = serializeDocument(chain('Input', 'Dense', 'Output'))
    expect(Object.keys(JSON.parse(text))).toEqual([
      'format',
      'version',
      'name',
      'main',
      'networks',
      'training',
    ])
    for (const key of keys(JSON.parse(text)))
      expect(key).not.toMatch(/select|view|zoom|opened|saved|time|date|run/i)
  })
  it('uses defaults for what an old or hand-written file omits', () => {
    const text =
      '{"format":"layerloom","version":1,"name":"n","main":"main","networks":{"main":{"name":"main","layers":{},"nodes":{},"edges":{}}}}'
    expect(parseDocument(text)).toEqual(emptyDocument('n'))
  })
  it('keeps an invalid value of a layer, which its node shows', () => {
    const text = serializeDocument(chain('Input', 'Dense', 'Output')).replace(
      '"units": 100',
      '"units": "abc"',
    )
    expect(parseDocument(text).networks.main!.layers.dense!.props.units).toBe('abc')
  })
  it('accepts a byte order mark and Windows line endings', () => {
    const document = chain('Input', 'Output')
    expect(parseDocument(`\ufeff${serializeDocument(document).replaceAll('\n', '\r\n')}`)).toEqual(document)
  })
})
