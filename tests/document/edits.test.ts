/** Edits of the network: what they change, what they keep and what they refuse. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layers } from '../../shared/catalog/layers/index.ts'
import { COLUMN_STEP, directionOf, ROW_STEP } from '../../shared/document/direction.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addedNodes,
  addLayer,
  addNote,
  alignNodes,
  canConnect,
  canRename,
  connect,
  disconnect,
  distributeNodes,
  duplicateNodes,
  labels,
  moveNodes,
  reconnect,
  removeNodes,
  removeNotes,
  renameLayer,
  resetField,
  setField,
  setNote,
  setTrainable,
  snapNodes,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { chain, refusal } from './build.ts'

const edges = (d: Document) => Object.keys(mainNetwork(d).edges)
const props = (d: Document, id: string) => mainNetwork(d).layers[id]!.props
const y = (d: Document, id: string) => mainNetwork(d).nodes[id]!.position.y
const at = (node: string, port = 0) => ({ node, port })
const origin = { x: 0, y: 0 }

describe('addLayer', () => {
  it('names nodes after their type and numbers them', () => {
    const d = chain('Input', 'BatchNormalization', 'BatchNormalization')
    expect(Object.keys(mainNetwork(d).nodes)).toEqual([
      'input',
      'batch_normalization',
      'batch_normalization_2',
    ])
  })
  it('splits the wire after a node, and later nodes move down', () => {
    const before = chain('Input', 'Dense', 'Output')
    const after = addLayer(before, 'Dropout', null, { after: 'dense' })
    expect(edges(after)).toEqual(['input->dense', 'dropout->output', 'dense->dropout'])
    expect(y(after, 'dropout')).toBe(2 * ROW_STEP)
    expect(y(after, 'output')).toBe(3 * ROW_STEP)
    expect(y(after, 'dense')).toBe(y(before, 'dense'))
  })
  it('moves nothing if there is space', () => {
    const before = moveNodes(chain('Input', 'Output'), { output: { x: 0, y: 960 } })
    expect(y(addLayer(before, 'Dense', null, { after: 'input' }), 'output')).toBe(960)
  })
  it('goes before an Output', () => {
    const after = addLayer(chain('Input', 'Output'), 'Dense', null, { after: 'output' })
    expect(edges(after)).toEqual(['dense->output', 'input->dense'])
    expect(y(after, 'output')).toBe(2 * ROW_STEP)
  })
  it('takes over all successors of a branch', () => {
    let d = chain('Input', 'Dense', 'Dense')
    d = addLayer(d, 'Dense', { x: 300, y: 2 * ROW_STEP })
    d = connect(d, at('dense'), at('dense_3'))
    d = addLayer(d, 'Activation', null, { after: 'dense' })
    expect(edges(d).sort()).toEqual([
      'activation->dense_2',
      'activation->dense_3',
      'dense->activation',
      'input->dense',
    ])
  })
  it('does not connect an Input; an Output after a node keeps its other edges', () => {
    expect(edges(addLayer(chain('Input', 'Output'), 'Input', origin, { after: 'input' }))).toEqual([
      'input->output',
    ])
    expect(edges(addLayer(chain('Input', 'Output'), 'Output', origin, { after: 'input' }))).toEqual([
      'input->output',
      'input->output_2',
    ])
  })
  it('refuses an unknown type, and replaces a position that is not a number', () => {
    expect(refusal(() => addLayer(emptyDocument(''), 'toString', origin))).toEqual([
      'There is no layer type "toString".',
    ])
    const d = addLayer(emptyDocument(''), 'Dense', { x: Number.NaN, y: -0.2 })
    expect(mainNetwork(d).nodes.dense!.position).toEqual({ x: 0, y: 0 })
  })
})

describe('addLayer into a wire', () => {
  it('splits that wire only, and later nodes move down', () => {
    let d = chain('Input', 'Dense', 'Dense')
    d = connect(addLayer(d, 'Dense', { x: 300, y: 2 * ROW_STEP }), at('dense'), at('dense_3'))
    const after = addLayer(d, 'Dropout', { x: 10, y: 2 * ROW_STEP }, { into: 'dense->dense_2' })
    expect(edges(after).sort()).toEqual([
      'dense->dense_3',
      'dense->dropout',
      'dropout->dense_2',
      'input->dense',
    ])
    expect(y(after, 'dense_2')).toBe(3 * ROW_STEP)
    expect(y(after, 'dense_3')).toBe(2 * ROW_STEP)
  })
  it('keeps the input port of the target', () => {
    let d = chain('Input', 'Subtract')
    d = connect(addLayer(d, 'Dense', origin), at('input'), at('dense'))
    d = connect(d, at('dense'), at('subtract', 1))
    const after = addLayer(d, 'Dropout', origin, { into: 'dense->subtract' })
    expect(mainNetwork(after).edges['dropout->subtract']!.to).toEqual(at('subtract', 1))
  })
  it('adds an Output next to the wire without connecting it', () => {
    const after = addLayer(chain('Input', 'Output'), 'Output', origin, { into: 'input->output' })
    expect(edges(after)).toEqual(['input->output'])
  })
})

describe('horizontal networks', () => {
  const horizontalChain = (...types: string[]) => {
    const d = chain(...types)
    const ids = Object.keys(mainNetwork(d).nodes)
    return moveNodes(d, Object.fromEntries(ids.map((id, i) => [id, { x: i * COLUMN_STEP, y: 0 }])))
  }
  it('are detected by the direction of their wires', () => {
    expect(directionOf(mainNetwork(chain('Input', 'Dense')))).toBe('down')
    expect(directionOf(mainNetwork(horizontalChain('Input', 'Dense')))).toBe('right')
    expect(directionOf(mainNetwork(emptyDocument('')))).toBe('down')
  })
  it('grow to the right', () => {
    const after = addLayer(horizontalChain('Input', 'Dense', 'Output'), 'Dropout', null, { after: 'dense' })
    const { nodes } = mainNetwork(after)
    expect(nodes.dropout!.position).toEqual({ x: 2 * COLUMN_STEP, y: 0 })
    expect(nodes.output!.position).toEqual({ x: 3 * COLUMN_STEP, y: 0 })
  })
})

describe('arranging', () => {
  const d = moveNodes(chain('Input', 'Dense', 'Output'), {
    dense: { x: 100, y: 90 },
    output: { x: 30, y: 300 },
  })
  const all = ['input', 'dense', 'output']
  const places = (document: Document, axis: 'x' | 'y') =>
    all.map((id) => mainNetwork(document).nodes[id]!.position[axis])
  it('aligns in a column or a row', () => {
    expect(places(alignNodes(d, all, 'left'), 'x')).toEqual([0, 0, 0])
    expect(places(alignNodes(d, all, 'center'), 'x')).toEqual([50, 50, 50])
    expect(places(alignNodes(d, all, 'right'), 'x')).toEqual([100, 100, 100])
    expect(places(alignNodes(d, all, 'top'), 'y')).toEqual([0, 0, 0])
    expect(places(alignNodes(d, all, 'middle'), 'y')).toEqual([150, 150, 150])
    expect(places(alignNodes(d, all, 'bottom'), 'y')).toEqual([300, 300, 300])
    expect(places(alignNodes(d, all, 'left'), 'y')).toEqual(places(d, 'y'))
  })
  it('distributes between the first and the last', () => {
    expect(places(distributeNodes(d, all, 'down'), 'y')).toEqual([0, 150, 300])
    expect(places(distributeNodes(d, all, 'across'), 'x')).toEqual([0, 100, 50])
    expect(distributeNodes(d, ['input', 'dense'], 'down')).toBe(d)
  })
  it('snaps to a grid', () => {
    expect(places(snapNodes(d, all, 28), 'x')).toEqual([0, 112, 28])
  })
  it('returns the same document when nothing moves', () => {
    const straight = chain('Input', 'Dense', 'Output')
    expect(alignNodes(straight, all, 'left')).toBe(straight)
    expect(distributeNodes(straight, all, 'down')).toBe(straight)
    expect(alignNodes(straight, ['gone', 'dense'], 'left')).toBe(straight)
  })
})

describe('removeNodes', () => {
  it('connects the neighbours of removed nodes', () => {
    const d = removeNodes(chain('Input', 'Flatten', 'Dense', 'Dropout', 'Output'), [
      'flatten',
      'dropout',
      'dense',
    ])
    expect(edges(d)).toEqual(['input->output'])
    expect(Object.keys(mainNetwork(d).layers)).toEqual(['input', 'output'])
  })
  it('does not connect the neighbours at a branch', () => {
    let d = chain('Input', 'Dense', 'Dense')
    d = connect(addLayer(d, 'Dense', origin), at('dense'), at('dense_3'))
    expect(edges(removeNodes(d, ['dense']))).toEqual([])
  })
  it('keeps a layer that another node still calls', () => {
    const d = chain('Input', 'Dense')
    const network = mainNetwork(d)
    const shared = {
      ...d,
      networks: {
        main: { ...network, nodes: { ...network.nodes, again: { ...network.nodes.dense! } } },
      },
    }
    expect(Object.keys(mainNetwork(removeNodes(shared, ['again'])).layers)).toContain('dense')
  })
  it('ignores unknown nodes', () => {
    const d = chain('Input')
    expect(removeNodes(d, ['gone', 'toString', '__proto__'])).toBe(d)
  })
})

describe('edges', () => {
  const d = chain('Input', 'Dense', 'Dense', 'Output')
  const reason = (from: string, to: string, port = 0) => canConnect(d, at(from), at(to, port))?.en ?? null
  it('gives the reason of a refusal', () => {
    expect(reason('dense', 'dense')).toBe('A layer cannot be connected to itself.')
    expect(reason('input', 'dense_2')).toBe(
      'The input of "dense_2" is already connected; delete that connection first.',
    )
    expect(reason('output', 'dense')).toBe('"output" has no such output.')
    expect(reason('dense', 'input')).toBe('"input" has no such input.')
    expect(reason('dense', 'output', 1)).toBe('"output" has no such input.')
    expect(reason('dense', 'gone')).toBe('There is no node "gone".')
    const free = disconnect(d, ['input->dense'])
    expect(canConnect(free, at('dense_2'), at('dense'))?.en).toBe(
      '"dense" already leads to "dense_2": this connection would create a cycle.',
    )
    expect(canConnect(free, at('input'), at('dense'))).toBeNull()
  })
  it('connect refuses with the same reason', () => {
    expect(refusal(() => connect(d, at('dense'), at('dense')))).toEqual([
      'A layer cannot be connected to itself.',
    ])
  })
  it('reconnect may use the port it frees', () => {
    const moved = reconnect(d, 'dense->dense_2', at('input'), at('dense_2'))
    expect(edges(moved)).toEqual(['input->dense', 'dense_2->output', 'input->dense_2'])
    expect(refusal(() => reconnect(d, 'dense->dense_2', at('dense'), at('output')))).toEqual([
      'The input of "output" is already connected; delete that connection first.',
    ])
  })
  it('connect restores what disconnect removed', () => {
    expect(edges(connect(disconnect(d, ['dense->dense_2']), at('dense'), at('dense_2'))).sort()).toEqual(
      edges(d).sort(),
    )
  })
})

describe('fields', () => {
  const d = chain('Input', 'Dense', 'Dropout', 'Output')
  it('stores only values that differ from the default', () => {
    const elu = setField(d, 'dense', 'activation', 'elu')
    expect(props(elu, 'dense')).toEqual({ units: 100, activation: 'elu' })
    expect(props(setField(elu, 'dense', 'activation', 'linear'), 'dense')).toEqual({ units: 100 })
    expect(props(resetField(elu, 'dense', 'activation'), 'dense')).toEqual({ units: 100 })
  })
  it('always stores values for which Keras has no default', () => {
    const seven = setField(d, 'dense', 'units', 7)
    expect(props(resetField(seven, 'dense', 'units'), 'dense')).toEqual({ units: 100 })
  })
  it('stores configured values in their shortest form', () => {
    const set = (value: never) =>
      props(setField(d, 'dense', 'kernel_regularizer', value), 'dense').kernel_regularizer
    expect(set({ type: 'l2', l2: 0.01 } as never)).toBe('l2')
    expect(set({ type: 'l2', l2: 0.5 } as never)).toEqual({ type: 'l2', l2: 0.5 })
  })
  it('stores an invalid value, which its node shows', () => {
    expect(props(setField(d, 'dense', 'units', 'abc'), 'dense').units).toBe('abc')
    expect(props(setField(d, 'dense', 'units', 1e12), 'dense').units).toBe(1e12)
  })
  it('returns the same document when nothing changes', () => {
    expect(setField(d, 'dense', 'units', 100)).toBe(d)
    expect(setField(d, 'dense', 'activation', 'linear')).toBe(d)
    expect(resetField(d, 'dense', 'activation')).toBe(d)
    expect(setTrainable(d, 'dense', true)).toBe(d)
    expect(moveNodes(d, { dense: mainNetwork(d).nodes.dense!.position })).toEqual(d)
  })
  it('compares with shared defaults if the layer follows some', () => {
    const network = mainNetwork(d)
    const shared: Document = {
      ...d,
      definitions: { regular: { name: 'Regular', type: 'Dense', props: { activation: 'elu' } } },
      networks: {
        main: {
          ...network,
          layers: { ...network.layers, dense: { ...network.layers.dense!, definition: 'regular' } },
        },
      },
    }
    expect(props(setField(shared, 'dense', 'activation', 'linear'), 'dense').activation).toBe('linear')
    const own = setField(shared, 'dense', 'activation', 'relu')
    expect(Object.hasOwn(props(setField(own, 'dense', 'activation', 'elu'), 'dense'), 'activation')).toBe(
      false,
    )
  })
  it('refuses unknown arguments and values that JSON cannot represent', () => {
    expect(refusal(() => setField(d, 'dense', 'filters', 3))).toEqual(['Dense has no argument "filters".'])
    expect(refusal(() => setField(d, 'dense', '__proto__', 3))).toEqual([
      'Dense has no argument "__proto__".',
    ])
    expect(refusal(() => setField(d, 'dense', 'units', Number.NaN))).toEqual([
      'The value of units cannot be saved in a file.',
    ])
    expect(refusal(() => setField(d, 'gone', 'units', 3))).toEqual(['There is no layer at node "gone".'])
  })
})

describe('names, notes, freezing', () => {
  const d = chain('Input', 'Dense', 'Dense', 'Output')
  it('a name is a valid Python name and unique', () => {
    const named = renameLayer(d, 'dense', 'hidden')
    expect(mainNetwork(named).layers.dense!.name).toBe('hidden')
    expect(canRename(named, 'dense_2', 'hidden')?.en).toBe('Another layer is already named "hidden".')
    expect(canRename(named, 'dense', 'hidden')).toBeNull()
    expect(canRename(named, 'dense', '')).toBeNull()
    expect(canRename(d, 'dense', 'lambda')?.en).toBe('"lambda" is a reserved word in Python.')
    for (const bad of ['_hidden', '1st', 'a b', 'x"; import os', 'é', 'a'.repeat(101)])
      expect(canRename(d, 'dense', bad)?.en).toContain('A name must start with a letter')
  })
  it('freezes', () => {
    expect(mainNetwork(setTrainable(d, 'dense', false)).layers.dense!.trainable).toBe(false)
  })
  it('adds, changes and removes notes', () => {
    const withNote = addNote(d, { x: 1.4, y: 2 }, 'why')
    expect(mainNetwork(withNote).notes.note).toMatchObject({ text: 'why', position: { x: 1, y: 2 } })
    expect(mainNetwork(setNote(withNote, 'note', { text: 'x'.repeat(9999) })).notes.note!.text).toHaveLength(
      4096,
    )
    expect(setNote(withNote, 'gone', { text: 'x' })).toBe(withNote)
    expect(mainNetwork(removeNotes(withNote, ['note'])).notes).toEqual({})
  })
  it('edits have labels in both languages', () => {
    expect(labels.removeNodes(1)).toEqual({ en: 'Delete layer', ko: '층 삭제' })
    expect(labels.moveNodes(3)).toEqual({ en: 'Move 3 layers', ko: '층 3개 이동' })
  })
})

describe('any edits', () => {
  it('result in a document that is the same when saved and opened, without cycles', () => {
    const type = fc.constantFrom(...layers.members.map((m) => m.type))
    const step = fc.record({ type, verb: fc.nat(4), a: fc.nat(30), b: fc.nat(30) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let d = emptyDocument('any')
        for (const { type: layer, verb, a, b } of steps) {
          const ids = Object.keys(mainNetwork(d).nodes)
          const one = ids[a % Math.max(1, ids.length)]
          const two = ids[b % Math.max(1, ids.length)]
          if (verb === 0) d = addLayer(d, layer, { x: a, y: b })
          else if (!one || !two) continue
          else if (verb === 1) d = addLayer(d, layer, null, { after: one })
          else if (verb === 2 && canConnect(d, at(one), at(two)) === null) d = connect(d, at(one), at(two))
          else if (verb === 3) d = removeNodes(d, [one])
          else if (verb === 4) {
            const next = duplicateNodes(d, [one, two])
            expect(addedNodes(d, next)).toHaveLength(new Set([one, two]).size)
            d = next
          }
        }
        expect(parseDocument(serializeDocument(d))).toEqual(d)
        const { nodes, edges: currentEdges, layers: all } = mainNetwork(d)
        const feeds = Object.values(currentEdges).map((e) => `${e.to.node}:${e.to.port}`)
        expect(new Set(feeds).size).toBe(feeds.length)
        expect(Object.keys(all).sort()).toEqual(
          [...new Set(Object.values(nodes).flatMap((n) => (n.kind === 'layer' ? [n.layer] : [])))].sort(),
        )
        for (const id of Object.keys(nodes)) {
          const seen = new Set<string>()
          for (let current: string | undefined = id; current !== undefined; ) {
            expect(seen.has(current)).toBe(false)
            seen.add(current)
            const node: string = current
            current = Object.values(currentEdges).find((e) => e.to.node === node)?.from.node
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
