/** The shown variant: showing another one changes neither the document nor its history; undo and redo show the variant they change. */
import { beforeEach, describe, expect, it } from 'vitest'
import { save } from '../../renderer/state/saving.ts'
import { restoreSession, storeSession } from '../../renderer/state/session.ts'
import { focusedOn } from '../../renderer/state/shown-variant.ts'
import {
  canRedo,
  canUndo,
  documentOf,
  focusedDocumentOf,
  isDirty,
  useApp,
} from '../../renderer/state/store.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import {
  addLayer,
  duplicateVariant,
  groupNodes,
  labels,
  removeVariant,
  setField,
} from '../../shared/document/edits.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { chain } from '../document/build.ts'
import { memoryHost } from './memory-host.ts'

const app = () => useApp.getState()
const shown = () => documentOf(app()).main
const setUnits = (value: number) =>
  app().edit(labels.setField('units'), (d) => setField(d, 'dense', 'units', value), undefined)
const unitsOf = () => mainNetwork(documentOf(app())).layers.dense!.props.units

beforeEach(() => {
  const two = duplicateVariant(chain('Input', 'Dense', 'Output'))
  app().open(two, { path: '/home/net.loom', name: 'net', folder: '/home' })
})

describe('showing another variant', () => {
  it('is no step and no change, and keeps the redo steps', () => {
    setUnits(5)
    app().undo()
    app().showVariant('main')
    expect(shown()).toBe('main')
    expect(isDirty(app())).toBe(false)
    expect(canUndo(app())).toBe(false)
    expect(canRedo(app())).toBe(true)
    app().redo()
    expect(shown()).toBe('main_2')
    expect(unitsOf()).toBe(5)
  })
  it('is refused for an unknown variant', () => {
    app().showVariant('nowhere')
    expect(shown()).toBe('main_2')
  })
  it('directs edits to the shown variant, and to an open group in it', () => {
    app().showVariant('main')
    setUnits(7)
    expect(app().history.present.networks.main!.layers.dense!.props.units).toBe(7)
    expect(app().history.present.networks.main_2!.layers.dense!.props.units).not.toBe(7)
    app().edit(labels.group(1), (d) => groupNodes(d, ['dense']))
    const [group] = Object.keys(mainNetwork(documentOf(app())).nodes).filter(
      (id) => mainNetwork(documentOf(app())).nodes[id]!.kind === 'group',
    )
    app().enter([group!])
    setUnits(9)
    expect(mainNetwork(focusedDocumentOf(app())).layers.dense!.props.units).toBe(9)
    app().showVariant('main_2')
    expect(app().inGroups).toEqual([])
    // Undo shows the variant of the step.
    app().undo()
    expect(shown()).toBe('main')
  })
  it('persists through an edit that changes nothing, with the selection', () => {
    app().showVariant('main')
    app().select({ nodes: ['dense'] })
    app().edit(labels.setField('units'), (d) => d)
    app().preview((d) => setField(d, 'dense', 'units', 3))
    app().cancel()
    expect(shown()).toBe('main')
    expect(app().selection.nodes).toEqual(['dense'])
  })
  it('returns the same objects each time, so that derived data stays cached', () => {
    const { present } = app().history
    expect(focusedOn(present, 'main')).toBe(focusedOn(present, 'main'))
    expect(focusedOn(present, present.main)).toBe(present)
  })
  it('does not end a preview: a cancel applies to the same variant', () => {
    app().showVariant('main')
    app().preview((d) => setField(d, 'dense', 'units', 3))
    expect(unitsOf()).toBe(3)
    app().cancel()
    expect(shown()).toBe('main')
    expect(unitsOf()).not.toBe(3)
    expect(isDirty(app())).toBe(false)
  })
})

describe('undo and redo show the variant they change', () => {
  it('for an edit in a variant that is no longer shown', () => {
    setUnits(5)
    app().showVariant('main')
    app().undo()
    expect(shown()).toBe('main_2')
    app().showVariant('main')
    app().redo()
    expect(shown()).toBe('main_2')
  })
  it('for a removed and a duplicated variant', () => {
    app().editWhole(labels.removeVariant('Variant 2'), (d) => removeVariant(d, 'main_2'))
    expect(shown()).toBe('main')
    app().undo()
    expect(shown()).toBe('main_2')
    app().redo()
    expect(shown()).toBe('main')
    app().editWhole(labels.duplicateVariant, duplicateVariant)
    const copy = shown()
    expect(copy).not.toBe('main')
    app().undo()
    expect(shown()).toBe('main')
    app().redo()
    expect(shown()).toBe(copy)
  })
  it('keep the shown variant if both or none are changed', () => {
    app().editWhole(labels.setData('path'), (d) => ({ ...d, name: 'other' }))
    app().showVariant('main')
    app().undo()
    expect(shown()).toBe('main')
  })
})

describe('the file and the reload', () => {
  it('a save writes the shown one as the main network and leaves nothing unsaved', async () => {
    const host = memoryHost()
    useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, lostConnection: null })
    app().showVariant('main')
    await save()
    expect(parseDocument(host.files.get('/home/net.loom')!).main).toBe('main')
    expect(shown()).toBe('main')
    expect(isDirty(app())).toBe(false)
    app().showVariant('main_2')
    expect(isDirty(app())).toBe(false)
    setUnits(4)
    app().undo()
    expect(isDirty(app())).toBe(false)
  })
  it('a reload shows the same one', () => {
    const storage = new Map<string, string>()
    globalThis.sessionStorage = {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    } as unknown as Storage
    setUnits(5)
    app().showVariant('main')
    storeSession()
    app().open(addLayer(chain('Input'), 'Dense', { x: 0, y: 0 }), { path: null, name: 'x', folder: null })
    expect(restoreSession()).toBe(true)
    expect(shown()).toBe('main')
    app().undo()
    expect(shown()).toBe('main_2')
  })
})
