/** The panel on the right: arguments of the selected layer, or the network's data and training. */
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export function propertiesActions({ page }: RunningHost) {
  const panel = page.getByRole('complementary', { name: 'Properties' })
  /** An argument by its name, or by its path where the name alone is not enough: `split.seed`. */
  const input = (path: string) => {
    const name = path.split('.').at(-1)!
    const within = path.includes('.') ? panel.locator(`[data-field="${path}"]`) : panel
    return within.getByLabel(name, { exact: true })
  }
  const set = async (path: string, value: string | number | boolean) => {
    const field = input(path)
    if (typeof value === 'boolean') {
      if ((await field.getAttribute('aria-checked')) !== String(value)) await field.click()
      await expect(field).toHaveAttribute('aria-checked', String(value))
    } else if (await field.evaluate((element) => element instanceof HTMLSelectElement)) {
      await field.selectOption({ label: String(value) })
    } else {
      await field.fill(String(value))
      await field.press('Enter')
    }
  }
  return {
    set,
    /** Types without leaving the input. */
    async type(path: string, text: string) {
      await input(path).click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    /** The value an argument shows. */
    value: (path: string): Promise<string> => input(path).inputValue(),
    async expectValue(path: string, value: string | number) {
      await expect(input(path)).toHaveValue(String(value))
    },
    /** A file chosen for an argument, through the host's own dialog. */
    pressChooseFile: (path: string) =>
      panel.getByRole('button', { name: `Choose a file for ${path.split('.').at(-1)}` }).click(),
    async expectHintBelow(path: string, pattern: RegExp) {
      await expect(panel.locator(`[data-field="${path}"]`)).toContainText(pattern)
    },
    async expectNoHintBelow(path: string) {
      const field = panel.locator(`[data-field="${path}"]`)
      await expect(field).toBeVisible()
      await expect(field.getByRole('listitem')).toHaveCount(0)
    },
    dismissHint: (path: string) =>
      panel.locator(`[data-field="${path}"]`).getByRole('button', { name: 'Dismiss' }).click(),
    async expectData(pattern: RegExp) {
      await expect(panel).toContainText(pattern, { timeout: 30_000 })
    },
  }
}
