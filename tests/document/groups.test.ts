/** Groups: grouping, ungrouping, repetition, copying, and refusals. */
import { describe, expect, it } from 'vitest'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  canConnect,
  canGroup,
  connect,
  copy,
  disconnect,
  duplicateNodes,
  groupNodes,
  insertAfter,
  paste,
  removeNodes,
  renameGroup,
  separateGroup,
  setField,
  setRepeat,
  ungroup,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { editAtPath, editNetwork, nodesWithRole } from '../../shared/document/groups.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { chain, refusal } from './build.ts'

const plain = setField(chain('Input', 'Dense', 'Dropout', 'Dense', 'Output'), 'dense', 'units', 7)
const grouped = groupNodes(plain, ['dense', 'dropout'])

/** Input → dense → dropout → add, and dense → add. */
function branched(): Document {
  const drawn = disconnect(chain('Input', 'Dense', 'Dropout', 'Add', 'Output'), [])
  return connect(drawn, { node: 'dense', port: 0 }, { node: 'add', port: 1 })
}
/** Input → dense and dropout, both → add; `forked` has the two in a group. */
const branchedPair = (() => {
  const beside = addLayer(chain('Input', 'Dense', 'Add', 'Output'), 'Dropout', { x: 300, y: 84 })
  const into = connect(beside, { node: 'input', port: 0 }, { node: 'dropout', port: 0 })
  return connect(into, { node: 'dropout', port: 0 }, { node: 'add', port: 1 })
})()
const forked = groupNodes(branchedPair, ['dense', 'dropout'])
/** A group of two inputs and two outputs: dense_2 → subtract, whose other input is a dropout; both lead to add. */
const crossed = (() => {
  const drawn = addLayer(chain('Input', 'Dense', 'Dense', 'Subtract', 'Add', 'Output'), 'Dropout', {
    x: 400,
    y: 84,
  })
  const joined = [
    ['input', 'dropout', 0],
    ['dropout', 'subtract', 1],
    ['dense_2', 'add', 1],
  ] as const
  return groupNodes(
    joined.reduce((d, [from, node, port]) => connect(d, { node: from, port: 0 }, { node, port }), drawn),
    ['dense_2', 'subtract'],
  )
})()
const outgoingEdges = (document: Document, node = 'block') =>
  Object.values(mainNetwork(document).edges).flatMap(({ from, to }) =>
    from.node === node ? [`${from.port} -> ${to.node} ${to.port}`] : [],
  )
const wires = (document: Document) =>
  new Set(Object.values(mainNetwork(document).edges).map((edge) => JSON.stringify(edge)))
const edgesOf = (document: Document) => Object.keys(mainNetwork(document).edges)

it('a block inserted after a layer splits its wires, and later nodes move down', () => {
  const target = chain('Input', 'Dense', 'Output')
  const pasted = paste(target, copy(grouped, ['block']), { x: 900, y: 900 })
  const inserted = insertAfter(pasted, 'block', 'dense')
  expect(edgesOf(inserted)).toEqual(['input->dense', 'block->output', 'dense->block'])
  const { nodes } = mainNetwork(inserted)
  const places = ['dense', 'block', 'output'].map((id) => nodes[id]!.position)
  expect(new Set(places.map(({ x }) => x)).size).toBe(1)
  expect(places[1]!.y - places[0]!.y).toBe(84)
  expect(places[2]!.y - places[1]!.y).toBe(84)
  // Nothing can follow an Output, so the block goes before it.
  expect(edgesOf(insertAfter(pasted, 'block', 'output'))).toEqual(edgesOf(inserted))
})

describe('groupNodes', () => {
  it('replaces several nodes by one, and moves them into a network with an Input and an Output', () => {
    expect(edgesOf(grouped)).toEqual(['dense_2->output', 'input->block', 'block->dense_2'])
    expect(mainNetwork(grouped).nodes.block).toEqual({
      kind: 'group',
      network: 'block',
      repeat: 1,
      position: mainNetwork(plain).nodes.dense!.position,
    })
    const inner = grouped.networks.block!
    expect(Object.values(inner.layers).map((l) => l.type)).toEqual(['Input', 'Dense', 'Dropout', 'Output'])
    expect(Object.keys(inner.edges)).toEqual(['dense->dropout', 'input_2->dense', 'dropout->output_2'])
    expect(parseDocument(serializeDocument(grouped))).toEqual(grouped)
  })
  it('creates one Input per source, also for a source of two layers', () => {
    const regrouped = groupNodes(branched(), ['dropout', 'add'])
    expect(edgesOf(regrouped)).toEqual(['input->dense', 'dense->block', 'block->output'])
    const inner = regrouped.networks.block!
    expect(Object.values(inner.edges).filter((e) => e.from.node === 'input_2')).toHaveLength(2)
    const joined = groupNodes(branched(), ['add'])
    expect(Object.values(mainNetwork(joined).edges).filter((e) => e.to.node === 'block')).toMatchObject([
      { from: { node: 'dropout' }, to: { port: 0 } },
      { from: { node: 'dense' }, to: { port: 1 } },
    ])
  })
  it('accepts layers without an input', () => {
    const unconnected = disconnect(plain, ['input->dense'])
    const regrouped = groupNodes(unconnected, ['dense', 'dropout'])
    expect(
      analyze(regrouped)
        .nodes.get('block')!
        .problems.map((p) => p.code),
    ).toEqual(['no-input'])
  })
  it.each([
    [['input', 'dense'], 'Input and Output cannot be grouped'],
    [['dense', 'dense_2'], '“dropout” is between'],
    [[], 'Select the layers first'],
  ])('refuses %j', (nodes, why) => {
    expect(canGroup(plain, nodes)!.en).toContain(why)
    expect(refusal(() => groupNodes(plain, nodes))[0]).toContain(why)
  })
  it('creates an Output for each layer whose output leaves the group, in drawing order', () => {
    const inner = forked.networks.block!
    const ends = nodesWithRole(inner, 'output')
    expect(ends.map((end) => Object.values(inner.edges).find((e) => e.to.node === end)!.from.node)).toEqual([
      'dense',
      'dropout',
    ])
    expect(outgoingEdges(forked)).toEqual(['0 -> add 0', '1 -> add 1'])
    const [a, b] = ends.map((end) => inner.nodes[end]!.position)
    expect(a).not.toEqual(b)
    expect(parseDocument(serializeDocument(forked))).toEqual(forked)
  })
  it('keeps the outputs of a nested group', () => {
    const both = groupNodes(forked, ['block', 'add'])
    expect(Object.values(both.networks.block_2!.edges).map((e) => e.from.port)).toContain(1)
    const nested = groupNodes(forked, ['block'])
    expect(outgoingEdges(nested, 'block_2')).toEqual(['0 -> add 0', '1 -> add 1'])
    expect(wires(ungroup(nested, 'block_2'))).toEqual(wires(forked))
  })
  it('creates an Output for each last layer when no output leaves the group', () => {
    const unconnected = addLayer(chain('Input', 'Dense'), 'Dropout', { x: 300, y: 84 })
    expect(
      nodesWithRole(groupNodes(unconnected, ['dense', 'dropout']).networks.block!, 'output'),
    ).toHaveLength(2)
  })
  it('supports splitting and joining at its further outputs', () => {
    const direct = connect(
      addLayer(removeNodes(forked, ['add', 'output']), 'Output', { x: 0, y: 900 }),
      { node: 'block', port: 1 },
      { node: 'output', port: 0 },
    )
    const split = addLayer(direct, 'ReLU', null, { after: 'output' })
    expect(outgoingEdges(split)).toEqual(['1 -> re_lu 0'])
    expect(outgoingEdges(removeNodes(split, ['re_lu']))).toEqual(['1 -> output 0'])
  })
  it('refuses a cycle, and too many outputs', () => {
    const network = mainNetwork(chain('Dense', 'Dense'))
    const back = { from: { node: 'dense_2', port: 0 }, to: { node: 'dense', port: 0 } }
    const circle = {
      ...plain,
      networks: { main: { ...network, edges: { ...network.edges, back } } },
    }
    expect(canGroup(circle, ['dense', 'dense_2'])!.en).toContain('form a cycle')
    let wide = emptyDocument('')
    for (let i = 0; i < 65; i++) wide = addLayer(wide, 'Dense', { x: i, y: 0 })
    expect(canGroup(wide, Object.keys(mainNetwork(wide).nodes))!.en).toContain('has 65 outputs')
  })
  it('refuses to create a cycle through nodes outside the group', () => {
    expect(canGroup(branched(), ['dense', 'add'])!.en).toContain('“dropout” is between')
  })
  it('refuses a layer that shares its weights with another one', () => {
    const { nodes, ...network } = mainNetwork(plain)
    const shared = { ...nodes, dense_2: { ...nodes.dense_2!, layer: 'dense' } } as typeof nodes
    const document = { ...plain, networks: { main: { ...network, nodes: shared } } }
    expect(canGroup(document, ['dense', 'dropout'])!.en).toContain('“dense” shares its weights')
  })
})

describe('ungroup', () => {
  it('restores the original network', () => {
    const back = ungroup(grouped, 'block')
    expect(Object.keys(back.networks)).toEqual(['main'])
    expect(analyze(back).parameters).toEqual(analyze(plain).parameters)
    expect(new Set(edgesOf(back))).toEqual(new Set(edgesOf(plain)))
    expect(
      Object.fromEntries(Object.entries(mainNetwork(back).nodes).map(([id, n]) => [id, n.position])),
    ).toEqual(Object.fromEntries(Object.entries(mainNetwork(plain).nodes).map(([id, n]) => [id, n.position])))
  })
  it('unrolls a repeated group', () => {
    const repeated = setRepeat(grouped, 'block', 3)
    const out = ungroup(repeated, 'block')
    expect(analyze(out).parameters).toEqual(analyze(repeated).parameters)
    expect(Object.values(mainNetwork(out).layers).filter((l) => l.type === 'Dropout')).toHaveLength(3)
    const yOf = (id: string, document: Document) => mainNetwork(document).nodes[id]!.position.y
    expect(yOf('dense_2', out)).toBeGreaterThan(yOf('dense_2', repeated))
  })
  it('restores the target of each output', () => {
    expect(wires(ungroup(forked, 'block'))).toEqual(wires(branchedPair))
  })
  it('unrolls a repeated group with two inputs and two outputs', () => {
    const out = ungroup(setRepeat(crossed, 'block', 2), 'block')
    // The outputs of the first repetition are the inputs of the second, in the same order.
    expect([...wires(out)].filter((wire) => wire.includes('"to":{"node":"subtract_2"'))).toEqual([
      '{"from":{"node":"dense_3","port":0},"to":{"node":"subtract_2","port":0}}',
      '{"from":{"node":"subtract","port":0},"to":{"node":"subtract_2","port":1}}',
    ])
    expect(refusal(() => ungroup(setRepeat(forked, 'block', 2), 'block'))[0]).toContain(
      'as many Inputs inside as Outputs',
    )
  })
  it('drops a wire from a missing output', () => {
    const fewer = editNetwork(forked, 'block', (d) =>
      removeNodes(d, [nodesWithRole(mainNetwork(d), 'output')[1]!]),
    )
    expect(outgoingEdges(fewer)).toEqual(['0 -> add 0', '1 -> add 1'])
    expect(wires(ungroup(fewer, 'block')).size).toBe(wires(branchedPair).size - 1)
    expect(outgoingEdges(disconnect(fewer, ['block->add_2']))).toEqual(['0 -> add 0'])
    expect(canConnect(fewer, { node: 'block', port: 1 }, { node: 'add', port: 2 })!.en).toContain(
      'no such output',
    )
  })
  it('keeps the input order of a merging layer', () => {
    const joined = branched()
    const back = ungroup(groupNodes(joined, ['dropout', 'add']), 'block')
    const codes = (document: Document) => analyze(document).problems.map((p) => [p.code, p.node])
    expect(codes(back)).toEqual(codes(joined))
    expect(Object.values(mainNetwork(back).edges).filter((e) => e.to.node === 'add')).toHaveLength(2)
  })
})

describe('a group', () => {
  it('is repeated from 1 to 10,000 times', () => {
    expect(refusal(() => setRepeat(grouped, 'block', 0))[0]).toContain('from 1 to 10000')
    expect(refusal(() => setRepeat(grouped, 'block', 1.5))[0]).toContain('received 1.5')
    const tooMany = analyze(setRepeat(grouped, 'block', 10_000))
    expect(tooMany.model).toBeNull()
    expect(tooMany.problems.map((p) => p.code)).toContain('group-repeat')
  })
  it('deletes its network with it, unless another group uses it', () => {
    expect(Object.keys(removeNodes(grouped, ['block']).networks)).toEqual(['main'])
    const two = duplicateNodes(grouped, ['block'])
    expect(Object.keys(removeNodes(two, ['block']).networks)).toEqual(['main', 'block'])
  })
  it('shares its network with its duplicate until it is separated', () => {
    const two = duplicateNodes(grouped, ['block'])
    expect(mainNetwork(two).nodes.block_2).toMatchObject({ network: 'block' })
    const own = separateGroup(two, 'block_2')
    expect(mainNetwork(own).nodes.block_2).toMatchObject({ network: 'block_2' })
    expect(own.networks.block_2!.name).toBe('Block 2')
    expect(separateGroup(grouped, 'block')).toBe(grouped)
  })
  it('has a name that is not empty', () => {
    expect(renameGroup(grouped, 'block', ' Hidden ').networks.block!.name).toBe('Hidden')
    expect(renameGroup(grouped, 'block', '  ')).toBe(grouped)
  })
  it('can be pasted into another document', () => {
    const nested = groupNodes(grouped, ['block', 'dense_2'])
    const text = copy(nested, ['block_2'])
    const pasted = paste(emptyDocument(''), text, { x: 0, y: 0 })
    expect(Object.keys(pasted.networks)).toHaveLength(3)
    expect(parseDocument(serializeDocument(pasted))).toEqual(pasted)
    // The same block is reused, but a changed one is added.
    expect(Object.keys(paste(pasted, text, { x: 0, y: 0 }).networks)).toHaveLength(3)
    const changed = editNetwork(pasted, 'block', (d) => setField(d, 'dense', 'units', 9))
    expect(Object.keys(paste(changed, text, { x: 0, y: 0 }).networks)).toHaveLength(5)
  })
  it('pasted into itself becomes a copy', () => {
    const text = copy(grouped, ['block'])
    const inner = editNetwork(grouped, 'block', (d) => paste(d, text, { x: 0, y: 0 }))
    expect(parseDocument(serializeDocument(inner))).toEqual(inner)
  })
  it.each([
    [
      'calls a network that is not there',
      '"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}},"edges":{}',
      'there is no network "x"',
    ],
    [
      'contains itself',
      '"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}},"edges":{},"networks":{"x":{"name":"x","layers":{},"edges":{},"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}}}}',
      'this network contains itself',
    ],
  ])('from a clipboard that %s is refused', (_, rest, why) => {
    const text = `{"format":"layerloom-clipboard","version":1,"layers":{},${rest}}`
    expect(refusal(() => paste(plain, text, { x: 0, y: 0 }))[0]).toContain(why)
  })
  it('is edited by the path of an inner node', () => {
    const edited = editAtPath(setRepeat(grouped, 'block', 2), 'block#2/dense', (d, id) =>
      setField(d, id, 'units', 11),
    )
    expect(edited.networks.block!.layers.dense!.props).toMatchObject({ units: 11 })
    expect(edited.main).toBe('main')
    expect(editAtPath(grouped, 'nowhere/dense', () => emptyDocument(''))).toBe(grouped)
  })
})
