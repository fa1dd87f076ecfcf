/** View nodes and edges: derived from the document, cached by its objects; their changes become edits. */
import { beforeEach, describe, expect, it } from 'vitest'
import { nodeLabel, wireLabel, wireShape } from '../../renderer/canvas/drawing/accessible-labels.ts'
import { argumentLine } from '../../renderer/canvas/drawing/card-texts.ts'
import { viewEdges, viewNodes } from '../../renderer/canvas/drawing/views.ts'
import { handleNodeChanges } from '../../renderer/canvas/editing/flow.ts'
import { hasNodes } from '../../renderer/commands/state.ts'
import { connectionErrorIn } from '../../renderer/edits/connection.ts'
import { outlineRows } from '../../renderer/side/outline-rows.ts'
import { analysisOf, focusedAnalysisOf } from '../../renderer/state/analysis.ts'
import { documentOf, focusedDocumentOf, useApp } from '../../renderer/state/store.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addedNodes,
  addLayer,
  connect,
  duplicateNodes,
  groupNodes,
  moveNodes,
  removeNodes,
  separateGroup,
  setField,
} from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { analyze } from '../../shared/model/analyze.ts'

const none = { nodes: [], edges: [], notes: [] }

function chain(): Document {
  let document = emptyDocument('test')
  let after: string | undefined
  for (const type of ['Input', 'Flatten', 'Dense', 'Output']) {
    document = addLayer(document, type, null, after === undefined ? {} : { after })
    after = type.toLowerCase()
  }
  return document
}
const app = () => useApp.getState()
const positionOf = (id: string) => mainNetwork(documentOf(app())).nodes[id]!.position

beforeEach(() => app().open(chain(), { path: null, name: 'test', folder: null }))

describe('view nodes', () => {
  it('keep their object while they do not change', () => {
    const document = chain()
    const before = viewNodes(document, analyze(document), none)
    const next = moveNodes(document, { dense: { x: 500, y: 0 } })
    // Positions do not affect the analysis, which the window reuses (state/analysis.ts).
    const analysis = analyze(document)
    const first = viewNodes(document, analysis, none)
    const after = viewNodes(next, analysis, none)
    expect(before).toHaveLength(4)
    for (const [i, node] of after.entries())
      if (node.id === 'dense') expect(node).not.toBe(first[i])
      else expect(node).toBe(first[i])
  })
  it('are the same list when only shapes change, like the edges', () => {
    const document = chain()
    const wider = setField(document, 'dense', 'units', 300)
    const nodes = viewNodes(document, analyze(document), none)
    const edges = viewEdges(document, analyze(document), none)
    expect(viewNodes(wider, analyze(wider), none)).toBe(nodes)
    expect(viewEdges(wider, analyze(wider), none)).toBe(edges)
    const further = addLayer(wider, 'Dropout', null, { after: 'dense' })
    expect(viewNodes(further, analyze(further), none)).toHaveLength(5)
    expect(viewEdges(further, analyze(further), none)).toHaveLength(4)
  })
  it('have the order of the network and describe themselves', () => {
    const document = chain()
    const analysis = analyze(document)
    const nodes = viewNodes(document, analysis, none)
    expect(nodes.map((n) => n.id)).toEqual(['input', 'flatten', 'dense', 'output'])
    expect(nodeLabel(analysis.nodes.get('dense')!, 'en')).toBe(
      'Dense dense, output (None, 100), 78,500 parameters',
    )
  })
  it('have a line with their arguments', () => {
    const document = setField(setField(chain(), 'dense', 'activation', 'elu'), 'dense', 'use_bias', false)
    expect(argumentLine(analyze(document).nodes.get('dense')!)).toBe(
      '100 · elu · use_bias=False · glorot_uniform',
    )
  })
  it('wires have the shape of their tensor', () => {
    const document = chain()
    const { nodes } = analyze(document)
    const edges = viewEdges(document, analyze(document), none)
    expect(edges.map((e) => wireShape(nodes.get(e.source), e.data!.port))).toEqual([
      'None, 28, 28',
      'None, 784',
      'None, 100',
    ])
  })
})

describe('a group of two outputs', () => {
  const sized = setField(chain(), 'dense', 'units', 300)
  const branched = addLayer(sized, 'Dense', { x: 300, y: 84 })
  const [extra] = addedNodes(sized, branched)
  const connected = connect(branched, { node: 'flatten', port: 0 }, { node: extra!, port: 0 })
  const extended = addLayer(connected, 'Dropout', null, { after: extra })
  const grouped = groupNodes(extended, ['dense', extra!])
  const { nodes } = analyze(grouped)
  const edges = viewEdges(grouped, analyze(grouped), none).filter((e) => e.source === 'block')
  it('has a numbered handle for each, and wires labelled with output and shape', () => {
    const view = viewNodes(grouped, analyze(grouped), none).find((n) => n.id === 'block')!
    expect(view.data.outputs.map((o) => o.port)).toEqual([0, 1])
    expect(view.handles!.filter((h) => h.type === 'source').map((h) => h.id)).toEqual(['0', '1'])
    expect(nodeLabel(nodes.get('block')!, 'en')).toContain('outputs (None, 300), (None, 100)')
    const shapes = edges.map((e) => wireShape(nodes.get(e.source), e.data!.port))
    expect(edges.map((e, i) => [e.sourceHandle, shapes[i]])).toEqual([
      ['0', 'None, 300'],
      ['1', 'None, 100'],
    ])
    const ends = [
      { facts: nodes.get('block'), port: 1 },
      { facts: nodes.get('dropout'), port: null },
    ] as const
    expect(wireLabel(...ends, shapes[1]!, 'en')).toBe('Block output 2 to dropout, shape None, 100')
  })
  it('shows in the outline where each output leads', () => {
    const rows = outlineRows(mainNetwork(grouped), analyze(grouped))
    const links = rows.find((r) => r.id === 'block')!.links.filter((l) => l.way === 'to')
    expect(links.map((l) => l.output)).toEqual([1, 2])
  })
})

describe('two groups whose networks have the same nodes', () => {
  it('are drawn with their own types', () => {
    const one = groupNodes(chain(), ['dense'])
    const both = duplicateNodes(one, ['block'])
    const [copy] = addedNodes(one, both)
    const two = separateGroup(both, copy!)
    const node = mainNetwork(two).nodes[copy!]!
    const id = node.kind === 'group' ? node.network : ''
    const { [id]: network } = two.networks
    const layers = { ...network!.layers, dense: { ...network!.layers.dense!, type: 'Add', props: {} } }
    const document = { ...two, networks: { ...two.networks, [id]: { ...network!, layers } } }
    app().open(document, { path: null, name: 'test', folder: null })
    const typeIn = (group: string) => {
      app().enter([group])
      return viewNodes(focusedDocumentOf(app()), focusedAnalysisOf(app()), none).find(
        (n) => n.id === 'dense',
      )!.data.definition!.type
    }
    expect([typeIn('block'), typeIn(copy!), typeIn('block')]).toEqual(['Dense', 'Add', 'Dense'])
  })
})

describe('a group that cannot be used yet', () => {
  it('shows its content, and counts as content', () => {
    app().open(groupNodes(chain(), ['dense']), { path: null, name: 'test', folder: null })
    app().enter(['block'])
    const output = Object.keys(mainNetwork(focusedDocumentOf(app())).nodes).find((id) =>
      id.startsWith('output'),
    )!
    app().edit({ en: '', ko: '' }, (document) => removeNodes(document, [output]))
    const views = viewNodes(focusedDocumentOf(app()), focusedAnalysisOf(app()), app().selection)
    expect(views.map((v) => v.data.definition!.type)).toEqual(['Input', 'Dense'])
    expect(hasNodes(app())).toBe(true)
    expect(analysisOf(app()).nodes.get('block')).toMatchObject({ output: null, group: { layers: 1 } })
  })
})

describe('changes of the view', () => {
  const move = (x: number, dragging: boolean) =>
    handleNodeChanges([{ type: 'position', id: 'dense', position: { x, y: 10 }, dragging }], app())
  it('a drag is one step', () => {
    const before = positionOf('dense')
    move(1, true)
    move(2, true)
    expect(app().history.past).toHaveLength(0)
    move(3, false)
    expect(positionOf('dense')).toEqual({ x: 3, y: 10 })
    expect(app().history.past).toHaveLength(1)
    app().undo()
    expect(positionOf('dense')).toEqual(before)
  })
  it('arrow keys in quick succession are one step', () => {
    for (const x of [5, 10, 15]) move(x, false)
    expect(app().history.past).toHaveLength(1)
  })
  it('a selection is not a step', () => {
    handleNodeChanges([{ type: 'select', id: 'dense', selected: true }], app())
    expect(app().selection.nodes).toEqual(['dense'])
    expect(app().history.past).toHaveLength(0)
  })
  it('a move keeps the analysis', () => {
    const before = analysisOf(app())
    move(40, false)
    expect(analysisOf(app())).toBe(before)
  })
})

describe('refusal', () => {
  const at = (node: string) => ({ node, port: 0 })
  const reasonOf = (from: string, to: string) => connectionErrorIn(chain(), (id) => id, at(from), to)?.en
  it('gives the reason, with names', () => {
    expect(reasonOf('input', 'dense')).toContain('dense takes one input, which already comes from flatten')
    expect(reasonOf('dense', 'dense')).toContain('cannot be connected to itself')
    expect(reasonOf('output', 'dense')).toContain('nothing can follow it')
    expect(reasonOf('dense', 'input')).toContain('gets its rows from the data')
    expect(reasonOf('input', 'flatten')).toContain('is already connected to')
  })
  it('refuses a cycle', () => {
    const document = addLayer(chain(), 'Dropout', { x: 0, y: 0 })
    expect(connectionErrorIn(document, (id) => id, at('dropout'), 'dropout')?.en).toContain('itself')
    const free: Document = {
      ...document,
      networks: {
        main: {
          ...mainNetwork(document),
          edges: { a: { from: { node: 'dropout', port: 0 }, to: { node: 'dense', port: 0 } } },
        },
      },
    }
    expect(connectionErrorIn(free, (id) => id, at('dense'), 'dropout')?.en).toContain('create a cycle')
    expect(connectionErrorIn(free, (id) => id, at('flatten'), 'dropout')).toBeNull()
  })
})
