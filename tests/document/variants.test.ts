/** Variants of a network: made, compared, removed. */
import { describe, expect, it } from 'vitest'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  duplicateVariant,
  groupNodes,
  moveNodes,
  removeNodes,
  removeVariant,
  renameVariant,
  setField,
  showVariant,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { within } from '../../shared/document/groups.ts'
import { MAX_NETWORKS } from '../../shared/document/limits.ts'
import { compareNetworks, runName, variantsOf } from '../../shared/document/variants.ts'
import { chain, refusal } from './build.ts'

const one = chain('Input', 'Dense', 'Output')
const two = duplicateVariant(one)
const names = (document: Document) => variantsOf(document).map((id) => document.networks[id]!.name)

describe('variants', () => {
  it('begin with a copy that becomes the main one', () => {
    expect(two.main).toBe('main_2')
    expect(names(two)).toEqual(['Variant 1', 'Variant 2'])
    expect(names(duplicateVariant(two))).toEqual(['Variant 1', 'Variant 2', 'Variant 3'])
    expect(mainNetwork(two).nodes).toEqual(mainNetwork(one).nodes)
    expect(parseDocument(serializeDocument(two))).toEqual(two)
    const named = { ...one, networks: { main: { ...mainNetwork(one), name: 'Small' } } }
    expect(names(duplicateVariant(named))).toEqual(['Small', 'Small 2'])
  })
  it('are changed each for itself, blocks too', () => {
    const grouped = duplicateVariant(groupNodes(one, ['dense']))
    expect(variantsOf(grouped)).toEqual(['main', 'main_2'])
    const [block] = Object.values(mainNetwork(grouped).nodes).flatMap((n) =>
      n.kind === 'group' ? [n.network] : [],
    )
    const wider = within(grouped, block!, (d) => setField(d, 'dense', 'units', 9))
    expect(wider.networks.block!.layers.dense!.props.units).not.toBe(9)
    expect([...compareNetworks(wider, 'main', 'main_2').nodes.values()]).toMatchObject([
      { kind: 'changed', title: 'Block', fields: [{ name: 'layers' }] },
    ])
    expect(compareNetworks(grouped, 'main', 'main_2').nodes.size).toBe(0)
  })
  it('are shown, named and removed, but for the last', () => {
    const back = showVariant(two, 'main')
    expect(back.main).toBe('main')
    expect(showVariant(back, 'main')).toBe(back)
    expect(names(renameVariant(back, 'main_2', ' Wide '))).toEqual(['Variant 1', 'Wide'])
    expect(renameVariant(back, 'main_2', ' ')).toBe(back)
    expect(removeVariant(back, 'main')).toMatchObject({ main: 'main_2' })
    expect(removeVariant(two, 'main_2')).toMatchObject({ main: 'main' })
    const grouped = duplicateVariant(groupNodes(one, ['dense']))
    expect(Object.keys(removeVariant(grouped, 'main').networks)).toHaveLength(2)
    expect(refusal(() => removeVariant(one, 'main'))[0]).toContain('at least one network')
    expect(refusal(() => showVariant(two, 'nowhere'))[0]).toContain('no variant')
  })
  it('are as many as a file holds', () => {
    let document = one
    for (let n = 1; n < MAX_NETWORKS; n++) document = duplicateVariant(document)
    expect(refusal(() => duplicateVariant(document))[0]).toContain(`at most ${MAX_NETWORKS} networks`)
    expect(parseDocument(serializeDocument(document))).toEqual(document)
  })
  it('give a run its name', () => {
    expect(runName(one)).toBe('chain')
    expect(runName(two)).toBe('chain · Variant 2')
  })
})

describe('the comparison', () => {
  it('tells what is new, gone and changed, and no places', () => {
    let document = setField(two, 'dense', 'units', 9)
    document = moveNodes(addLayer(document, 'Dropout', null, { after: 'dense' }), { dense: { x: 500, y: 0 } })
    const { nodes, wires } = compareNetworks(document, 'main', 'main_2')
    expect(Object.fromEntries(nodes)).toMatchObject({
      dense: { kind: 'changed', title: 'Dense', fields: [{ name: 'units', before: 100, after: 9 }] },
      dropout: { kind: 'added', title: 'Dropout', fields: [] },
    })
    // The wire that the new layer came into.
    expect(wires).toBe(1)
    const gone = removeNodes(two, ['dense'])
    expect(compareNetworks(gone, 'main', 'main_2').nodes.get('dense')).toMatchObject({ kind: 'removed' })
  })
})
