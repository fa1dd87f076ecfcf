/** The document's file under other hands: changed, gone, broken; saved elsewhere with its data; the version before. */
import { beforeEach, expect, it, vi } from 'vitest'
import { lookAtFile, save, saveAs, takeKept } from '../../renderer/state/saving.ts'
import { type ChangedChoice, documentOf, isDirty, useApp } from '../../renderer/state/store.ts'
import type { Document } from '../../shared/document/document.ts'
import { addLayer, duplicateVariant, labels, setDataSource } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const told = vi.hoisted(() => [] as string[])
vi.mock('../../renderer/ui/notify.ts', async (original) => ({
  ...(await original<typeof import('../../renderer/ui/notify.ts')>()),
  notify: (title: { en: string }) => {
    told.push(title.en)
    return title.en
  },
  unnotify: (id: string) => void told.push(`no longer: ${id}`),
}))

const PATH = '/home/net.loom'
let host: MemoryHost
const app = () => useApp.getState()
const draw = () => app().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))
const theirs = addLayer(emptyDocument('theirs'), 'Input', { x: 0, y: 0 })
/** Answers the question about a changed file as soon as it is asked. */
async function answering(choice: ChangedChoice, work: () => Promise<unknown>): Promise<Document | null> {
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
  told.length = 0
  host = memoryHost()
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, lost: null })
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
  host.chosen = PATH
  await save()
  told.length = 0
})

it('a clean document follows its file, and undo brings back what was here', async () => {
  const before = documentOf(app())
  host.files.set(PATH, serializeDocument(theirs))
  await lookAtFile()
  expect(documentOf(app())).toEqual(theirs)
  expect(isDirty(app())).toBe(false)
  expect(told).toEqual(['net.loom was read again'])
  app().undo()
  expect(documentOf(app())).toBe(before)
  expect(isDirty(app())).toBe(true)
})

it('the variant that is shown stays, where the file has it', async () => {
  const two = duplicateVariant(theirs)
  app().open(two, { path: PATH, name: 'net', folder: '/home' })
  app().showVariant('main')
  host.files.set(PATH, serializeDocument(addLayer(two, 'Dense', { x: 0, y: 0 })))
  await lookAtFile()
  expect(Object.keys(documentOf(app()).networks)).toHaveLength(2)
  expect(app().variant).toBe('main')
})

it('nothing is asked while the file is as it was', async () => {
  draw()
  await lookAtFile()
  expect(app().dialog).toBeNull()
  expect(told).toEqual([])
})

it('unsaved changes and a changed file: take theirs, with the way back', async () => {
  draw()
  const mine = documentOf(app())
  host.files.set(PATH, serializeDocument(theirs))
  expect(await answering('reload', lookAtFile)).toEqual(theirs)
  expect(documentOf(app())).toEqual(theirs)
  expect(isDirty(app())).toBe(false)
  app().undo()
  expect(documentOf(app())).toBe(mine)
})

it('keep mine: asked once, then a save replaces theirs', async () => {
  draw()
  const mine = documentOf(app())
  host.files.set(PATH, serializeDocument(theirs))
  await answering('keep', lookAtFile)
  await lookAtFile()
  expect(app().dialog).toBeNull()
  expect(isDirty(app())).toBe(true)
  expect(await save()).toBe(true)
  expect(parseDocument(host.files.get(PATH)!)).toEqual(mine)
})

it('saving over another version asks first; cancelled it writes nothing', async () => {
  draw()
  const text = serializeDocument(theirs)
  host.files.set(PATH, text)
  await answering('cancel', save)
  expect(host.files.get(PATH)).toBe(text)
  expect(isDirty(app())).toBe(true)
  await answering('keep', save)
  expect(isDirty(app())).toBe(false)
  expect(parseDocument(host.files.get(PATH)!)).toEqual(documentOf(app()))
})

it('saving over another version, save as: both files are there', async () => {
  draw()
  const text = serializeDocument(theirs)
  host.files.set(PATH, text)
  host.chosen = '/home/mine.loom'
  await answering('save-as', save)
  expect(host.files.get(PATH)).toBe(text)
  expect(app().file.path).toBe('/home/mine.loom')
  expect(isDirty(app())).toBe(false)
})

it('what is no document cannot be taken', async () => {
  const before = documentOf(app())
  host.files.set(PATH, '{ half')
  expect(await answering('keep', lookAtFile)).toBeNull()
  expect(documentOf(app())).toBe(before)
  expect(isDirty(app())).toBe(true)
})

it('a file that is gone is told once, makes the document unsaved, and a save writes it again', async () => {
  host.files.delete(PATH)
  await lookAtFile()
  await lookAtFile()
  expect(told).toEqual(['net.loom is gone'])
  expect(isDirty(app())).toBe(true)
  expect(await save()).toBe(true)
  expect(host.files.has(PATH)).toBe(true)
  expect(isDirty(app())).toBe(false)
  expect(told).toEqual(['net.loom is gone', 'no longer: net.loom is gone'])
})

it('a file that goes while it is looked at is no fault, and told the next time', async () => {
  host.files.set(PATH, serializeDocument(theirs))
  const readDocument = vi.spyOn(host.host, 'readDocument').mockRejectedValueOnce(new Error('gone'))
  const before = documentOf(app())
  await lookAtFile()
  expect(readDocument).toHaveBeenCalledOnce()
  expect(documentOf(app())).toBe(before)
  expect(told).toEqual([])
  await lookAtFile()
  expect(documentOf(app())).toEqual(theirs)
})

it('saved in another folder, the data stay the same files', async () => {
  app().edit(labels.setDataSource, (d) => setDataSource(d, { type: 'csv', path: 'iris.csv' }))
  host.chosen = '/elsewhere/net.loom'
  expect(await saveAs()).toBe(true)
  expect(documentOf(app()).data?.source.path).toBe('/home/iris.csv')
  expect(parseDocument(host.files.get('/elsewhere/net.loom')!)).toEqual(documentOf(app()))
  expect(isDirty(app())).toBe(false)
  host.chosen = '/home/back.loom'
  await saveAs()
  expect(documentOf(app()).data?.source.path).toBe('/home/iris.csv')
})

it('the version before the last save comes back as a step', async () => {
  const first = documentOf(app())
  await takeKept('replaced')
  expect(told).toEqual(['There is no earlier version'])
  draw()
  await save()
  await takeKept('replaced')
  expect(documentOf(app())).toEqual(first)
  expect(isDirty(app())).toBe(true)
  app().undo()
  expect(isDirty(app())).toBe(false)
})

it('what could not be saved, as another program had changed the file, can be had again', async () => {
  await takeKept('refused')
  expect(told).toEqual(['Every save of this file was done'])
  draw()
  const mine = documentOf(app())
  host.files.set(PATH, serializeDocument(theirs))
  await answering('reload', save)
  expect(documentOf(app())).toEqual(theirs)
  // Also where undo does not lead back any more.
  app().open(theirs, { path: PATH, name: 'net', folder: '/home' })
  await takeKept('refused')
  expect(documentOf(app())).toEqual(mine)
  app().undo()
  expect(documentOf(app())).toEqual(theirs)
})
