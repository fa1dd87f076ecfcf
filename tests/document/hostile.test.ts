/** Damaged, foreign or malicious files are refused with a message that names the place, in bounded time. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mainNetwork } from '../../shared/document/document.ts'
import { groupNodes } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { MAX_PROBLEMS } from '../../shared/document/limits.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { cpuTimer } from '../support/cpu-time.ts'
import { chain, refusal, refusalCodes } from './build.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url), 'utf8')
const open = (name: string) => refusal(() => parseDocument(fixture(name)))

describe('outputs', () => {
  const grouped = groupNodes(chain('Input', 'Dense', 'Output'), ['dense'])
  const from = (port: number) => {
    const network = mainNetwork(grouped)
    const edge = { ...network.edges['block->output']!, from: { node: 'block', port } }
    const edges = { ...network.edges, 'block->output': edge }
    return serializeDocument({
      ...grouped,
      networks: { ...grouped.networks, main: { ...network, edges } },
    })
  }
  it('that a group does not have are reported at the group', () => {
    const { problems, model } = analyze(parseDocument(from(255)))
    expect(model).toBeNull()
    expect(problems.map((p) => [p.code, p.node])).toEqual([['group-output', 'block']])
    expect(problems[0]!.message.en).toContain('output 256 of Block, which has 1')
  })
  it.each([256, -1, 0.5])('%d is refused', (port) => {
    expect(refusal(() => parseDocument(from(port)))[0]).toContain('networks.main.edges.block->output.from')
  })
})

describe('fixtures', () => {
  it('truncated: line and column', () => {
    expect(open('truncated.loom')).toEqual([
      'Line 12, column 50: the text ends too early; expected the closing quote of a text. It was cut off: save or copy it again, or use a backup.',
    ])
  })
  it('newer version', () => {
    expect(open('newer-version.loom')).toEqual([
      'This file was made by a newer Layerloom (format 7; this one reads up to 2). Update Layerloom to open it.',
    ])
  })
  it('__proto__ as a key, plain and written with an escape', () => {
    expect(open('proto.loom')).toEqual(['Line 9, column 41: the key "__proto__" is not allowed.'])
    expect(open('proto-escaped.loom')).toEqual(['Line 9, column 41: the key "__proto__" is not allowed.'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
  it('wrong types', () => {
    expect(open('wrong-types.loom')).toEqual([
      'name: expected text, received 12.',
      'networks.main.layers.input.props: expected an object { … }, received [28, 28].',
      'networks.main.layers.input.trainable: expected true or false, received "yes".',
      'networks.main.nodes.input.position.x: expected a number, received "left".',
      'networks.main.nodes.other.kind: expected "layer", "group", received "picture".',
      'networks.main.edges: expected an object { … }, received [].',
      'networks.main: unknown key "wires".',
    ])
  })
  it('ids that point nowhere', () => {
    expect(open('dangling.loom')).toEqual([
      'networks.main.nodes.dense.layer: there is no layer "dense_9".',
      'networks.main.nodes.block.network: there is no network "encoder".',
      'networks.main.edges.input->gone.to: there is no node "gone".',
      'networks.main.layers.input.definition: there is no definition "regular".',
    ])
  })
  it('settings that do not fit', () => {
    expect(open('wrong-settings.loom')).toEqual([
      'data.source.path: expected text, received 5.',
      'data.split.validation: expected a number, at least 0 and at most 1,000,000,000, received -1.',
      'training.optimizer.learning_rate: expected a number, at least 0, received -1.',
      'training.batch_size: expected a whole number, at least 1 and at most 1,000,000, received "abc".',
      'training.momentum: expected one of the fields optimizer, batch_size, epochs, seed, shuffle, dtype_policy, class_weight, callbacks, received "momentum".',
    ])
  })
})

const small = serializeDocument(chain('Input', 'Dense', 'Output'))
const parse = (text: string) => refusal(() => parseDocument(text))
const withNodes = (nodes: string) =>
  `{"format":"layerloom","version":1,"name":"","main":"main","networks":{"main":{"name":"main","layers":{"a":{"type":"Dense"}},"nodes":{${nodes}},"edges":{}}}}`

describe('texts', () => {
  it.each([
    ['', 'Line 1, column 1: the text ends too early'],
    ['\0', 'Line 1, column 1: expected a value, found "\\u0000"'],
    ['PK\u0003\u0004', 'Line 1, column 1: PK is not a JSON value'],
    ['[]', 'This is not a Layerloom file: expected "format": "layerloom", received [].'],
    [
      '{"format": "keras"}',
      'This is not a Layerloom file: expected "format": "layerloom", received "keras".',
    ],
    ['{"format": "layerloom"}', 'version: expected a whole number from 1, received undefined.'],
    ['{"format": "layerloom", "version": "1"}', 'version: expected a whole number from 1, received "1".'],
    ['{"a": 1, "a": 2}', 'Line 1, column 10: the key "a" is given twice.'],
    ['{"a": NaN}', 'Line 1, column 7: NaN is not a JSON value.'],
    ['{"a": -Infinity}', 'Line 1, column 7: expected a number, found "-".'],
    ['{"a": 1e999}', 'Line 1, column 7: 1e999 is too large to be stored exactly.'],
    ['{"a": 12345678901234567890}', 'Line 1, column 7: 12345678901234567890 is too large to be stored'],
    ['{"a": 01}', 'Line 1, column 8: expected a comma or }, found "1".'],
    ['{"a": 1,}', 'Line 1, column 9: expected a key in double quotes, found "}".'],
    ["{'a': 1}", 'Line 1, column 2: expected a key in double quotes, found "\'".'],
    ['{"a": "\\x"}', 'Line 1, column 8: expected a character that JSON can escape, found "\\\\".'],
    ['{"a": "b\nc"}', 'Line 1, column 9: expected the closing quote of a text, found "\\n".'],
    ['{} {}', 'Line 1, column 4: there is more text after the end.'],
  ])('%j', (text, sentence) => {
    expect(parse(text)[0]).toContain(sentence)
  })
  it('texts too long and nesting too deep', () => {
    expect(parse(`{"a": "${'x'.repeat(5000)}"}`)).toEqual([
      'Line 1, column 7: a text of more than 4,096 characters.',
    ])
    expect(parse('['.repeat(100_000))).toEqual(['Line 1, column 33: more than 32 nested lists or objects.'])
    expect(parse('{"a":'.repeat(100_000))[0]).toContain('more than 32 nested lists or objects.')
  })
  it('constructor and prototype are refused as keys', () => {
    for (const key of ['constructor', 'prototype'])
      expect(parse(small.replace('"units"', `"${key}"`))[0]).toContain(`the key "${key}" is not allowed.`)
  })
  it('names of inherited properties are not mistaken for ids', () => {
    expect(parse(small.replace('"to": "dense"', '"to": "toString"'))).toEqual([
      'networks.main.edges.input->dense.to: there is no node "toString".',
    ])
    expect(parse(small.replace('"main": "main"', '"main": "valueOf"'))).toEqual([
      'main: there is no network "valueOf".',
    ])
  })
  it('ids that would change the order of the file are refused', () => {
    expect(parse(withNodes('"1":{"kind":"layer","layer":"a","position":{"x":0,"y":0}}'))[0]).toContain(
      'networks.main.nodes.1: expected an id',
    )
  })
  it('a network that contains itself is refused', () => {
    expect(
      parse(withNodes('"g":{"kind":"group","network":"main","repeat":1,"position":{"x":0,"y":0}}')),
    ).toEqual(['networks.main: this network contains itself.'])
  })
  it('positions are finite and limited', () => {
    expect(parse(withNodes('"n":{"kind":"layer","layer":"a","position":{"x":1e300,"y":0}}'))).toEqual([
      'networks.main.nodes.n.position.x: expected at most 10000000, received 1e+300.',
    ])
  })
})

describe('size', () => {
  const node = (i: number) => `"n${i}":{"kind":"layer","layer":"a","position":{"x":0,"y":0}}`
  const nodes = (n: number, one = node) => withNodes(Array.from({ length: n }, (_, i) => one(i)).join(','))
  /** Expects the call to finish within a generous time, which must not grow with the file. */
  const within = (milliseconds: number, call: () => void) => {
    const elapsed = cpuTimer()
    call()
    expect(elapsed()).toBeLessThan(milliseconds)
  }

  it('a file of 1,000,000 nodes is refused at once', () => {
    const big = nodes(1_000_000)
    within(200, () => expect(refusalCodes(() => parseDocument(big))).toEqual(['file_too_big']))
    const emptyNodes = nodes(1_000_000, (i) => `"n${i}":{}`)
    expect(emptyNodes.length).toBeLessThan(15 * 1024 * 1024)
    within(1500, () => expect(parse(emptyNodes)[0]).toContain('more than 40,000 entries in one place.'))
  })
  it('10,001 nodes are refused, 10,000 are accepted', () => {
    within(2000, () =>
      expect(parse(nodes(10_001))).toEqual([
        'networks.main.nodes: 10,001 entries; at most 10,000 are allowed.',
      ]),
    )
    within(2000, () =>
      expect(Object.keys(parseDocument(nodes(10_000)).networks.main!.nodes)).toHaveLength(10_000),
    )
  })
  it('at most 20 of 10,000 problems are reported', () => {
    within(3000, () => expect(parse(nodes(10_000, (i) => `"n${i}":{}`))).toHaveLength(MAX_PROBLEMS))
    const dangling = nodes(10_000, (i) => node(i).replace('"a"', '"gone"'))
    within(3000, () => expect(parse(dangling)).toHaveLength(MAX_PROBLEMS))
  })
  it('endless values, digits, spaces and texts are refused in bounded time', () => {
    const lists = `[${Array.from({ length: 100 }, () => `[${'0,'.repeat(30_000)}0]`).join(',')}]`
    within(3000, () => expect(parse(lists)[0]).toContain('more than 1,000,000 values in all.'))
    for (const text of [`[${'1'.repeat(5_000_000)}`, `${' '.repeat(5_000_000)}`, `"${'x'.repeat(5_000_000)}`])
      within(1500, () => expect(parse(text)).toHaveLength(1))
  })
})
