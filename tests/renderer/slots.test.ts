/** What the property panel shows of a layer's arguments: only what changed is another object, and drawn anew. */
import { expect, it } from 'vitest'
import { layerSlots } from '../../renderer/panels/properties/layer-slots.ts'
import { type Document, mainNetwork, type NodeId } from '../../shared/document/document.ts'
import { setField, setSharedField, shareDefaults } from '../../shared/document/edits.ts'
import { dense } from '../../shared/layers/dense.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { chain } from '../document/build.ts'

const slotsOf = (document: Document, id: NodeId) => {
  const { nodes, hints } = analyze(document)
  const facts = nodes.get(id)!
  const about = hints().filter((hint) => hint.node === id)
  return new Map(
    layerSlots(document, id, facts, [...facts.problems, ...about]).map((slot) => [slot.name, slot]),
  )
}

/** Names of the arguments whose slots an edit makes anew. */
function changedBy(before: Document, after: Document, id: NodeId): readonly string[] {
  const kept = slotsOf(before, id)
  return [...slotsOf(after, id)].flatMap(([name, slot]) => (kept.get(name) === slot ? [] : [name]))
}

const start = chain('Input', 'Flatten', 'Dense', 'Dense', 'Output')
const [, , first, second] = Object.keys(mainNetwork(start).nodes) as [NodeId, NodeId, NodeId, NodeId]

it('changes with its value, and whether it can be reset', () => {
  const regularized = setField(start, first, 'kernel_regularizer', 'l2')
  expect(changedBy(start, regularized, first)).toEqual(['kernel_regularizer'])
  expect(changedBy(regularized, start, first)).toEqual(['kernel_regularizer'])
})
it('changes with the weight that an initializer fills, and not with what is behind it', () => {
  const wider = setField(start, first, 'units', 77)
  expect(changedBy(start, wider, first)).toEqual(['units', 'kernel_initializer', 'bias_initializer'])
  expect(changedBy(start, wider, second)).toEqual(['kernel_initializer'])
  expect(changedBy(start, setField(start, second, 'units', 78), first)).toEqual([])
})
it('changes with a problem and with a hint about it', () => {
  const broken = setField(start, first, 'units', -1)
  expect(changedBy(setField(start, first, 'units', 0), broken, first)).toEqual(['units'])
  // he_normal suits relu, and not the default.
  expect(changedBy(start, setField(start, first, 'activation', 'relu'), first)).toEqual([
    'activation',
    'kernel_initializer',
  ])
})
it('changes with the shared defaults that give it', () => {
  const shared = shareDefaults(setField(start, first, 'kernel_regularizer', 'l1'), first)
  const [id] = Object.keys(shared.definitions) as [string]
  const changed = changedBy(
    shared,
    setSharedField(shared, id, dense.fields, 'kernel_regularizer', 'l2'),
    first,
  )
  expect(changed).toEqual(['kernel_regularizer'])
})
it('is another for another layer', () => {
  const { nodes } = analyze(start)
  const [one, other] = [first, second].map((id) => layerSlots(start, id, nodes.get(id)!, []))
  expect(other!.some((slot) => one!.includes(slot))).toBe(false)
})
