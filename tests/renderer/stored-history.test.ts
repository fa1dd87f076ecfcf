/** The history that is stored for a reload: the same steps and labels, of limited size; malformed data loses steps, never the document. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as History from '../../renderer/state/history.ts'
import { parseHistory, serializeHistory } from '../../renderer/state/history-json.ts'
import { restoreSession, storeSession } from '../../renderer/state/session.ts'
import { BLANK, documentOf, isDirty, useApp } from '../../renderer/state/store.ts'
import type { Document } from '../../shared/document/document.ts'
import { addLayer, labels, moveNodes, removeNodes, setField } from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { untranslated } from '../../shared/text.ts'
import { chain } from '../document/build.ts'

const opened = chain('Input', 'Dense', 'Output')
const units = (n: number) => (d: Document) => setField(d, 'dense', 'units', n)

/** Stores a history and reads it again. */
const storeAndRead = (history: History.History, saved: Document = opened) => {
  const text = serializeDocument(history.present)
  return parseHistory(
    JSON.parse(JSON.stringify(serializeHistory(history, saved, text))),
    parseDocument(text),
    text,
  )
}

function editedHistory(): History.History {
  let h = History.start(opened)
  h = History.edit(h, labels.setField('units'), units(7))
  h = History.edit(h, labels.moveNodes(2), (d) =>
    moveNodes(d, { input: { x: 96, y: 0 }, output: { x: 96, y: 480 } }),
  )
  h = History.edit(h, labels.removeNodes(1), (d) => removeNodes(d, ['dense']))
  return History.edit(h, untranslated('층 “😀”'), (d) => addLayer(d, 'Dropout', null, { after: 'input' }))
}

describe('a stored history', () => {
  it('has the same documents and labels, at any position in it', () => {
    const h = editedHistory()
    for (let steps = 0; steps <= 4; steps++) {
      const jumped = History.jump(h, steps)
      const { history, saved } = storeAndRead(jumped)
      expect(history).toEqual({ ...jumped, burst: null })
      expect(saved).toBe(History.jump(history, 0).present)
    }
  })
  it('has an unfinished preview as its own step', () => {
    const h = History.preview(editedHistory(), (d) => moveNodes(d, { input: { x: 8, y: 8 } }))
    const { history, saved } = storeAndRead(h, h.base!)
    expect(history.present).toEqual(h.present)
    expect(history.past).toHaveLength(5)
    expect(History.undo(history).present).toEqual(h.base)
    expect(saved).toBe(History.undo(history).present)
  })
  it('has no saved document if that is none of its steps', () => {
    expect(storeAndRead(editedHistory(), BLANK).saved).toBeNull()
  })
  it('keeps the newest 200 steps, at most 50 of them undone', () => {
    let h = History.start(opened)
    for (let i = 1; i <= 300; i++) h = History.edit(h, untranslated(String(i)), units(i))
    const { history } = storeAndRead(h)
    expect(history.past).toHaveLength(200)
    expect(history.past.at(-1)!.label.en).toBe('300')
    const back = storeAndRead(History.jump(h, 180)).history
    expect([back.past.length, back.future.length]).toEqual([150, 50])
    expect(back.future[0]!.label.en).toBe('181')
  })
  it('of a large network is small', () => {
    let large = opened
    for (let i = 0; i < 600; i++) large = addLayer(large, 'Dense', { x: 0, y: i * 84 })
    let h = History.start(large)
    for (let i = 1; i <= 300; i++) h = History.edit(h, untranslated(String(i)), units(i))
    const text = serializeDocument(h.present)
    const kept = serializeHistory(h, large, text)
    expect(kept.past.length).toBeGreaterThan(100)
    expect(JSON.stringify(kept).length).toBeLessThan(40_000)
    // Every step is a completely different network: as many as fit are stored.
    const other = (n: number) => (d: Document) => ({
      ...d,
      name: 'x'.repeat(4000),
      main: `m${n % 2}`,
      networks: {},
    })
    const unrelated = [...h.past].map((e, i) => ({
      ...e,
      document: i % 2 ? e.document : other(i)(e.document),
    }))
    expect(
      JSON.stringify(serializeHistory({ ...h, past: unrelated as never }, large, text)).length,
    ).toBeLessThan(4.01e6)
  })
  it('ends at the first malformed step', () => {
    const h = editedHistory()
    const text = serializeDocument(h.present)
    const kept = serializeHistory(h, opened, text)
    const read = (value: unknown) => parseHistory(value, h.present, text).history.past.length
    expect(read(kept)).toBe(4)
    for (const malformed of [null, 7, 'text', [], {}, { ...kept, version: 2 }, { ...kept, past: 'none' }])
      expect(read(malformed)).toBe(0)
    for (const wrong of [
      null,
      { start: -1 },
      { end: 1e9 },
      { text: 3 },
      { label: 'Move' },
      { text: '}}}' },
    ]) {
      const step = wrong && { ...kept.past[2], ...wrong }
      expect(read({ ...kept, past: [kept.past[0], kept.past[1], step, kept.past[3]] })).toBe(2)
    }
  })
})

describe('a reload', () => {
  const storage = new Map<string, string>()
  const app = () => useApp.getState()
  beforeEach(() => {
    storage.clear()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    })
    app().open(opened, { path: '/home/net.loom', name: 'net', folder: '/home', version: 'v' })
    app().edit(labels.setField('units'), units(7))
    app().edit(labels.setField('units'), units(8))
  })
  afterEach(() => vi.unstubAllGlobals())

  it('restores the undo steps, down to the saved document', () => {
    storeSession()
    expect(restoreSession()).toBe(true)
    expect(isDirty(app())).toBe(true)
    app().undo()
    app().undo()
    expect(isDirty(app())).toBe(false)
    expect(documentOf(app())).toEqual(opened)
    app().redo()
    expect(documentOf(app())).toEqual(units(7)(opened))
    // The session is restored once only.
    expect(restoreSession()).toBe(false)
  })
  it('with a malformed history opens the document', () => {
    const written = documentOf(app())
    for (const malformed of ['', '{', '[1]', '{"version":9}']) {
      storeSession()
      storage.set('layerloom.history', malformed)
      expect(restoreSession()).toBe(true)
      expect(documentOf(app())).toEqual(written)
      expect(app().history.past).toEqual([])
      expect(isDirty(app())).toBe(true)
    }
  })
  it('with storage space for the document only restores the document', () => {
    vi.stubGlobal('sessionStorage', {
      ...sessionStorage,
      setItem(key: string, value: string) {
        if (key === 'layerloom.history') throw new Error('QuotaExceededError')
        storage.set(key, value)
      },
    })
    storeSession()
    expect(restoreSession()).toBe(true)
    expect(documentOf(app())).toEqual(units(8)(opened))
  })
})
