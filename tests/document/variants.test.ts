/** Variants of a network: creation, comparison, removal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNetworks } from '../../shared/document/compare-networks.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  connect,
  copy,
  disconnect,
  duplicateVariant,
  followDefaults,
  groupNodes,
  moveNodes,
  paste,
  removeNodes,
  removeVariant,
  renameLayer,
  renameVariant,
  setField,
  shareDefaults,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { editNetwork, withMain } from '../../shared/document/groups.ts'
import { MAX_NETWORKS } from '../../shared/document/limits.ts'
import { runName, variantsOf } from '../../shared/document/variants.ts'
import { anyDocument } from './arbitrary.ts'
import { chain, refusal } from './build.ts'

const one = chain('Input', 'Dense', 'Output')
const two = duplicateVariant(one)
const names = (document: Document) => variantsOf(document).map((id) => document.networks[id]!.name)

describe('variants', () => {
  it('start as a copy, which becomes the main network', () => {
    expect(two.main).toBe('main_2')
    expect(names(two)).toEqual(['Variant 1', 'Variant 2'])
    expect(names(duplicateVariant(two))).toEqual(['Variant 1', 'Variant 2', 'Variant 3'])
    expect(mainNetwork(two).nodes).toEqual(mainNetwork(one).nodes)
    expect(parseDocument(serializeDocument(two))).toEqual(two)
    const named = { ...one, networks: { main: { ...mainNetwork(one), name: 'Small' } } }
    expect(names(duplicateVariant(named))).toEqual(['Small', 'Small 2'])
  })
  it('are edited independently, including their blocks', () => {
    const grouped = duplicateVariant(groupNodes(one, ['dense']))
    expect(variantsOf(grouped)).toEqual(['main', 'main_2'])
    const [block] = Object.values(mainNetwork(grouped).nodes).flatMap((n) =>
      n.kind === 'group' ? [n.network] : [],
    )
    const wider = editNetwork(grouped, block!, (d) => setField(d, 'dense', 'units', 9))
    expect(wider.networks.block!.layers.dense!.props.units).not.toBe(9)
    expect(compareNetworks(wider, 'main', 'main_2').nodes).toMatchObject([
      { kind: 'changed', title: 'Block', fields: [{ name: 'layers' }] },
    ])
    expect(compareNetworks(grouped, 'main', 'main_2').nodes).toEqual([])
  })
  it('can be renamed and removed, except the last', () => {
    const back = withMain(two, 'main')
    expect(names(renameVariant(back, 'main_2', ' Wide '))).toEqual(['Variant 1', 'Wide'])
    expect(renameVariant(back, 'main_2', ' ')).toBe(back)
    expect(renameVariant(back, 'main', 'Variant 1')).toBe(back)
    expect(refusal(() => renameVariant(back, 'main', 'Variant 2'))[0]).toContain('Another variant')
    expect(removeVariant(back, 'main')).toMatchObject({ main: 'main_2' })
    expect(removeVariant(two, 'main_2')).toMatchObject({ main: 'main' })
    const grouped = duplicateVariant(groupNodes(one, ['dense']))
    expect(Object.keys(removeVariant(grouped, 'main').networks)).toHaveLength(2)
    expect(refusal(() => removeVariant(one, 'main'))[0]).toContain('at least one network')
    expect(refusal(() => removeVariant(two, 'nowhere'))[0]).toContain('no variant')
  })
  it('are never groups: the network of a group is no variant, and the main network is no group', () => {
    const grouped = groupNodes(one, ['dense'])
    expect(variantsOf(grouped)).toEqual(['main'])
    expect(refusal(() => removeVariant(grouped, 'block'))[0]).toContain('no variant')
    expect(refusal(() => parseDocument(serializeDocument({ ...grouped, main: 'block' })))).toEqual([
      'main: the network "block" is a group of "main" and cannot be the network to train.',
    ])
    // A pasted block that equals a variant becomes a separate network.
    const block = grouped.networks.block!
    const beside = { ...one, networks: { ...one.networks, block } }
    const pasted = paste(beside, copy(grouped, ['block']), { x: 0, y: 0 })
    expect(variantsOf(pasted)).toEqual(['main', 'block'])
    expect(Object.keys(pasted.networks)).toHaveLength(3)
  })
  it('are limited by the number of networks in a file', () => {
    let document = one
    for (let n = 1; n < MAX_NETWORKS; n++) document = duplicateVariant(document)
    expect(refusal(() => duplicateVariant(document))[0]).toContain(`at most ${MAX_NETWORKS} networks`)
    expect(parseDocument(serializeDocument(document))).toEqual(document)
  })
  it('are part of the name of a run', () => {
    expect(runName(one)).toBe('chain')
    expect(runName(two)).toBe('chain · Variant 2')
  })
})

describe('the comparison', () => {
  const compare = (document: Document) => compareNetworks(document, 'main', 'main_2')
  const kinds = (document: Document) =>
    compare(document).nodes.map(({ kind, before, after }) => [kind, before, after])

  it('reports added, removed and changed layers, but no positions', () => {
    let document = setField(two, 'dense', 'units', 9)
    document = moveNodes(addLayer(document, 'Dropout', null, { after: 'dense' }), { dense: { x: 500, y: 0 } })
    const { nodes, edges } = compare(document)
    expect(nodes).toEqual([
      {
        kind: 'changed',
        before: 'dense',
        after: 'dense',
        title: 'Dense',
        fields: [{ name: 'units', before: 100, after: 9 }],
      },
      { kind: 'added', before: null, after: 'dropout', title: 'Dropout', fields: [] },
    ])
    // The new layer implies the change of its wire.
    expect(edges).toEqual([])
    expect(kinds(removeNodes(two, ['dense']))).toEqual([['removed', 'dense', null]])
    expect(compare(two)).toEqual({ nodes: [], edges: [] })
  })
  it('compares effective values, wherever they are defined', () => {
    const shared = duplicateVariant(shareDefaults(setField(one, 'dense', 'activation', 'elu'), 'dense'))
    expect(compare(followDefaults(shared, ['dense'], null)).nodes[0]!.fields).toEqual([
      { name: 'defaults', before: 'SharedDense', after: undefined },
    ])
    // A file may contain a default value, and the long form of a configured value.
    const written = serializeDocument(two).replace(
      '"units": 100',
      '"units": 100, "activation": "linear", "kernel_initializer": { "type": "glorot_uniform" }',
    )
    expect(compare(parseDocument(written))).toEqual({ nodes: [], edges: [] })
    const wrong = setField(setField(two, 'dense', 'units', 'many'), 'dense', 'activation', 'nonsense')
    expect(compare(wrong).nodes[0]!.fields).toEqual([
      { name: 'units', before: 100, after: 'many' },
      { name: 'activation', before: 'linear', after: 'nonsense' },
    ])
  })
  it('matches layers by id, else by name, and only of the same type', () => {
    const named = duplicateVariant(renameLayer(one, 'dense', 'hidden'))
    const replaced = removeNodes(addLayer(named, 'Dense', null, { after: 'input' }), ['dense'])
    expect(kinds(replaced)).toEqual([
      ['removed', 'dense', null],
      ['added', null, 'dense_2'],
    ])
    expect(kinds(renameLayer(replaced, 'dense_2', 'hidden'))).toEqual([])
    expect(kinds(setField(renameLayer(replaced, 'dense_2', 'hidden'), 'dense_2', 'units', 3))).toEqual([
      ['changed', 'dense', 'dense_2'],
    ])
    const other = removeNodes(addLayer(named, 'Dropout', null, { after: 'input' }), ['dense'])
    expect(kinds(renameLayer(other, 'dropout', 'hidden'))).toEqual([
      ['removed', 'dense', null],
      ['added', null, 'dropout'],
    ])
  })
  it('reports wires that only one network has', () => {
    const disconnected = disconnect(two, ['dense->output'])
    expect(compare(disconnected).edges).toEqual([
      { kind: 'removed', from: 'dense', to: 'output', output: 0, port: 0 },
    ])
    const withBranch = addLayer(chain('Input', 'Dense', 'Dense', 'Add', 'Output'), 'Dropout', { x: 0, y: 0 })
    const bothVariants = duplicateVariant(withBranch)
    const joined = connect(bothVariants, { node: 'input', port: 0 }, { node: 'add', port: 1 })
    expect(compare(joined)).toEqual({
      nodes: [],
      edges: [{ kind: 'added', from: 'input', to: 'add', output: 0, port: 1 }],
    })
  })
  it('is empty for equal networks, and symmetric for any two', () => {
    const reversedKind = { added: 'removed', removed: 'added', changed: 'changed' } as const
    fc.assert(
      fc.property(anyDocument, (document) => {
        const [a, b = a] = Object.keys(document.networks) as [string, string?]
        expect(compareNetworks(document, a, a)).toEqual({ nodes: [], edges: [] })
        const forward = compareNetworks(document, a, b).nodes.map((n) => `${n.kind} ${n.before} ${n.after}`)
        const backward = compareNetworks(document, b, a).nodes
        expect(backward.map((n) => `${reversedKind[n.kind]} ${n.after} ${n.before}`).sort()).toEqual(
          forward.sort(),
        )
      }),
      { numRuns: 200 },
    )
  })
})
