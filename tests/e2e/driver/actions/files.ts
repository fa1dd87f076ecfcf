/** Opening, saving and the examples: native dialogs in Electron, the in-app one in the browser. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export function filesActions(host: RunningHost) {
  const { page } = host
  const menu = async (button: string, item: string | RegExp) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByRole('menu')).toHaveCount(0)
  }
  const dialog = page.getByRole('dialog')

  /** Types a name into the in-app dialog and presses Save; `replace` where a file of this name is there. */
  const answerSaveDialog = async (name: string, { replace = false } = {}) => {
    await expect(dialog.getByRole('list')).toBeVisible()
    if (replace) await expect(dialog.getByRole('listitem').getByText(name, { exact: true })).toBeVisible()
    await dialog.getByRole('textbox', { name: 'File name' }).fill(name)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    if (replace) await dialog.getByRole('button', { name: `Replace ${name}` }).click()
  }

  /** Presses something that asks for a file, and gives it `path`. */
  const choose = async (purpose: 'open' | 'save', path: string, press: () => PromiseLike<void>) => {
    if (host.kind === 'electron') {
      await host.answerDialog(purpose, path)
      await press()
      return
    }
    await press()
    await expect(dialog.getByText(dirname(path), { exact: true })).toBeVisible()
    if (purpose === 'open') {
      await dialog.getByRole('button', { name: basename(path), exact: true }).click()
    } else await answerSaveDialog(basename(path))
    await expect(dialog).toBeHidden()
  }
  const title = page.getByRole('heading', { level: 1 })

  return {
    choose,
    answerSaveDialog,
    pressOpen: () => menu('File', /^Open/),
    pressSaveAs: () => menu('File', /^Save as/),
    async openExample(id: string) {
      await page.getByRole('button', { name: 'Examples', exact: true }).click()
      await page.locator(`[data-example="${id}"]`).click()
      await expect(page.getByRole('menu')).toHaveCount(0)
      await expect(title).toHaveText(`${id}.loom`)
    },
    new: () => menu('File', /^New(?! window)/),
    /** Opens through the menu; what happens then is the test's to expect. */
    open: (path: string) => choose('open', path, () => menu('File', /^Open/)),
    async save(path?: string) {
      if (path === undefined) await page.keyboard.press('ControlOrMeta+S')
      else {
        await choose('save', path, () => menu('File', /^Save as/))
        await expect(title).toHaveText(basename(path))
      }
      await expect(page.getByTestId('dirty')).toBeHidden()
    },
    async expectOpen(name: string) {
      await expect(title).toHaveText(`${name}.loom`)
    },
    async expectDirty(dirty: boolean) {
      await expect(page.getByTestId('dirty')).toHaveCount(dirty ? 1 : 0)
    },
    /** Answers the question about unsaved changes. */
    async answerUnsaved(answer: 'Save' | 'Don’t save' | 'Cancel') {
      await dialog.getByRole('button', { name: answer, exact: true }).click()
    },
    /** Drops files from the desktop on the middle of the window. */
    async drop(...paths: string[]) {
      const cdp = await page.context().newCDPSession(page)
      const data = { items: [], files: [...paths], dragOperationsMask: 1 }
      const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }))
      for (const type of ['dragEnter', 'dragOver'] as const)
        await cdp.send('Input.dispatchDragEvent', { type, x, y, data })
      await expect(page.getByText(/^Drop a \.loom document/)).toBeVisible()
      await cdp.send('Input.dispatchDragEvent', { type: 'drop', x, y, data })
      await expect(page.getByText(/^Drop a \.loom document/)).toBeHidden()
      await cdp.detach()
    },
    /** The window comes to the front again, after the person was in another program. */
    comeBack: () => page.evaluate(() => void window.dispatchEvent(new Event('focus'))),
    /** Waits until the unsaved work of as many windows is on the disk. */
    async expectDrafts(count: number) {
      const folder = join(host.folders.home, 'data', 'layerloom', 'drafts')
      const names = () => (existsSync(folder) ? readdirSync(folder) : [])
      await expect.poll(() => names().filter((name) => name.endsWith('.draft')).length).toBe(count)
    },
    /** The unsaved work that is offered: one text an entry. */
    async expectRecoverable(...entries: RegExp[]) {
      const items = page
        .getByRole('dialog', { name: 'Unsaved work of an earlier window' })
        .getByRole('listitem')
      await expect(items).toHaveCount(entries.length)
      for (const entry of entries) await expect(items.filter({ hasText: entry })).toHaveCount(1)
    },
    async openOffered(entry: RegExp) {
      await dialog
        .getByRole('listitem')
        .filter({ hasText: entry })
        .getByRole('button', { name: 'Open' })
        .click()
      await expect(dialog).toBeHidden()
    },
    /** Two presses: the first only asks. */
    async discardOffered(entry: RegExp) {
      const item = dialog.getByRole('listitem').filter({ hasText: entry })
      await item.getByRole('button', { name: 'Discard', exact: true }).click()
      await item.getByRole('button', { name: 'Discard for good' }).click()
      await expect(item).toHaveCount(0)
    },
    async expectStartScreen() {
      await expect(page.getByRole('dialog', { name: 'Where to begin' })).toBeVisible()
    },
    /** Picks a card of the start screen by its words. */
    async pick(card: RegExp) {
      await dialog.getByRole('listitem').getByRole('button', { name: card }).first().click()
      await expect(dialog).toBeHidden()
    },
    /** Answers what to do about a file that another program wrote. */
    async answerChanged(answer: 'Use the file’s version' | 'Keep mine' | 'Save as…') {
      await page
        .getByRole('dialog', { name: /was changed elsewhere/ })
        .getByRole('button', { name: answer })
        .click()
    },
    /** A word about something that was done; it goes by itself. */
    async expectSaid(pattern: RegExp) {
      await expect(page.getByRole('status').filter({ hasText: pattern })).toBeVisible()
    },
    /** A message about something that failed; read and put away. */
    async expectMessage(pattern: RegExp) {
      const message = page.getByRole('alert').filter({ hasText: pattern })
      await expect(message).toBeVisible()
      await message.getByRole('button', { name: 'Close' }).click()
      await expect(message).toBeHidden()
    },
  }
}
