/** Drawing and setting without a mouse, and what somebody who has none depends on: where the focus is, what is said aloud. */
import { parse } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { RunningHost } from '../host.ts'
import { focusByKey } from '../keys.ts'
import { nodeOf } from './canvas.ts'

/** What the page has seen since it was asked to watch. */
interface Seen {
  mouse: number
  said: string[]
  figures: number
}

export function byKeyActions(host: RunningHost) {
  const { page } = host
  const node = (name: string) => nodeOf(host, name)
  const argument = (field: string) =>
    page.getByRole('complementary', { name: 'Properties' }).getByLabel(field, { exact: true })
  /** In a list the letters choose; Enter would open it. */
  const type = async (input: Locator, text: string, value: string) => {
    await focusByKey(page, input)
    await page.keyboard.type(text)
    if (await input.evaluate((element) => element instanceof HTMLInputElement))
      await page.keyboard.press('Enter')
    await expect(input).toHaveValue(value)
  }
  const dialog = page.getByRole('dialog')
  const seen = (): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen)

  return {
    /** `/`, the name, Enter, and Escape back to the drawing, where the new layer has the focus. From a field Escape leads there. */
    async addByKey(type: string) {
      if (await page.getByRole('complementary').locator(':focus').count()) await page.keyboard.press('Escape')
      await page.keyboard.press('/')
      await expect(page.getByRole('searchbox')).toBeFocused()
      await page.keyboard.type(type)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await expect(page.locator('.react-flow__node.selected:focus')).toHaveCount(1)
    },
    /** The node, Alt+C, the other's name, Enter. */
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
    /** Enter on the layer with the focus: its first argument has it. */
    async enterPropertiesByKey() {
      await page.keyboard.press('Enter')
      await expect(page.getByRole('complementary').locator(':focus')).toHaveCount(1)
    },
    /** Tab to the line of a section of the network's panel, Enter. */
    async openSectionByKey(section: 'Data' | 'Training' | 'Stops') {
      const line = page.getByRole('button', { name: new RegExp(`^${section}`), expanded: false })
      await focusByKey(page, line)
      await page.keyboard.press('Enter')
      await expect(line).toHaveCount(0)
    },
    /** Tab to an argument in the panel, the value, Enter. */
    fillByKey: (field: string, text: string, value = text) => type(argument(field), text, value),
    /** The node, Enter into its panel, Tab to the argument, the value. */
    async setByKey(name: string, field: string, value: string) {
      await focusByKey(page, node(name))
      await page.keyboard.press('Enter')
      await type(argument(field), value, value)
    },
    /** Types the name of a file into the dialog of the page and takes it with Enter; in Electron the native one answers. */
    async saveByKey(keys: string, path: string) {
      if (host.kind === 'electron') await host.answerDialog('save', path)
      await page.keyboard.press(keys)
      if (host.kind === 'electron') return
      await expect(dialog.getByRole('textbox', { name: 'File name' })).toBeFocused()
      await expect(dialog.getByRole('list')).toBeVisible()
      // What is typed takes the place of the name that is there, and the ending stays.
      await page.keyboard.type(parse(path).name)
      await page.keyboard.press('Enter')
      await expect(dialog).toBeHidden()
    },
    undoByKey: () => page.keyboard.press('ControlOrMeta+Z'),
    /** The areas that F6 goes through, one a press. */
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
    /** Something has the focus: the next key is for it. */
    async expectFocus() {
      await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    },
    async expectFocusIn(area: string) {
      await expect(page.locator(`[data-area="${area}"] :focus`)).toHaveCount(1)
    },
    async expectFocusOn(name: string | RegExp) {
      await expect(page.locator(':focus')).toHaveAccessibleName(name)
    },
    /** From now on the page counts presses of a mouse, notes what it says to screen readers and how often the loss changes. */
    async watchPage() {
      await page.evaluate(() => {
        const seen: Seen = { mouse: 0, said: [], figures: 0 }
        Object.assign(window, { seen })
        for (const kind of ['mousedown', 'pointerdown', 'touchstart', 'wheel'])
          window.addEventListener(kind, () => void seen.mouse++, true)
        const changed = new MutationObserver((records) => {
          for (const { target } of records) {
            const element = target instanceof Element ? target : target.parentElement
            if (element?.closest('figure output')) seen.figures++
            const said = element?.closest('[role="status"][aria-live]')?.textContent
            if (said && said !== seen.said.at(-1)) seen.said.push(said)
          }
        })
        changed.observe(document.body, { childList: true, characterData: true, subtree: true })
      })
    },
    async expectNoMouse() {
      expect((await seen()).mouse).toBe(0)
    },
    /** What was said aloud, and how often the figures changed meanwhile. */
    said: async (): Promise<Pick<Seen, 'said' | 'figures'>> => seen(),
  }
}
