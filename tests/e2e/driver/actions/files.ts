/** Opening, saving and the examples: native dialogs in Electron, the in-app one in the browser. */
import { basename, dirname } from 'node:path'
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export function filesActions(host: RunningHost) {
  const { page } = host
  const menu = async (button: string, item: string | RegExp) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const dialog = page.getByRole('dialog')

  /** Presses something that asks for a file, and gives it `path`. */
  const choose = async (purpose: 'open' | 'save', path: string, press: () => Promise<void>) => {
    if (host.kind === 'electron') {
      await host.answerDialog(purpose, path)
      await press()
      return
    }
    await press()
    await expect(dialog.getByText(dirname(path), { exact: true })).toBeVisible()
    if (purpose === 'open') {
      await dialog.getByRole('button', { name: basename(path), exact: true }).click()
    } else {
      await dialog.getByRole('textbox', { name: 'File name' }).fill(basename(path))
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      const replace = dialog.getByRole('button', { name: /^Replace/ })
      await expect(dialog.or(replace)).toHaveCount(await replace.count())
    }
    await expect(dialog).toBeHidden()
  }
  const title = page.getByRole('heading', { level: 1 })

  return {
    choose,
    async openExample(id: string) {
      await page.getByRole('button', { name: 'Examples', exact: true }).click()
      await page.locator(`[data-example="${id}"]`).click()
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
