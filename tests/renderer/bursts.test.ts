/** Bursts: quick edits of one kind are one step. The time of the input event counts, not that of its processing. */
import { afterEach, expect, it, vi } from 'vitest'
import { clock } from '../../renderer/state/clock.ts'
import { useApp } from '../../renderer/state/store.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { untranslated } from '../../shared/text.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Opens an empty document and edits it at these times; returns the number of steps. */
function stepCount(...edits: readonly (readonly [at: number, key: string])[]): number {
  const app = useApp.getState()
  app.open(emptyDocument(''), { path: null, name: 'test', folder: null })
  const now = vi.spyOn(clock, 'now')
  for (const [i, [at, key]] of edits.entries()) {
    now.mockReturnValue(at)
    app.editWhole(untranslated('edit'), (document) => ({ ...document, name: String(i) }), key)
  }
  return useApp.getState().history.past.length
}

it('edits of one key within half a second are one step', () => {
  expect(stepCount([0, 'move a'], [400, 'move a'], [800, 'move a'])).toBe(1)
  expect(stepCount([0, 'move a'], [600, 'move a'])).toBe(2)
  expect(stepCount([0, 'move a'], [1, 'move b'])).toBe(2)
})

it('the time of an edit is that of its event, however late it is handled', () => {
  vi.stubGlobal('event', { timeStamp: 12 })
  expect(clock.now()).toBe(12)
  vi.stubGlobal('event', undefined)
  vi.spyOn(performance, 'now').mockReturnValue(34)
  expect(clock.now()).toBe(34)
})
