/** Copy, paste and duplicate, also with a foreign clipboard text. */
import { describe, expect, it } from 'vitest'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addedNodes,
  addedNotes,
  addNote,
  connect,
  copy,
  duplicateNodes,
  paste,
  removeNodes,
  renameLayer,
  setField,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { cpuTimer } from '../support/cpu-time.ts'
import { chain, refusal } from './build.ts'

const source = setField(
  renameLayer(chain('Input', 'Dense', 'Dropout', 'Output'), 'dense', 'hidden'),
  'dense',
  'units',
  7,
)

describe('paste', () => {
  it('inserts nodes, their layers and the edges between them at the given position', () => {
    const next = paste(emptyDocument(''), copy(source, ['dense', 'dropout']), { x: 100, y: 200 })
    const { nodes, layers, edges } = mainNetwork(next)
    expect(Object.keys(edges)).toEqual(['dense->dropout'])
    expect(nodes.dense!.position).toEqual({ x: 100, y: 200 })
    expect(nodes.dropout!.position).toEqual({ x: 100, y: 284 })
    expect(layers.dense).toEqual(mainNetwork(source).layers.dense)
  })
  it('assigns new ids and unused names', () => {
    const next = paste(source, copy(source, ['dense']), { x: 0, y: 0 })
    expect(addedNodes(source, next)).toEqual(['dense_2'])
    expect(mainNetwork(next).layers.dense_2).toMatchObject({ name: '', props: { units: 7 } })
  })
  it('replaces shared defaults by values', () => {
    const network = mainNetwork(source)
    const shared: Document = {
      ...source,
      definitions: { regular: { name: 'Regular', type: 'Dense', props: { activation: 'elu', units: 3 } } },
      networks: {
        main: {
          ...network,
          layers: { ...network.layers, dense: { ...network.layers.dense!, definition: 'regular' } },
        },
      },
    }
    const next = paste(emptyDocument(''), copy(shared, ['dense']), { x: 0, y: 0 })
    expect(mainNetwork(next).layers.dense).toMatchObject({
      props: { activation: 'elu', units: 7 },
      definition: null,
    })
  })
  it('shortens ids to the limit of a file', () => {
    const long = `a${'b'.repeat(190)}`
    const text = copy(source, ['dense', 'dropout']).replaceAll('"dense"', `"${long}"`)
    let next = paste(paste(source, text, { x: 0, y: 0 }), text, { x: 0, y: 0 })
    const [one] = addedNodes(source, next)
    next = removeNodes(next, ['dropout'])
    next = connect(removeNodes(next, ['output']), { node: 'dense', port: 0 }, { node: one!, port: 0 })
    expect(parseDocument(serializeDocument(next))).toEqual(next)
  })
  it('includes notes, at their distance from the layers', () => {
    const withNote = addNote(source, { x: 48, y: -96 }, 'why 7?')
    const [dense] = Object.values(mainNetwork(withNote).nodes).slice(1)
    const text = copy(withNote, ['dense'], ['note'])
    const { nodes, notes } = mainNetwork(paste(emptyDocument(''), text, { x: 0, y: 0 }))
    expect(notes.note).toEqual({ text: 'why 7?', position: { x: 48, y: 0 }, width: 216, height: 96 })
    expect(nodes.dense!.position).toEqual({ x: 0, y: dense!.position.y + 96 })
    expect(addedNotes(withNote, paste(withNote, text, { x: 0, y: 0 }))).toEqual(['note_2'])
  })
  it('accepts notes alone', () => {
    const withNote = addNote(source, { x: 48, y: -96 }, 'alone')
    const next = paste(source, copy(withNote, [], ['note']), { x: 10, y: 20 })
    expect(addedNodes(source, next)).toEqual([])
    expect(mainNetwork(next).notes.note).toMatchObject({ text: 'alone', position: { x: 10, y: 20 } })
    expect(parseDocument(serializeDocument(next))).toEqual(next)
  })
  it('does not change the text when no note is copied', () => {
    expect(copy(addNote(source, { x: 0, y: 0 }), ['dense'])).toBe(copy(source, ['dense']))
  })
  it('does nothing for an empty copy', () => {
    expect(paste(source, copy(source, []), { x: 0, y: 0 })).toBe(source)
  })
  it.each([
    [
      'hello',
      'The clipboard contains no Layerloom layers: expected "format": "layerloom-clipboard", received "hello".',
    ],
    [
      '{"a":1}',
      'The clipboard contains no Layerloom layers: expected "format": "layerloom-clipboard", received undefined.',
    ],
    [
      copy(source, ['dense']).replace('"units"', '"__proto__"'),
      'Line 5, column 62: the key "__proto__" is not allowed.',
    ],
    [
      copy(source, ['dense']).replace('"layer": "dense"', '"layer": "x"'),
      'nodes.dense.layer: there is no layer "x".',
    ],
    [copy(source, ['dense']).replace('"props"', '"code"'), 'layers.dense: unknown key "code".'],
    [
      copy(addNote(source, { x: 0, y: 0 }), [], ['note']).replace('"width": 216', '"width": "wide"'),
      'notes.note.width: expected a number, received "wide".',
    ],
  ])('refuses %j', (text, sentence) => {
    expect(refusal(() => paste(source, text, { x: 0, y: 0 }))).toEqual([sentence])
  })
  it('refuses a group that contains the network it is pasted into', () => {
    const text =
      '{"format":"layerloom-clipboard","version":1,"layers":{},"nodes":{"g":{"kind":"group","network":"main","repeat":1,"position":{"x":0,"y":0}}},"edges":{}}'
    expect(refusal(() => paste(source, text, { x: 0, y: 0 }))).toEqual([
      'nodes.g.network: there is no network "main".',
    ])
  })
})

describe('a large network', () => {
  it('is pasted, doubled and deleted in about a second', () => {
    let big = chain('Input')
    const half = {
      nodes: {} as Record<string, unknown>,
      layers: {} as Record<string, unknown>,
      edges: {} as Record<string, unknown>,
    }
    for (let i = 1; i <= 4000; i++) {
      half.layers[`dense_${i}`] = { type: 'Dense' }
      half.nodes[`dense_${i}`] = { kind: 'layer', layer: `dense_${i}`, position: { x: 0, y: 96 * i } }
      if (i > 1) half.edges[`e${i}`] = { from: `dense_${i - 1}`, to: `dense_${i}` }
    }
    const elapsed = cpuTimer()
    big = paste(big, JSON.stringify({ format: 'layerloom-clipboard', version: 1, ...half }), { x: 0, y: 0 })
    const all = Object.keys(mainNetwork(big).nodes)
    const doubled = duplicateNodes(big, all)
    expect(Object.keys(mainNetwork(doubled).nodes)).toHaveLength(8002)
    const emptied = removeNodes(doubled, Object.keys(mainNetwork(doubled).nodes))
    expect(mainNetwork(emptied)).toEqual({ name: 'main', nodes: {}, edges: {}, layers: {}, notes: {} })
    expect(elapsed()).toBeLessThan(5000)
    expect(refusal(() => duplicateNodes(doubled, all))).toEqual(['A network can have at most 10,000 nodes.'])
  })
})

describe('duplicateNodes', () => {
  it('copies nodes with an offset, with the edges between them', () => {
    const next = duplicateNodes(source, ['dense', 'dropout'])
    expect(addedNodes(source, next)).toEqual(['dense_2', 'dropout_2'])
    expect(Object.keys(mainNetwork(next).edges)).toContain('dense_2->dropout_2')
    expect(mainNetwork(next).nodes.dense_2!.position).toEqual({ x: 24, y: 108 })
  })
  it('copies notes too, up to the limit', () => {
    let withNote = addNote(source, { x: 0, y: 0 }, 'twice')
    const next = duplicateNodes(withNote, [], ['note'])
    expect(mainNetwork(next).notes.note_2).toMatchObject({ text: 'twice', position: { x: 24, y: 24 } })
    while (Object.keys(mainNetwork(withNote).notes).length < 600)
      withNote = duplicateNodes(withNote, [], Object.keys(mainNetwork(withNote).notes).slice(0, 300))
    const all = Object.keys(mainNetwork(withNote).notes)
    expect(refusal(() => duplicateNodes(withNote, [], all))).toEqual([
      'A network can have at most 1000 notes.',
    ])
  })
})
