/** History by reference: edit, preview, cancel, undo, redo, bursts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as History from '../../renderer/state/history.ts'
import type { Document } from '../../shared/document/document.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { untranslated } from '../../shared/text.ts'

const empty = emptyDocument('')
const named = (name: string) => (document: Document) =>
  document.name === name ? document : { ...document, name }
const label = untranslated('rename')
const nameOf = (h: History.History) => h.present.name

describe('edit', () => {
  it('keeps the previous document by reference', () => {
    const h = History.edit(History.start(empty), label, named('a'))
    expect(h.past[0]!.document).toBe(empty)
    expect(nameOf(h)).toBe('a')
  })
  it('adds no step when nothing changes', () => {
    const h = History.edit(History.start(empty), label, (d) => d)
    expect(h.past).toEqual([])
    expect(h.present).toBe(empty)
  })
  it('clears the redo steps', () => {
    let h = History.edit(History.start(empty), label, named('a'))
    h = History.undo(h)
    h = History.edit(h, label, named('b'))
    expect(h.future).toEqual([])
  })
  it('keeps the last 10,000 steps', () => {
    let h = History.start(empty)
    for (let i = 0; i < 10_010; i++) h = History.edit(h, label, named(String(i)))
    expect(h.past).toHaveLength(10_000)
  })
})

describe('preview', () => {
  it('is one step together with the edit that follows', () => {
    let h = History.start(empty)
    for (const name of ['x', 'y', 'z']) h = History.preview(h, named(name))
    expect(h.past).toEqual([])
    h = History.edit(h, label, named('z'))
    expect(h.past).toHaveLength(1)
    expect(History.undo(h).present).toBe(empty)
  })
  it('is dropped by cancel, and by undo before any step', () => {
    const h = History.preview(History.edit(History.start(empty), label, named('a')), named('x'))
    expect(nameOf(History.cancel(h))).toBe('a')
    expect(nameOf(History.undo(h))).toBe('a')
    expect(History.undo(h).past).toHaveLength(1)
  })
  it('that returns to its start adds no step', () => {
    let h = History.preview(History.start(empty), named('x'))
    h = History.edit(h, label, () => empty)
    expect(h.past).toEqual([])
    expect(h.base).toBeNull()
  })
})

describe('burst', () => {
  const editAt = (h: History.History, name: string, time: number, key = 'move') =>
    History.edit(h, label, named(name), { key, at: time })
  it('merges quick edits with the same key', () => {
    let h = editAt(History.start(empty), 'a', 0)
    h = editAt(h, 'b', 300)
    h = editAt(h, 'c', 700)
    expect(h.past).toHaveLength(1)
    expect(History.undo(h).present).toBe(empty)
  })
  it('has the label of its last edit', () => {
    const edit = (h: History.History, name: string, time: number) =>
      History.edit(h, untranslated(name), named(name), { key: 'show', at: time })
    const h = edit(edit(History.start(empty), 'a', 0), 'b', 100)
    expect(h.past.map((e) => [e.label.en, e.document])).toEqual([['b', empty]])
  })
  it('does not merge after a pause, another key, or an undo', () => {
    let h = editAt(History.start(empty), 'a', 0)
    h = editAt(h, 'b', 600)
    h = editAt(h, 'c', 700, 'other')
    expect(h.past).toHaveLength(3)
    h = editAt(History.undo(h), 'd', 750, 'other')
    expect(h.past).toHaveLength(3)
  })
})

describe('jump', () => {
  const steps = (...names: string[]) =>
    names.reduce((h, name) => History.edit(h, untranslated(name), named(name)), History.start(empty))
  it('goes to any step and back, with the same documents and labels', () => {
    const h = steps('a', 'b', 'c')
    const jumped = History.jump(h, 1)
    expect(nameOf(jumped)).toBe('a')
    expect(jumped.past.map((e) => e.label.en)).toEqual(['a'])
    expect(jumped.future.map((e) => e.label.en)).toEqual(['b', 'c'])
    expect(History.undo(jumped).present).toBe(empty)
    expect(nameOf(History.redo(jumped))).toBe('b')
    const restored = History.jump(jumped, 3)
    expect(restored.present).toBe(h.present)
    expect(restored.past).toEqual(h.past)
  })
  it('equals several undos or redos', () => {
    const h = steps('a', 'b', 'c', 'd')
    let undone = h
    for (let i = 0; i < 3; i++) undone = History.undo(undone)
    expect(History.jump(h, 1)).toEqual(undone)
  })
  it('stays within the history, and drops a preview', () => {
    const h = History.preview(steps('a'), named('x'))
    expect(nameOf(History.jump(h, 99))).toBe('a')
    expect(History.jump(h, -1).present).toBe(empty)
  })
})

it('undo and redo are inverse for any sequence of edits', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 30 }), fc.nat(40), (names, n) => {
      let h = History.start(empty)
      for (const name of names) h = History.edit(h, label, named(name))
      const end = h.present
      const steps = Math.min(n, h.past.length)
      for (let i = 0; i < steps; i++) h = History.undo(h)
      for (let i = 0; i < steps; i++) h = History.redo(h)
      expect(h.present).toBe(end)
    }),
  )
})
