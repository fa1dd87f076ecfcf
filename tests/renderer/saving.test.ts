/** A document's file that another program changes, deletes or damages; saving elsewhere with data paths; the previous version. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { UNTITLED } from '../../renderer/state/names.ts'
import { checkFile, restoreVersion, save, saveAs } from '../../renderer/state/saving.ts'
import { type ChangedChoice, documentOf, isDirty, useApp } from '../../renderer/state/store.ts'
import type { Document } from '../../shared/document/document.ts'
import {
  addLayer,
  duplicateVariant,
  labels,
  renameDocument,
  setDataSource,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { delayCall } from './delay-call.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const notices = vi.hoisted(() => [] as string[])
const actionsOffered = vi.hoisted(() => [] as { run(): unknown }[])
vi.mock('../../renderer/state/notify.ts', async (original) => ({
  ...(await original<typeof import('../../renderer/state/notify.ts')>()),
  notify: (title: { en: string }, _: unknown, { actions = [] }: { actions?: { run(): unknown }[] } = {}) => {
    notices.push(title.en)
    actionsOffered.push(...actions)
    return title.en
  },
  dismissMessage: (id: string) => void notices.push(`no longer: ${id}`),
}))

const PATH = '/home/net.loom'
let host: MemoryHost
const app = () => useApp.getState()
const draw = () => app().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))
const changedDocument = addLayer(emptyDocument('theirs'), 'Input', { x: 0, y: 0 })
/** Answers the question about a changed file as soon as it appears; returns the changed document. */
async function answerChanged(choice: ChangedChoice, work: () => Promise<unknown>): Promise<Document | null> {
  const done = work()
  await vi.waitFor(() => expect(app().dialog?.kind).toBe('changed'))
  const { dialog } = app()
  if (dialog?.kind !== 'changed') throw new Error('It did not ask.')
  dialog.answer(choice)
  await done
  expect(app().dialog).toBeNull()
  return dialog.theirs
}

beforeEach(async () => {
  host = memoryHost()
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, lostConnection: null })
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
  host.chosen = PATH
  await save()
  notices.length = 0
  actionsOffered.length = 0
})

it('a document without unsaved changes follows its file, and undo restores the previous one', async () => {
  const before = documentOf(app())
  host.files.set(PATH, serializeDocument(changedDocument))
  await checkFile()
  expect(documentOf(app())).toEqual(changedDocument)
  expect(isDirty(app())).toBe(false)
  expect(notices).toEqual(['net.loom was reloaded'])
  app().undo()
  expect(documentOf(app())).toBe(before)
  expect(isDirty(app())).toBe(true)
})

it('the shown variant stays, if the file has it', async () => {
  const two = duplicateVariant(changedDocument)
  app().open(two, { path: PATH, name: 'net', folder: '/home' })
  app().showVariant('main')
  host.files.set(PATH, serializeDocument(addLayer(two, 'Dense', { x: 0, y: 0 })))
  await checkFile()
  expect(Object.keys(documentOf(app()).networks)).toHaveLength(2)
  expect(app().variant).toBe('main')
})

it('no question is asked while the file is unchanged', async () => {
  draw()
  await checkFile()
  expect(app().dialog).toBeNull()
  expect(notices).toEqual([])
})

it('unsaved changes and a changed file: reload, which can be undone', async () => {
  draw()
  const edited = documentOf(app())
  host.files.set(PATH, serializeDocument(changedDocument))
  expect(await answerChanged('reload', checkFile)).toEqual(changedDocument)
  expect(documentOf(app())).toEqual(changedDocument)
  expect(isDirty(app())).toBe(false)
  app().undo()
  expect(documentOf(app())).toBe(edited)
})

it('keep: the question is asked once, then a save overwrites the changed file', async () => {
  draw()
  const edited = documentOf(app())
  host.files.set(PATH, serializeDocument(changedDocument))
  await answerChanged('keep', checkFile)
  await checkFile()
  expect(app().dialog).toBeNull()
  expect(isDirty(app())).toBe(true)
  expect(await save()).toBe(true)
  expect(parseDocument(host.files.get(PATH)!)).toEqual(edited)
})

it('saving over another version asks first; a cancel writes nothing', async () => {
  draw()
  const text = serializeDocument(changedDocument)
  host.files.set(PATH, text)
  await answerChanged('cancel', save)
  expect(host.files.get(PATH)).toBe(text)
  expect(isDirty(app())).toBe(true)
  await answerChanged('keep', save)
  expect(isDirty(app())).toBe(false)
  expect(parseDocument(host.files.get(PATH)!)).toEqual(documentOf(app()))
})

it('saving over another version, save as: both files exist', async () => {
  draw()
  const text = serializeDocument(changedDocument)
  host.files.set(PATH, text)
  host.chosen = '/home/mine.loom'
  await answerChanged('save-as', save)
  expect(host.files.get(PATH)).toBe(text)
  expect(app().file.path).toBe('/home/mine.loom')
  expect(isDirty(app())).toBe(false)
})

it('a changed file that is no document cannot be reloaded', async () => {
  const before = documentOf(app())
  host.files.set(PATH, '{ half')
  expect(await answerChanged('keep', checkFile)).toBeNull()
  expect(documentOf(app())).toBe(before)
  expect(isDirty(app())).toBe(true)
})

it('a deleted file is reported once and makes the document unsaved; a save writes it again', async () => {
  host.files.delete(PATH)
  await checkFile()
  await checkFile()
  expect(notices).toEqual(['net.loom was deleted or moved'])
  expect(isDirty(app())).toBe(true)
  expect(await save()).toBe(true)
  expect(host.files.has(PATH)).toBe(true)
  expect(isDirty(app())).toBe(false)
  expect(notices).toEqual(['net.loom was deleted or moved', 'no longer: net.loom was deleted or moved'])
})

it('a file that disappears while it is read is not an error, and is checked again the next time', async () => {
  host.files.set(PATH, serializeDocument(changedDocument))
  const readDocument = vi.spyOn(host.host, 'readDocument').mockRejectedValueOnce(new Error('gone'))
  const before = documentOf(app())
  await checkFile()
  expect(readDocument).toHaveBeenCalledOnce()
  expect(documentOf(app())).toBe(before)
  expect(notices).toEqual([])
  await checkFile()
  expect(documentOf(app())).toEqual(changedDocument)
})

it('saving in another folder keeps the data files', async () => {
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: 'iris.csv' }))
  host.chosen = '/elsewhere/net.loom'
  expect(await saveAs()).toBe(true)
  expect(documentOf(app()).data?.source.path).toBe('/home/iris.csv')
  expect(parseDocument(host.files.get('/elsewhere/net.loom')!)).toEqual(documentOf(app()))
  expect(isDirty(app())).toBe(false)
  host.chosen = '/home/back.loom'
  await saveAs()
  expect(documentOf(app()).data?.source.path).toBe('iris.csv')
})

describe('the first save of a new document', () => {
  beforeEach(() => {
    app().open(emptyDocument(UNTITLED), { path: null, name: UNTITLED, folder: null })
    app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: '/w/good.csv' }))
    host.chosen = '/w/mine.loom'
  })
  const written = () => parseDocument(host.files.get('/w/mine.loom')!)

  it('makes data paths relative and names the document after the file, as one saved step', async () => {
    const before = documentOf(app())
    await save()
    expect([written().name, written().data?.source.path]).toEqual(['mine', 'good.csv'])
    expect(documentOf(app())).toEqual(written())
    expect(isDirty(app())).toBe(false)
    app().undo()
    expect(documentOf(app())).toBe(before)
    expect(isDirty(app())).toBe(true)
    app().redo()
    expect(isDirty(app())).toBe(false)
  })

  it('keeps a name given by the person, and data in other folders', async () => {
    app().edit(labels.renameDocument, (d) => renameDocument(d, 'Flowers'))
    app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: '/other/good.csv' }))
    await save()
    expect([written().name, written().data?.source.path]).toEqual(['Flowers', '/other/good.csv'])
    expect(isDirty(app())).toBe(false)
  })
})

it('the version before the last save is restored as a step', async () => {
  const first = documentOf(app())
  await restoreVersion('replaced')
  expect(notices).toEqual(['There is no earlier version'])
  draw()
  await save()
  await restoreVersion('replaced')
  expect(documentOf(app())).toEqual(first)
  expect(isDirty(app())).toBe(true)
  app().undo()
  expect(isDirty(app())).toBe(false)
})

it('a text whose save was refused because the file had changed can be restored', async () => {
  await restoreVersion('refused')
  expect(notices).toEqual(['All changes to this file were saved'])
  draw()
  const edited = documentOf(app())
  host.files.set(PATH, serializeDocument(changedDocument))
  await answerChanged('reload', save)
  expect(documentOf(app())).toEqual(changedDocument)
  // Also without the undo history.
  app().open(changedDocument, { path: PATH, name: 'net', folder: '/home' })
  await restoreVersion('refused')
  expect(documentOf(app())).toEqual(edited)
  app().undo()
  expect(documentOf(app())).toEqual(changedDocument)
})

describe('while a slow disk writes', () => {
  const openAnother = () => app().open(emptyDocument('b'), { path: null, name: 'b', folder: null })

  it('another document that is opened is not marked as saved', async () => {
    draw()
    const edited = documentOf(app())
    const disk = delayCall(host, 'writeText')
    const done = save()
    openAnother()
    const other = app().file
    disk.release()
    expect(await done).toBe(false)
    expect(app().file).toBe(other)
    expect(parseDocument(host.files.get(PATH)!)).toEqual(edited)
    expect(notices).toEqual([])
    // The next save asks for a path, and the file of the first document is unchanged.
    host.chosen = '/home/b.loom'
    expect(await save()).toBe(true)
    expect(parseDocument(host.files.get(PATH)!)).toEqual(edited)
  })

  it('a failure is reported for the document that was being saved, which can still be saved', async () => {
    draw()
    const edited = documentOf(app())
    const disk = delayCall(host, 'writeText')
    const done = save()
    openAnother()
    disk.fail('The disk is full.')
    expect(await done).toBe(false)
    expect(notices).toEqual(['net was not saved'])
    host.chosen = null
    vi.restoreAllMocks()
    expect(await actionsOffered[0]!.run()).toBe(false)
    host.chosen = '/elsewhere/net.loom'
    expect(await actionsOffered[0]!.run()).toBe(true)
    expect(parseDocument(host.files.get('/elsewhere/net.loom')!)).toEqual(edited)
    expect(app().file).toMatchObject({ path: null, name: 'b' })
  })

  it('no other document is written to a path chosen for the previous one', async () => {
    draw()
    const edited = documentOf(app())
    const chooser = delayCall(host, 'chooseFile')
    host.chosen = '/home/second.loom'
    const done = saveAs()
    openAnother()
    chooser.release()
    expect(await done).toBe(false)
    expect(host.files.has('/home/second.loom')).toBe(false)
    expect(notices).toEqual(['net was not saved'])
    expect(await actionsOffered[0]!.run()).toBe(true)
    expect(parseDocument(host.files.get('/home/second.loom')!)).toEqual(edited)
  })

  it('a second save waits and reports no conflict; without new edits there is no second write', async () => {
    draw()
    const disk = delayCall(host, 'writeText')
    const saves = [save(), save(), save()]
    disk.release()
    expect(await Promise.all(saves)).toEqual([true, true, true])
    expect(disk.callCount()).toBe(1)
    expect(isDirty(app())).toBe(false)
    expect(notices).toEqual([])
  })

  it('edits made meanwhile are written by the second save', async () => {
    draw()
    const disk = delayCall(host, 'writeText')
    const first = save()
    draw()
    const second = save()
    disk.release()
    expect([await first, await second]).toEqual([true, true])
    expect(disk.callCount()).toBe(2)
    expect(app().dialog).toBeNull()
    expect(isDirty(app())).toBe(false)
    expect(parseDocument(host.files.get(PATH)!)).toEqual(documentOf(app()))
  })

  it('a save that waits for that of the previous document saves its own document', async () => {
    draw()
    const disk = delayCall(host, 'writeText')
    const first = save()
    openAnother()
    host.chosen = '/home/b.loom'
    const second = save()
    disk.release()
    expect([await first, await second]).toEqual([false, true])
    expect(app().file.path).toBe('/home/b.loom')
  })

  it('a path is requested once, and again after a cancel', async () => {
    openAnother()
    host.chosen = null
    const chooser = delayCall(host, 'chooseFile')
    const saves = [save(), save(), saveAs()]
    chooser.release()
    expect(await Promise.all(saves)).toEqual([false, false, false])
    expect(chooser.callCount()).toBe(1)
    expect(await save()).toBe(false)
    expect(chooser.callCount()).toBe(2)
  })

  it('our own write is not mistaken for that of another program', async () => {
    draw()
    const disk = delayCall(host, 'writeText')
    const done = save()
    await checkFile()
    expect(app().dialog).toBeNull()
    disk.release()
    expect(await done).toBe(true)
    expect(notices).toEqual([])
  })
})

it('the previous version is not restored into a document that was opened meanwhile', async () => {
  draw()
  await save()
  const disk = delayCall(host, 'previousVersion')
  const done = restoreVersion('replaced')
  app().open(emptyDocument('b'), { path: null, name: 'b', folder: null })
  const other = documentOf(app())
  disk.release()
  await done
  expect(documentOf(app())).toBe(other)
  expect(notices).toEqual([])
})

it('edits made while a changed file is read lead to a question', async () => {
  host.files.set(PATH, serializeDocument(changedDocument))
  const disk = delayCall(host, 'readDocument')
  const done = checkFile()
  await vi.waitFor(() => expect(disk.callCount()).toBe(1))
  draw()
  const edited = documentOf(app())
  disk.release()
  await answerChanged('cancel', () => done)
  expect(documentOf(app())).toBe(edited)
})
