/** Opening and saving files, and opening examples. Dialogs are native in Electron, and part of the page in the browser. */
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

  /** Types a name into the dialog of the page and presses Save. `replace` confirms that an existing file is replaced. */
  const answerSaveDialog = async (name: string, { replace = false } = {}) => {
    await expect(dialog.getByRole('list')).toBeVisible()
    if (replace) await expect(dialog.getByRole('listitem').getByText(name, { exact: true })).toBeVisible()
    await dialog.getByRole('textbox', { name: 'File name' }).fill(name)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    if (replace) await dialog.getByRole('button', { name: `Replace ${name}` }).click()
  }

  /** Calls `press`, which opens a file dialog, and answers the dialog with `path`. */
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
    /** Opens a file through the menu. It does not wait for a result. */
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
    /** Drops files from the desktop on the center of the window. */
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
    /** Gives the window the focus, as after using another program. */
    focusWindow: () => page.evaluate(() => void window.dispatchEvent(new Event('focus'))),
    /** Waits until this number of drafts is on disk. */
    async expectDrafts(count: number) {
      const folder = join(host.folders.home, 'data', 'layerloom', 'drafts')
      const names = () => (existsSync(folder) ? readdirSync(folder) : [])
      await expect.poll(() => names().filter((name) => name.endsWith('.draft')).length).toBe(count)
    },
    /** The dialog offers exactly these entries of unsaved work. */
    async expectOfferedDrafts(...entries: RegExp[]) {
      const items = page
        .getByRole('dialog', { name: 'Unsaved work from an earlier window' })
        .getByRole('listitem')
      await expect(items).toHaveCount(entries.length)
      for (const entry of entries) await expect(items.filter({ hasText: entry })).toHaveCount(1)
    },
    async openDraft(entry: RegExp) {
      await dialog
        .getByRole('listitem')
        .filter({ hasText: entry })
        .getByRole('button', { name: 'Open' })
        .click()
      await expect(dialog).toBeHidden()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(entry)
    },
    /** Discards an entry with two presses. The first one only asks. */
    async discardDraft(entry: RegExp) {
      const item = dialog.getByRole('listitem').filter({ hasText: entry })
      await item.getByRole('button', { name: 'Discard', exact: true }).click()
      await item.getByRole('button', { name: 'Discard permanently' }).click()
      await expect(item).toHaveCount(0)
    },
    async expectStartScreen() {
      await expect(page.getByRole('dialog', { name: 'Start', exact: true })).toBeVisible()
    },
    /** Chooses a card of the start screen by its text. */
    async chooseCard(card: RegExp) {
      await dialog.getByRole('listitem').getByRole('button', { name: card }).first().click()
      await expect(dialog).toBeHidden()
    },
    /** Answers the question about a file that another program has changed. */
    async answerFileChanged(answer: 'Use the file’s version' | 'Keep mine' | 'Save as…') {
      await page
        .getByRole('dialog', { name: /was changed elsewhere/ })
        .getByRole('button', { name: answer })
        .click()
    },
    /** A status message, which disappears by itself. */
    async expectStatusMessage(pattern: RegExp) {
      await expect(page.getByRole('status').filter({ hasText: pattern })).toBeVisible()
    },
    /** An error message, which is then closed. */
    async expectErrorMessage(pattern: RegExp) {
      const message = page.getByRole('alert').filter({ hasText: pattern })
      await expect(message).toBeVisible()
      await message.getByRole('button', { name: 'Close' }).click()
      await expect(message).toBeHidden()
    },
  }
}
