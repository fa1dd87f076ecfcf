/** Opening, saving and the examples: native dialogs in Electron, the in-app one in the browser. */
import { basename, dirname } from 'node:path'
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
    new: () => menu('File', /^New/),
    /** Opens through the menu; what happens then is the test's to expect. */
    open: (path: string) => choose('open', path, () => menu('File', /^Open/)),
    async save(path?: string) {
      if (path === undefined) await page.keyboard.press('ControlOrMeta+S')
      else await choose('save', path, () => menu('File', /^Save as/))
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
    /** A message about something that failed; read and put away. */
    async expectMessage(pattern: RegExp) {
      const message = page.getByRole('alert').filter({ hasText: pattern })
      await expect(message).toBeVisible()
      await message.getByRole('button', { name: 'Close' }).click()
      await expect(message).toBeHidden()
    },
  }
}
