/** After any sequence of edits, previews, undo and redo on any document, the document is the same when saved and opened, and n undos
 *  followed by n redos are the identity. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as History from '../../renderer/state/history.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { untranslated } from '../../shared/text.ts'
import { anySteps, EDITS, type Step, unlessRefused } from '../document/any-edits.ts'
import { anyDocument } from '../document/arbitrary.ts'

/** Number of other steps: undo, redo, preview, cancel and jump. */
const OTHER_STEPS = 5

const steps = anySteps(OTHER_STEPS)

function run(history: History.History, step: Step): History.History {
  const recipe = (n: number) => unlessRefused((d) => EDITS[n % EDITS.length]!(d, step))
  switch (step.verb - EDITS.length) {
    case 0:
      return History.undo(history)
    case 1:
      return History.redo(history)
    case 2:
      return History.preview(history, recipe(step.a + step.b))
    case 3:
      return History.cancel(history)
    case 4:
      return History.jump(history, step.a % (history.past.length + history.future.length + 1))
    default:
      return History.edit(
        history,
        untranslated(`edit ${step.verb}`),
        recipe(step.verb),
        step.b % 3 === 0 ? { key: String(step.verb), at: step.a } : null,
      )
  }
}

function check(start: Document, all: readonly Step[]): void {
  let h = History.start(start)
  for (const step of all) h = run(h, step)
  expect(parseDocument(serializeDocument(h.present))).toEqual(h.present)
  h = History.cancel(h)
  const end = h.present
  const n = h.past.length
  for (let i = 0; i < n; i++) h = History.undo(h)
  expect(h.present).toBe(start)
  for (let i = 0; i < n; i++) h = History.redo(h)
  expect(h.present).toBe(end)
  expect(History.jump(History.jump(h, 0), n).present).toBe(end)
}

describe('any edits, undo and redo', () => {
  it('of an empty document', () => {
    const start = emptyDocument('any')
    fc.assert(
      fc.property(steps, (all) => check(start, all)),
      { numRuns: 250 },
    )
  })
  it('of any document that a file can hold', () => {
    fc.assert(
      fc.property(anyDocument, steps, (start, all) => check(start, all)),
      { numRuns: 150 },
    )
  })
})
