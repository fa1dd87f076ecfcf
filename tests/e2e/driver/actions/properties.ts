/** Actions on the panel on the right: arguments of the selected layer, or the data and training of the network. */
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

/** The sections of the network's panel, and the settings in them. */
const SECTIONS = [
  { line: /^Data/, has: /^(data|split)\.|^(source|path|target|task|features|images|labels)$/ },
  {
    line: /^Training/,
    has: /^optimizer\b|^(batch_size|epochs|seed|shuffle|dtype_policy|class_weight|learning_rate)$/,
  },
  { line: /^Stops/, has: /^callbacks\b/ },
]

export function propertiesActions({ page }: RunningHost) {
  const panel = page.getByRole('complementary', { name: 'Properties' })
  /** An argument by its name, or by its path where the name alone is not enough: `split.seed`. */
  const input = (path: string) => {
    const name = path.split('.').at(-1)!
    const within = path.includes('.') ? panel.locator(`[data-field="${path}"]`) : panel
    return within.getByLabel(name, { exact: true })
  }
  /** Unfolds the section of the network's panel with a setting, and its list of settings at their defaults if the setting is in it. */
  const unfold = async (path: string) => {
    const section = SECTIONS.find(({ has }) => has.test(path))
    if (!section || (await input(path).isVisible())) return
    const line = panel.getByRole('button', { name: section.line })
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click()
    const moreButton = panel
      .locator('section', { has: page.getByRole('button', { name: section.line }) })
      .getByRole('button', { name: /more with default values?$/ })
    if (!(await input(path).isVisible())) await moreButton.click()
  }
  const set = async (path: string, value: string | number | boolean) => {
    await unfold(path)
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
    /** Types into an input and keeps the focus in it. */
    async type(path: string, text: string) {
      await unfold(path)
      await input(path).click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
    /** The displayed value of an argument. */
    async value(path: string): Promise<string> {
      await unfold(path)
      return input(path).inputValue()
    },
    async expectValue(path: string, value: string | number) {
      await unfold(path)
      await expect(input(path)).toHaveValue(String(value))
    },
    /** Presses the button that opens the host's file dialog for an argument. */
    async pressChooseFile(path: string) {
      await unfold(path)
      await panel.getByRole('button', { name: `Choose a file for ${path.split('.').at(-1)}` }).click()
    },
    async expectHintBelow(path: string, pattern: RegExp) {
      await unfold(path)
      await expect(panel.locator(`[data-field="${path}"]`)).toContainText(pattern)
    },
    async expectNoHintBelow(path: string) {
      await unfold(path)
      const field = panel.locator(`[data-field="${path}"]`)
      await expect(field).toBeVisible()
      await expect(field.getByRole('listitem')).toHaveCount(0)
    },
    dismissHint: (path: string) =>
      panel.locator(`[data-field="${path}"]`).getByRole('button', { name: 'Dismiss' }).click(),
    /** Opens a section of the network's panel. */
    async openSection(section: 'Data' | 'Training' | 'Stops') {
      const line = panel.getByRole('button', { name: new RegExp(`^${section}`) })
      if ((await line.getAttribute('aria-expanded')) === 'false') await line.click()
      await expect(line).toHaveAttribute('aria-expanded', 'true')
    },
    async expectSection(line: RegExp, open: boolean) {
      await expect(panel.getByRole('button', { name: line })).toHaveAttribute('aria-expanded', String(open))
    },
    async expectData(pattern: RegExp) {
      await expect(panel).toContainText(pattern, { timeout: 30_000 })
    },
  }
}
