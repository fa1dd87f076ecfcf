/** The slots of a layer's arguments in the property panel: only changed slots are new objects, which are rendered again. */
import { describe, expect, it } from 'vitest'
import { layerSlots } from '../../renderer/panels/properties/layer-slots.ts'
import { dense } from '../../shared/catalog/layers/dense.ts'
import { type Document, mainNetwork, type NodeId } from '../../shared/document/document.ts'
import { renameDefaults, setField, setSharedField, shareDefaults } from '../../shared/document/edits.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { chain } from '../document/build.ts'

const slotsOf = (document: Document, id: NodeId) => {
  const { nodes, hints } = analyze(document)
  const facts = nodes.get(id)!
  const layerHints = hints().filter((hint) => hint.node === id)
  return new Map(
    layerSlots(document, id, facts, [...facts.problems, ...layerHints]).map((slot) => [slot.name, slot]),
  )
}

/** Names of the arguments whose slots are new objects after an edit. */
function changedBy(before: Document, after: Document, id: NodeId): readonly string[] {
  const previous = slotsOf(before, id)
  return [...slotsOf(after, id)].flatMap(([name, slot]) => (previous.get(name) === slot ? [] : [name]))
}

const start = chain('Input', 'Flatten', 'Dense', 'Dense', 'Output')
const [, , first, second] = Object.keys(mainNetwork(start).nodes) as [NodeId, NodeId, NodeId, NodeId]

it('a slot changes with its value', () => {
  const regularized = setField(start, first, 'kernel_regularizer', 'l2')
  expect(changedBy(start, regularized, first)).toEqual(['kernel_regularizer'])
  expect(changedBy(regularized, start, first)).toEqual(['kernel_regularizer'])
})
it('a slot of an initializer changes with the shape of its weight, and not with later layers', () => {
  const wider = setField(start, first, 'units', 77)
  expect(changedBy(start, wider, first)).toEqual(['units', 'kernel_initializer', 'bias_initializer'])
  expect(changedBy(start, wider, second)).toEqual(['kernel_initializer'])
  expect(changedBy(start, setField(start, second, 'units', 78), first)).toEqual([])
})
it('a slot changes with a hint about it', () => {
  // he_normal suits relu, and not the default.
  expect(changedBy(start, setField(start, first, 'activation', 'relu'), first)).toEqual([
    'activation',
    'kernel_initializer',
  ])
})
describe('with shared defaults', () => {
  const shared = shareDefaults(setField(start, first, 'kernel_regularizer', 'l1'), first)
  const [id] = Object.keys(shared.definitions) as [string]
  const setShared = (document: Document, regularizer: string) =>
    setSharedField(document, id, dense.fields, 'kernel_regularizer', regularizer)

  it('changes with the shared value, and with the name of the defaults', () => {
    expect(changedBy(shared, setShared(shared, 'l2'), first)).toEqual(['kernel_regularizer'])
    expect(changedBy(shared, renameDefaults(shared, id, 'Other'), first)).toEqual(['kernel_regularizer'])
  })
  it('changes when its value becomes its own', () => {
    const own = setField(shared, first, 'kernel_regularizer', 'l2')
    expect(changedBy(setShared(shared, 'l2'), setShared(own, 'l1_l2'), first)).toEqual(['kernel_regularizer'])
  })
  it('changes when the shared value equals its own', () => {
    const own = setField(shared, first, 'kernel_regularizer', 'l2')
    expect(changedBy(own, setShared(own, 'l2'), first)).toEqual(['kernel_regularizer'])
  })
})
it('a slot of another layer is another object', () => {
  const { nodes } = analyze(start)
  const [one, other] = [first, second].map((id) => layerSlots(start, id, nodes.get(id)!, []))
  expect(other!.some((slot) => one!.includes(slot))).toBe(false)
})
