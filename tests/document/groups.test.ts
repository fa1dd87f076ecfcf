/** Groups: made, opened up again, repeated, copied, and what is refused. */
import { describe, expect, it } from 'vitest'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  canGroup,
  connect,
  copy,
  disconnect,
  duplicateNodes,
  groupNodes,
  paste,
  removeNodes,
  renameGroup,
  separateGroup,
  setField,
  setRepeat,
  ungroup,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { inside, within } from '../../shared/document/groups.ts'
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
const edgesOf = (document: Document) => Object.keys(mainNetwork(document).edges)

describe('groupNodes', () => {
  it('puts one node in the place of several, and these into a network with an Input and an Output', () => {
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
  it('gives each source an Input of its own, and a source of two layers one', () => {
    const whole = groupNodes(branched(), ['dropout', 'add'])
    expect(edgesOf(whole)).toEqual(['input->dense', 'dense->block', 'block->output'])
    const inner = whole.networks.block!
    expect(Object.values(inner.edges).filter((e) => e.from.node === 'input_2')).toHaveLength(2)
    const joined = groupNodes(branched(), ['add'])
    expect(Object.values(mainNetwork(joined).edges).filter((e) => e.to.node === 'block')).toMatchObject([
      { from: { node: 'dropout' }, to: { port: 0 } },
      { from: { node: 'dense' }, to: { port: 1 } },
    ])
  })
  it('takes layers that nothing feeds yet', () => {
    const loose = disconnect(plain, ['input->dense'])
    const whole = groupNodes(loose, ['dense', 'dropout'])
    expect(
      analyze(whole)
        .nodes.get('block')!
        .problems.map((p) => p.code),
    ).toEqual(['no-input'])
  })
  it.each([
    [['input', 'dense'], 'Input and Output stay outside a group'],
    [['dense', 'dense_2'], '“dropout” lies between'],
    [[], 'Select the layers first'],
  ])('refuses %j', (nodes, why) => {
    expect(canGroup(plain, nodes)!.en).toContain(why)
    expect(refusal(() => groupNodes(plain, nodes))[0]).toContain(why)
  })
  it('refuses two outputs', () => {
    const beside = addLayer(chain('Input', 'Dense', 'Add', 'Output'), 'Dropout', { x: 300, y: 84 })
    const into = connect(beside, { node: 'input', port: 0 }, { node: 'dropout', port: 0 })
    const two = connect(into, { node: 'dropout', port: 0 }, { node: 'add', port: 1 })
    expect(canGroup(two, ['dense', 'dropout'])!.en).toContain(
      'Outputs of 2 layers leave this selection (dense, dropout)',
    )
  })
  it('refuses to close a circle through what is left out', () => {
    expect(canGroup(branched(), ['dense', 'add'])!.en).toContain('“dropout” lies between')
  })
  it('refuses a layer whose weights another one shares', () => {
    const { nodes, ...network } = mainNetwork(plain)
    const shared = { ...nodes, dense_2: { ...nodes.dense_2!, layer: 'dense' } } as typeof nodes
    const document = { ...plain, networks: { main: { ...network, nodes: shared } } }
    expect(canGroup(document, ['dense', 'dropout'])!.en).toContain('“dense” shares its weights')
  })
})

describe('ungroup', () => {
  it('brings back what was there', () => {
    const back = ungroup(grouped, 'block')
    expect(Object.keys(back.networks)).toEqual(['main'])
    expect(analyze(back).parameters).toEqual(analyze(plain).parameters)
    expect(new Set(edgesOf(back))).toEqual(new Set(edgesOf(plain)))
    expect(
      Object.fromEntries(Object.entries(mainNetwork(back).nodes).map(([id, n]) => [id, n.position])),
    ).toEqual(Object.fromEntries(Object.entries(mainNetwork(plain).nodes).map(([id, n]) => [id, n.position])))
  })
  it('writes a repeated group out', () => {
    const thrice = setRepeat(grouped, 'block', 3)
    const out = ungroup(thrice, 'block')
    expect(analyze(out).parameters).toEqual(analyze(thrice).parameters)
    expect(Object.values(mainNetwork(out).layers).filter((l) => l.type === 'Dropout')).toHaveLength(3)
    const below = (id: string, document: Document) => mainNetwork(document).nodes[id]!.position.y
    expect(below('dense_2', out)).toBeGreaterThan(below('dense_2', thrice))
  })
  it('keeps the sides of a layer that joins', () => {
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
  it('takes its network along when it is deleted, unless another group has it', () => {
    expect(Object.keys(removeNodes(grouped, ['block']).networks)).toEqual(['main'])
    const two = duplicateNodes(grouped, ['block'])
    expect(Object.keys(removeNodes(two, ['block']).networks)).toEqual(['main', 'block'])
  })
  it('shares its network with its duplicate until it gets its own', () => {
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
  it('goes with the clipboard into another document', () => {
    const nested = groupNodes(grouped, ['block', 'dense_2'])
    const text = copy(nested, ['block_2'])
    const pasted = paste(emptyDocument(''), text, { x: 0, y: 0 })
    expect(Object.keys(pasted.networks)).toHaveLength(3)
    expect(parseDocument(serializeDocument(pasted))).toEqual(pasted)
    // The same block once more, and a changed one beside it.
    expect(Object.keys(paste(pasted, text, { x: 0, y: 0 }).networks)).toHaveLength(3)
    const changed = within(pasted, 'block', (d) => setField(d, 'dense', 'units', 9))
    expect(Object.keys(paste(changed, text, { x: 0, y: 0 }).networks)).toHaveLength(5)
  })
  it('pasted into itself becomes another', () => {
    const text = copy(grouped, ['block'])
    const inner = within(grouped, 'block', (d) => paste(d, text, { x: 0, y: 0 }))
    expect(parseDocument(serializeDocument(inner))).toEqual(inner)
  })
  it.each([
    [
      'calls a network that is not there',
      '"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}},"edges":{}',
      'there is no network "x"',
    ],
    [
      'holds itself',
      '"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}},"edges":{},"networks":{"x":{"name":"x","layers":{},"edges":{},"nodes":{"g":{"kind":"group","network":"x","repeat":1,"position":{"x":0,"y":0}}}}}',
      'this network holds itself',
    ],
  ])('from a clipboard that %s is refused', (_, rest, why) => {
    const text = `{"format":"layerloom-clipboard","version":1,"layers":{},${rest}}`
    expect(refusal(() => paste(plain, text, { x: 0, y: 0 }))[0]).toContain(why)
  })
  it('is edited by the path of what is inside', () => {
    const edited = inside(setRepeat(grouped, 'block', 2), 'block#2/dense', (d, id) =>
      setField(d, id, 'units', 11),
    )
    expect(edited.networks.block!.layers.dense!.props).toMatchObject({ units: 11 })
    expect(edited.main).toBe('main')
    expect(inside(grouped, 'nowhere/dense', () => emptyDocument(''))).toBe(grouped)
  })
})
