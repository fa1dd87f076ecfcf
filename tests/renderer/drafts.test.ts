/** Drafts: unsaved work is kept during editing, removed when nothing is unsaved, and restored with its file. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeDifference } from '../../renderer/dialogs/describe-difference.ts'
import {
  discardDraft,
  followDraft,
  isDraftSaved,
  offerDrafts,
  openDraft,
  recoverableDrafts,
  saveDraft,
} from '../../renderer/state/drafts.ts'
import { save } from '../../renderer/state/saving.ts'
import { documentOf, isDirty, useApp } from '../../renderer/state/store.ts'
import {
  addLayer,
  connect,
  disconnect,
  labels,
  moveNodes,
  setField,
  setTraining,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { chain } from '../document/build.ts'
import { delayCall } from './delay-call.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

const notices = vi.hoisted(() => [] as string[])
vi.mock('../../renderer/state/notify.ts', async (original) => ({
  ...(await original<typeof import('../../renderer/state/notify.ts')>()),
  notify: (title: { en: string }) => {
    notices.push(title.en)
    return title.en
  },
  dismissMessage: (id: string) => void notices.push(`no longer: ${id}`),
}))

let host: MemoryHost
let stop: () => void
const app = () => useApp.getState()
const draw = () => app().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))
const ownDraft = () => (host.ownDraft === null ? null : host.drafts.get(host.ownDraft)!)
const leftDraft = { name: 'old', path: null, folder: '/data', version: null, at: 1 }

beforeEach(async () => {
  vi.useFakeTimers()
  notices.length = 0
  host = memoryHost()
  useApp.setState({ host, hostInfo: await host.host.info(), dialog: null, lostConnection: null })
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
  stop = followDraft()
})
afterEach(async () => {
  stop()
  app().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
  await saveDraft()
  vi.useRealTimers()
})

describe('keeping a draft', () => {
  it('keeps the edited document during a preview, and reports that it is kept', async () => {
    draw()
    const done = app().history.present
    app().preview((d) => addLayer(d, 'Dropout', { x: 9, y: 9 }))
    expect(isDraftSaved()).toBe(false)
    await saveDraft()
    expect(isDraftSaved()).toBe(true)
    expect(parseDocument(ownDraft()!.text)).toEqual(done)
    app().cancel()
    expect(isDraftSaved()).toBe(true)
  })
  it('waits for a pause, but not forever', async () => {
    draw()
    await vi.advanceTimersByTimeAsync(300)
    expect(host.drafts.size).toBe(0)
    await vi.advanceTimersByTimeAsync(200)
    expect(parseDocument(ownDraft()!.text)).toEqual(documentOf(app()))
    const before = ownDraft()!.text
    // Edits without a pause are kept too.
    for (let i = 0; i < 16; i++) {
      draw()
      await vi.advanceTimersByTimeAsync(250)
    }
    expect(ownDraft()!.text).not.toBe(before)
  })
  it('ends when the document is saved, undone to the saved state, or another is opened', async () => {
    draw()
    await vi.advanceTimersByTimeAsync(500)
    app().undo()
    await vi.advanceTimersByTimeAsync(0)
    expect(host.drafts.size).toBe(0)
    app().redo()
    await vi.advanceTimersByTimeAsync(500)
    expect(host.drafts.size).toBe(1)
    host.chosen = '/home/net.loom'
    await save()
    await vi.advanceTimersByTimeAsync(0)
    expect(host.drafts.size).toBe(0)
    draw()
    await vi.advanceTimersByTimeAsync(500)
    expect(ownDraft()).toMatchObject({
      path: '/home/net.loom',
      folder: '/home',
      version: host.files.get('/home/net.loom'),
    })
    app().open(emptyDocument('b'), { path: null, name: 'b', folder: null })
    await vi.advanceTimersByTimeAsync(0)
    expect(host.drafts.size).toBe(0)
  })
  it('keeps a drag when it ends', async () => {
    app().preview((d) => addLayer(d, 'Dense', { x: 0, y: 0 }))
    await vi.advanceTimersByTimeAsync(5000)
    expect(host.drafts.size).toBe(0)
    draw()
    await vi.advanceTimersByTimeAsync(500)
    expect(host.drafts.size).toBe(1)
  })
  it('keeps an edit that equals its preview', async () => {
    app().preview((d) => addLayer(d, 'Dense', { x: 0, y: 0 }))
    await vi.advanceTimersByTimeAsync(5000)
    const shown = documentOf(app())
    app().edit(labels.addLayer('Dense'), (d) => d)
    expect(documentOf(app())).toBe(shown)
    await vi.advanceTimersByTimeAsync(500)
    expect(parseDocument(ownDraft()!.text)).toEqual(shown)
  })
  it('reports a failure once, retries, and removes the message', async () => {
    const keepDraftSpy = vi.spyOn(host.host, 'keepDraft').mockRejectedValue(new Error('The disk is full.'))
    draw()
    await vi.advanceTimersByTimeAsync(500)
    draw()
    await vi.advanceTimersByTimeAsync(500)
    expect(notices).toEqual(['Unsaved work cannot be saved as a draft'])
    keepDraftSpy.mockRestore()
    draw()
    await vi.advanceTimersByTimeAsync(500)
    expect(host.drafts.size).toBe(1)
    expect(notices.at(-1)).toBe('no longer: Unsaved work cannot be saved as a draft')
  })
  it('starts again with a restarted host', async () => {
    draw()
    await vi.advanceTimersByTimeAsync(500)
    useApp.setState({ lostConnection: { who: 'host', reason: 'gone' } })
    host.drafts.clear()
    useApp.setState({ lostConnection: null })
    await vi.advanceTimersByTimeAsync(500)
    expect(host.drafts.size).toBe(1)
  })
})

describe('a draft that was left', () => {
  it('is offered, opens with its folder, and becomes this window’s draft', async () => {
    await offerDrafts()
    expect(app().dialog).toBeNull()
    const work = chain('Input', 'Dense', 'Output')
    host.drafts.set('00000000000000aa', {
      ...leftDraft,
      id: '00000000000000aa',
      text: serializeDocument(work),
    })
    await offerDrafts()
    expect(app().dialog).toEqual({ kind: 'recover' })
    useApp.setState({ dialog: null })
    await openDraft('00000000000000aa')
    expect(documentOf(app())).toEqual(work)
    expect(app().file).toMatchObject({ path: null, name: 'old', folder: '/data' })
    expect(isDirty(app())).toBe(true)
    expect(host.ownDraft).toBe('00000000000000aa')
    expect(await recoverableDrafts()).toEqual([])
  })
  it('belongs to its file: the file is the saved state, and another version is detected', async () => {
    const saved = chain('Input', 'Dense', 'Output')
    const work = setField(saved, 'dense', 'units', 7)
    host.files.set('/home/net.loom', serializeDocument(saved))
    host.drafts.set('00000000000000ab', {
      ...leftDraft,
      id: '00000000000000ab',
      path: '/home/net.loom',
      version: 'older',
      text: serializeDocument(work),
    })
    await openDraft('00000000000000ab')
    expect(app().file).toMatchObject({ path: '/home/net.loom', version: 'older', saved })
    const saving = save()
    await vi.waitFor(() => expect(app().dialog?.kind).toBe('changed'))
    const { dialog } = app()
    if (dialog?.kind === 'changed') dialog.answer('cancel')
    expect(await saving).toBe(false)
  })
  it('is opened only after a question about edits made while it is read', async () => {
    const text = serializeDocument(chain('Input', 'Dense', 'Output'))
    host.drafts.set('00000000000000ad', { ...leftDraft, id: '00000000000000ad', text })
    const disk = delayCall(host, 'readDraft')
    const done = openDraft('00000000000000ad')
    draw()
    const work = documentOf(app())
    disk.release()
    await vi.waitFor(() => expect(app().dialog?.kind).toBe('discard'))
    const { dialog } = app()
    if (dialog?.kind === 'discard') dialog.answer('cancel')
    expect(await done).toBe(false)
    expect(documentOf(app())).toBe(work)
    expect(host.drafts.has('00000000000000ad')).toBe(true)
  })
  it('that is no document is reported and kept', async () => {
    host.drafts.set('00000000000000ac', { ...leftDraft, id: '00000000000000ac', text: '{ "format"' })
    const before = documentOf(app())
    await openDraft('00000000000000ac')
    expect(notices).toEqual(['The unsaved work could not be opened'])
    expect(documentOf(app())).toBe(before)
    expect(host.drafts.has('00000000000000ac')).toBe(true)
    await discardDraft('00000000000000ac')
    expect(host.drafts.size).toBe(0)
  })
})

it('the difference of two documents is described in layers', () => {
  const before = chain('Input', 'Dense', 'Output')
  const words = (after: typeof before) => describeDifference(after, before, true).en
  expect(words(before)).toBe('The same layers as in the file')
  expect(words(moveNodes(before, { dense: { x: 240, y: 84 } }))).toBe('The same layers as in the file')
  expect(words(setField(before, 'dense', 'units', 7))).toBe('Compared with the file: 1 layer changed')
  expect(words(setTraining(before, 'epochs', 3))).toBe('Compared with the file: data or training changed')
  const added = addLayer(before, 'Dropout', null, { after: 'dense' })
  expect(words(added)).toMatch(/^Compared with the file: 1 layer added/)
  expect(describeDifference(before, added, true).en).toMatch(/1 layer deleted/)
  const shortcut = connect(
    disconnect(before, ['dense->output']),
    { node: 'input', port: 0 },
    { node: 'output', port: 0 },
  )
  expect(words(shortcut)).toContain('connections changed')
  expect(describeDifference(before, null, false).en).toBe('3 layers, never saved')
  expect(describeDifference(before, null, true).ko).toContain('층 3개')
})
