/** Opening, saving and questions, with a host in memory. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { newDocument, openExample, openFile, openPath, openText } from '../../renderer/state/files.ts'
import { save } from '../../renderer/state/saving.ts'
import { documentOf, isDirty, useApp } from '../../renderer/state/store.ts'
import { train } from '../../renderer/state/training.ts'
import { addLayer, labels } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { delayCall } from './delay-call.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const notices = vi.hoisted(() => [] as string[])
vi.mock('../../renderer/state/notify.ts', async (original) => ({
  ...(await original<typeof import('../../renderer/state/notify.ts')>()),
  notify: (title: { en: string }, sentences: readonly { en: string }[]) =>
    void notices.push([title.en, ...sentences.map((s) => s.en)].join(': ')),
  unnotify: () => {},
}))

let host: MemoryHost
const app = () => useApp.getState()
const draw = () => app().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))

async function answerUnsaved(choice: 'save' | 'cancel') {
  await vi.waitFor(() => expect(app().dialog?.kind).toBe('discard'))
  const { dialog } = app()
  if (dialog?.kind === 'discard') dialog.answer(choice)
}

beforeEach(async () => {
  notices.length = 0
  host = memoryHost({ lesson: serializeDocument(emptyDocument('lesson')) })
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, runs: {} })
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
})

describe('save', () => {
  it('asks for a path once and has no unsaved changes afterwards', async () => {
    draw()
    host.chosen = '/home/net.loom'
    expect(isDirty(app())).toBe(true)
    expect(await save()).toBe(true)
    expect(isDirty(app())).toBe(false)
    expect(app().file).toMatchObject({ path: '/home/net.loom', name: 'net', folder: '/home' })
    host.chosen = null
    draw()
    expect(await save()).toBe(true)
    expect(parseDocument(host.files.get('/home/net.loom')!)).toEqual(documentOf(app()))
  })
  it('changes nothing when cancelled', async () => {
    draw()
    expect(await save()).toBe(false)
    expect(isDirty(app())).toBe(true)
  })
  it('has no unsaved changes after undo to the saved document', async () => {
    host.chosen = '/home/net.loom'
    await save()
    draw()
    app().undo()
    expect(isDirty(app())).toBe(false)
  })
  it('reports why it failed and keeps the document', async () => {
    draw()
    host.chosen = '/home/net.loom'
    vi.spyOn(host.host, 'writeText').mockRejectedValueOnce(new Error('The disk is full.'))
    expect(await save()).toBe(false)
    expect(notices[0]).toContain('The disk is full.')
    expect(isDirty(app())).toBe(true)
  })
})

describe('open', () => {
  it('keeps the open document when a file cannot be read', async () => {
    const before = documentOf(app())
    host.files.set('/home/bad.loom', '{ "format": "layerloom", ')
    host.chosen = '/home/bad.loom'
    await openFile()
    expect(notices[0]).toContain('bad.loom could not be opened')
    expect(documentOf(app())).toBe(before)
  })
  it('asks no question for a dropped text that is no document', async () => {
    draw()
    const before = documentOf(app())
    await openText('bad.loom', 'no document')
    expect(notices[0]).toContain('bad.loom could not be opened')
    expect(app().dialog).toBeNull()
    expect(documentOf(app())).toBe(before)
  })
  it('asks no question when nothing would be lost', async () => {
    host.files.set('/home/net.loom', serializeDocument(emptyDocument('net')))
    host.chosen = '/home/net.loom'
    await openFile()
    expect(app().file.name).toBe('net')
    expect(app().dialog).toBeNull()
  })
  it.each([
    ['readDocument', () => openPath('/home/net.loom')],
    ['readDocument', () => openFile()],
    ['readExample', () => openExample('lesson')],
  ] as const)('asks about edits made while the file is read: %s', async (call, open) => {
    host.files.set('/home/net.loom', serializeDocument(emptyDocument('net')))
    host.chosen = '/home/net.loom'
    const disk = delayCall(host, call)
    const done = open()
    await vi.waitFor(() => expect(disk.callCount()).toBe(1))
    draw()
    const edited = documentOf(app())
    disk.release()
    await answerUnsaved('cancel')
    expect(await done).toBe(false)
    expect(documentOf(app())).toBe(edited)
  })
  it('asks about edits made while the open document is saved', async () => {
    host.files.set('/home/net.loom', serializeDocument(emptyDocument('net')))
    host.chosen = '/home/a.loom'
    draw()
    const disk = delayCall(host, 'writeText')
    const done = openPath('/home/net.loom')
    await answerUnsaved('save')
    await vi.waitFor(() => expect(disk.callCount()).toBe(1))
    draw()
    const edited = documentOf(app())
    disk.release()
    await answerUnsaved('cancel')
    expect(await done).toBe(false)
    expect(documentOf(app())).toBe(edited)
  })
  it('reads the file after the save that answers the question', async () => {
    host.chosen = '/home/net.loom'
    await save()
    draw()
    const edited = documentOf(app())
    const done = openPath('/home/net.loom')
    await answerUnsaved('save')
    expect(await done).toBe(true)
    expect(documentOf(app())).toEqual(edited)
  })
  it('opens the last requested document, however long the previous one takes', async () => {
    host.files.set('/home/net.loom', serializeDocument(emptyDocument('net')))
    const disk = delayCall(host, 'readDocument')
    const opening = openPath('/home/net.loom')
    expect(await openExample('lesson')).toBe(true)
    disk.release()
    expect(await opening).toBe(false)
    expect(app().file.name).toBe('lesson')
  })
  it('returns false when the choice of a file was cancelled', async () => {
    expect(await openFile()).toBe(false)
    host.files.set('/home/net.loom', serializeDocument(emptyDocument('net')))
    host.chosen = '/home/net.loom'
    expect(await openFile()).toBe(true)
  })
  it('asks before changes are lost; cancel keeps them', async () => {
    draw()
    const done = newDocument()
    const { dialog } = app()
    if (dialog?.kind !== 'discard') throw new Error('It did not ask.')
    dialog.answer('cancel')
    await done
    expect(isDirty(app())).toBe(true)
    expect(app().dialog).toBeNull()
  })
})

describe('train', () => {
  it('sends the serialized document to the engine and shows the run', async () => {
    draw()
    await train()
    expect(parseDocument(host.jobs[0]!.document)).toEqual(documentOf(app()))
    expect(app().shownRun).toBe('run-1')
    expect(app().starting).toBe(false)
  })
  it('reports why it did not start', async () => {
    vi.spyOn(host.engine, 'train').mockRejectedValueOnce(new Error('No TensorFlow here.'))
    await train()
    expect(notices[0]).toBe('Training did not start: No TensorFlow here.')
    expect(app().starting).toBe(false)
  })
})

it('a refused edit changes nothing and reports the reason', () => {
  const before = documentOf(app())
  app().edit(labels.connect, (d) => addLayer(d, 'Nonsense', null))
  expect(notices[0]).toContain('There is no layer type "Nonsense"')
  expect(documentOf(app())).toBe(before)
})
