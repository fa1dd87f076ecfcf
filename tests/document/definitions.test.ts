/** Shared defaults: created, followed, overridden, edited for all followers, removed. */
import { expect, it } from 'vitest'
import { dense as denseLayer } from '../../shared/catalog/layers/dense.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import {
  canRenameDefaults,
  copy,
  followDefaults,
  paste,
  removeDefaults,
  renameDefaults,
  resetField,
  resetSharedField,
  setField,
  setSharedField,
  shareDefaults,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { chain, refusal } from './build.ts'

const layer = (d: Document, id: string) => mainNetwork(d).layers[id]!
/** The arguments with which the network is built. */
const effectiveProps = (d: Document, id: string) => analyze(d).nodes.get(id)!.props

const original = chain('Input', 'Flatten', 'Dense', 'Dense', 'Dropout', 'Output')
const elu = setField(setField(original, 'dense', 'activation', 'elu'), 'dense', 'units', 30)
const shared = shareDefaults(elu, 'dense')
const [id] = Object.keys(shared.definitions) as [string]
const both = followDefaults(setField(shared, 'dense_2', 'activation', 'relu'), ['dense_2'], id)
const setAll = (d: Document, field: string, value: string) =>
  setSharedField(d, id, denseLayer.fields, field, value)

it('are created from the arguments of a layer, except its units', () => {
  expect(shared.definitions[id]).toEqual({ name: 'SharedDense', type: 'Dense', props: { activation: 'elu' } })
  expect(layer(shared, 'dense')).toMatchObject({ props: { units: 30 }, definition: id })
  expect(effectiveProps(shared, 'dense')).toEqual(effectiveProps(elu, 'dense'))
})

it('replace the arguments of a layer, which can then override one', () => {
  expect(effectiveProps(both, 'dense_2').activation).toMatchObject({ type: 'elu' })
  const overridden = setField(both, 'dense_2', 'activation', 'linear')
  expect(layer(overridden, 'dense_2').props.activation).toBe('linear')
  expect(effectiveProps(overridden, 'dense_2').activation).toMatchObject({ type: 'linear' })
  expect(effectiveProps(resetField(overridden, 'dense_2', 'activation'), 'dense_2').activation).toMatchObject(
    { type: 'elu' },
  )
  // A value equal to the shared one is not stored in the layer.
  expect(layer(setField(overridden, 'dense_2', 'activation', 'elu'), 'dense_2').props).not.toHaveProperty(
    'activation',
  )
})

it('are edited once for all followers', () => {
  const changed = setAll(setField(both, 'dense_2', 'activation', 'relu'), 'activation', 'selu')
  expect(effectiveProps(changed, 'dense').activation).toMatchObject({ type: 'selu' })
  expect(effectiveProps(changed, 'dense_2').activation).toMatchObject({ type: 'relu' })
  const more = setAll(changed, 'kernel_initializer', 'he_normal')
  expect(effectiveProps(more, 'dense_2').kernel_initializer).toMatchObject({ type: 'he_normal' })
  expect(
    effectiveProps(resetSharedField(more, id, 'kernel_initializer'), 'dense').kernel_initializer,
  ).toMatchObject({
    type: 'glorot_uniform',
  })
  // An invalid value is reported at every node that has it.
  const invalid = analyze(setAll(both, 'activation', 'magic'))
  expect(invalid.problems.map((p) => [p.code, p.node])).toEqual(
    expect.arrayContaining([
      ['bad-field', 'dense'],
      ['bad-field', 'dense_2'],
    ]),
  )
})

it('leave their values in the layers when they are removed', () => {
  const removed = removeDefaults(both, id)
  expect(removed.definitions).toEqual({})
  expect(layer(removed, 'dense')).toMatchObject({ props: { units: 30, activation: 'elu' }, definition: null })
  const unfollowed = followDefaults(both, ['dense_2'], null)
  expect(layer(unfollowed, 'dense_2')).toMatchObject({ props: { activation: 'elu' }, definition: null })
  expect(effectiveProps(unfollowed, 'dense_2')).toEqual(effectiveProps(both, 'dense_2'))
})

it('are refused for other layer types, and under reserved or used names', () => {
  expect(refusal(() => followDefaults(both, ['dropout'], id))).toEqual([
    'SharedDense has defaults for Dense, not for Dropout.',
  ])
  expect(refusal(() => followDefaults(both, ['dense'], 'nothing'))).toEqual([
    'There are no shared defaults "nothing".',
  ])
  expect(renameDefaults(both, id, 'RegularizedDense').definitions[id]!.name).toBe('RegularizedDense')
  const two = shareDefaults(both, 'dropout')
  expect(canRenameDefaults(two, id, 'SharedDropout')!.en).toBe(
    'There are already shared defaults named "SharedDropout".',
  )
  expect(canRenameDefaults(two, id, 'lambda')!.en).toBe('"lambda" is a reserved word in Python.')
  expect(refusal(() => renameDefaults(two, id, 'my defaults'))[0]).toContain(
    'A name must start with a letter',
  )
  expect(refusal(() => setAll(both, 'rate', '1'))).toEqual(['Dense has no argument "rate".'])
})

it('are stored in the file, and replaced by values on the clipboard', () => {
  expect(parseDocument(serializeDocument(both))).toEqual(both)
  const pasted = paste(original, copy(both, ['dense']), { x: 0, y: 0 })
  expect(layer(pasted, 'dense_3')).toMatchObject({
    props: { units: 30, activation: 'elu' },
    definition: null,
  })
})
