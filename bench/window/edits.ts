/** Measures opening a network in the window, edits of one of its layers, and their undo. */
import type { Page } from '@playwright/test'
import type { Document } from '../../shared/document/document.ts'
import { dropScript, resetPage, timeUntilPainted } from './app.ts'

/** The number of edits, each with its undo, after each opening. */
export const EDITS = 4
/** The pause between edits, in milliseconds. The background work of an edit, such as saving a draft, ends within it. */
export const PAUSE_MS = 600

/** Milliseconds until the result is painted. */
export interface EditRound {
  readonly open: number
  readonly edit: readonly number[]
  readonly undo: readonly number[]
}

/** Opens a network of Dense layers with 16 units, and edits the units of the second one. */
export async function measureEdits(page: Page, document: Document): Promise<EditRound> {
  await resetPage(page)
  const open = await timeUntilPainted(page, dropScript(document), shapesVisible(16))
  await page.locator('.react-flow__node[data-id="n1"]').click({ position: { x: 40, y: 12 } })
  // The field has the focus, as when a user types.
  await page.getByRole('complementary').getByLabel('units', { exact: true }).click()
  const [edit, undo]: [number[], number[]] = [[], []]
  // The number differs each time, so that no cached result is measured.
  for (let units = 24; units < 24 + EDITS; units++) {
    await page.waitForTimeout(PAUSE_MS)
    edit.push(await timeUntilPainted(page, typeScript(units), shapesVisible(units)))
    await page.waitForTimeout(PAUSE_MS)
    undo.push(await timeUntilPainted(page, UNDO_SCRIPT, shapesVisible(16)))
  }
  return { open, edit, undo }
}

/** A script that is true when more than three visible nodes show the shape (None, size). */
export const shapesVisible = (size: number) =>
  `[...document.querySelectorAll('.react-flow__node')].filter((n) => n.textContent.includes('(None, ${size})')).length > 3`

const typeScript = (units: number): string => `
  const input = document.querySelector('[data-field="units"] input')
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, '${units}')
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))`

export const UNDO_SCRIPT = `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }))`
