/** Editing with the keyboard alone, and what keyboard users depend on: the focus and the announcements of screen readers. */
import { parse } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { RunningHost } from '../host.ts'
import { focusByKey } from '../keys.ts'
import { nodeOf } from './canvas.ts'

/** The counts that the page records. */
interface Recording {
  mouse: number
  said: string[]
  figures: number
}

export function byKeyActions(host: RunningHost) {
  const { page } = host
  const node = (name: string) => nodeOf(host, name)
  const argument = (field: string) =>
    page.getByRole('complementary', { name: 'Properties' }).getByLabel(field, { exact: true })
  /** In a select, letters choose the option, and Enter would open the list. */
  const type = async (input: Locator, text: string, value: string) => {
    await focusByKey(page, input)
    await page.keyboard.type(text)
    if (await input.evaluate((element) => element instanceof HTMLInputElement))
      await page.keyboard.press('Enter')
    await expect(input).toHaveValue(value)
  }
  const dialog = page.getByRole('dialog')
  const seen = (): Promise<Recording> => page.evaluate(() => (window as unknown as { seen: Recording }).seen)

  return {
    /** Adds a layer: `/`, the name, Enter, and Escape back to the canvas, where the new layer has the focus. In a field of the panel,
     *  Escape comes first. */
    async addByKey(type: string) {
      if (await page.getByRole('complementary').locator(':focus').count()) await page.keyboard.press('Escape')
      await page.keyboard.press('/')
      await expect(page.getByRole('searchbox')).toBeFocused()
      await page.keyboard.type(type)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await expect(page.locator('.react-flow__node.selected:focus')).toHaveCount(1)
    },
    /** Connects two layers: focuses the node, then Alt+C, the name of the other layer, Enter. */
    async connectByKey(from: string, to: string) {
      await focusByKey(page, node(from))
      await page.keyboard.press('Space')
      await expect(node(from)).toHaveClass(/selected/)
      await page.keyboard.press('Alt+c')
      await expect(dialog.getByRole('combobox')).toBeFocused()
      await page.keyboard.type(to)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
    },
    async deleteWireByKey(from: string, to: string) {
      const wire = page.getByRole('group', { name: new RegExp(`^${from} to ${to},`) })
      await focusByKey(page, wire)
      await page.keyboard.press('Space')
      await page.keyboard.press('Delete')
      await expect(wire).toHaveCount(0)
    },
    async unselectByKey(name: string) {
      await focusByKey(page, node(name))
      await page.keyboard.press('Escape')
      await expect(node(name)).not.toHaveClass(/selected/)
    },
    /** Presses Enter on the focused layer, which moves the focus to its first argument. */
    async enterPropertiesByKey() {
      await page.keyboard.press('Enter')
      await expect(page.getByRole('complementary').locator(':focus')).toHaveCount(1)
    },
    /** Moves with Tab to a section of the network's panel, and opens it with Enter. */
    async openSectionByKey(section: 'Data' | 'Training' | 'Stops') {
      const line = page.getByRole('button', { name: new RegExp(`^${section}`), expanded: false })
      await focusByKey(page, line)
      await page.keyboard.press('Enter')
      await expect(line).toHaveCount(0)
    },
    /** Moves with Tab to an argument in the panel, types the value, and presses Enter. */
    fillByKey: (field: string, text: string, value = text) => type(argument(field), text, value),
    /** Focuses the node, enters its panel with Enter, moves with Tab to the argument, and types the value. */
    async setByKey(name: string, field: string, value: string) {
      await focusByKey(page, node(name))
      await page.keyboard.press('Enter')
      await type(argument(field), value, value)
    },
    /** Types the name of a file into the dialog of the page and presses Enter. In Electron the native dialog is answered. */
    async saveByKey(keys: string, path: string) {
      if (host.kind === 'electron') await host.answerDialog('save', path)
      await page.keyboard.press(keys)
      if (host.kind === 'electron') return
      await expect(dialog.getByRole('textbox', { name: 'File name' })).toBeFocused()
      await expect(dialog.getByRole('list')).toBeVisible()
      // The typed text replaces the name, and the extension stays.
      await page.keyboard.type(parse(path).name)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
    },
    undoByKey: () => page.keyboard.press('ControlOrMeta+Z'),
    /** The areas that F6 visits, one per press. */
    async areasByKey(): Promise<readonly string[]> {
      const areas: string[] = []
      for (let i = 0; i < 5; i++) {
        await page.keyboard.press('F6')
        areas.push(
          await page.evaluate(
            () => document.activeElement?.closest<HTMLElement>('[data-area]')?.dataset.area ?? 'none',
          ),
        )
      }
      return areas
    },
    /** An element other than the body has the focus. */
    async expectFocus() {
      await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    },
    async expectFocusIn(area: string) {
      await expect(page.locator(`[data-area="${area}"] :focus`)).toHaveCount(1)
    },
    async expectFocusOn(name: string | RegExp) {
      await expect(page.locator(':focus')).toHaveAccessibleName(name)
    },
    /** Starts recording in the page: mouse events, announcements to screen readers, and changes of the figures. */
    async startRecording() {
      await page.evaluate(() => {
        const seen: Recording = { mouse: 0, said: [], figures: 0 }
        Object.assign(window, { seen })
        for (const kind of ['mousedown', 'pointerdown', 'touchstart', 'wheel'])
          window.addEventListener(kind, () => void seen.mouse++, true)
        const observer = new MutationObserver((records) => {
          for (const { target } of records) {
            const element = target instanceof Element ? target : target.parentElement
            if (element?.closest('figure output')) seen.figures++
            const announcement = element?.closest('[role="status"][aria-live]')?.textContent
            if (announcement && announcement !== seen.said.at(-1)) seen.said.push(announcement)
          }
        })
        observer.observe(document.body, { childList: true, characterData: true, subtree: true })
      })
    },
    async expectNoMouse() {
      expect((await seen()).mouse).toBe(0)
    },
    /** The announcements so far, and the number of changes of the figures. */
    recording: async (): Promise<Pick<Recording, 'said' | 'figures'>> => seen(),
  }
}
