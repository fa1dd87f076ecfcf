/** The actions of a user in the app. They are the same for the web host and for Electron. */
import { expect } from '@playwright/test'
import { byKeyActions } from './actions/by-key.ts'
import { canvasActions } from './actions/canvas.ts'
import { dataActions } from './actions/data.ts'
import { dockActions } from './actions/dock.ts'
import { editingActions } from './actions/editing.ts'
import { filesActions } from './actions/files.ts'
import { propertiesActions } from './actions/properties.ts'
import { trainingActions } from './actions/training.ts'
import { chain, type Start } from './chain.ts'
import type { RunningHost } from './host.ts'
import { focusByKey } from './keys.ts'

/** The virtual key codes of the arrow keys. */
const ARROWS = { ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 } as const

function windowActions({ page }: RunningHost) {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  /** Presses a button of the top bar. A message may have a button of the same name. */
  const pressInTopBar = (name: string) =>
    page.locator('[data-area="top"]').getByRole('button', { name, exact: true }).click()
  return {
    undo: () => pressInTopBar('Undo'),
    redo: () => pressInTopBar('Redo'),
    key: (keys: string) => page.keyboard.press(keys),
    /** Presses an arrow key repeatedly. The timestamps of the key events are the given number of milliseconds apart, however slow the
     *  machine is. */
    async pressArrow(key: keyof typeof ARROWS, count: number, interval: number) {
      const keyboard = await page.context().newCDPSession(page)
      const start = Date.now()
      for (let i = 0; i < count; i++)
        for (const type of ['rawKeyDown', 'keyUp'] as const)
          await keyboard.send('Input.dispatchKeyEvent', {
            type,
            key,
            code: key,
            windowsVirtualKeyCode: ARROWS[key],
            timestamp: (start + i * interval) / 1000,
          })
      await keyboard.detach()
    },
    /** Searches a command by its name and runs it, with the keyboard. */
    async command(name: string) {
      await page.keyboard.press('ControlOrMeta+K')
      const search = page.getByRole('dialog', { name: 'Search commands' })
      await expect(search.getByRole('combobox')).toBeFocused()
      await page.keyboard.type(name)
      // A command about a run is available once the run is loaded.
      await expect(search.getByRole('option', { selected: true })).toHaveAttribute('aria-disabled', 'false')
      await page.keyboard.press('Enter')
      // The command may open another dialog.
      await expect(search).toBeHidden()
    },
    /** Presses Tab until a button of this name has the focus, then Enter. */
    async pressByKey(name: string | RegExp) {
      await focusByKey(page, page.getByRole('button', { name, exact: true }).first())
      await page.keyboard.press('Enter')
    },
    async theme(theme: 'light' | 'dark') {
      const root = page.locator(`html[data-mantine-color-scheme="${theme}"]`)
      if ((await root.count()) === 0) await press('Switch between light and dark')
      await expect(root).toHaveCount(1)
    },
    /** Loads the page again, as F5 does. */
    async reload() {
      await page.reload()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
    /** The window is connected to the engine, with any document. */
    async expectRunning() {
      await expect(page.locator('footer')).toContainText(/TensorFlow/, { timeout: 30_000 })
    },
    async expectReady() {
      await expect(page.getByRole('contentinfo')).toContainText(/TensorFlow/, { timeout: 30_000 })
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('lesson-dropout.loom')
    },
    async expectStatus(pattern: RegExp) {
      await expect(page.getByRole('contentinfo')).toContainText(pattern, { timeout: 30_000 })
    },
  }
}

const actionsOf = (host: RunningHost) => ({
  ...windowActions(host),
  ...canvasActions(host),
  ...byKeyActions(host),
  ...editingActions(host),
  ...propertiesActions(host),
  ...trainingActions(host),
  ...filesActions(host),
  ...dockActions(host),
  ...dataActions(host),
})

export type App = Start<ReturnType<typeof actionsOf>>

/** The actions of a user on this host, as a chain. */
export const drive = (host: RunningHost): App => chain(actionsOf(host))
