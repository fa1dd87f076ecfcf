/** Actions on the tabs of the dock: training, code, summary, problems, log. */
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export type TabName = 'Training' | 'Signals' | 'Code' | 'Summary' | 'Problems' | 'Log'

export function dockActions(host: RunningHost) {
  const { page } = host
  const panel = page.getByRole('tabpanel')
  const hints = panel.getByRole('region', { name: 'Hints' })
  const hint = (pattern: RegExp) =>
    hints.getByRole('list', { name: 'Hints' }).getByRole('listitem').filter({ hasText: pattern })
  /** Only a wide window has the button and the column. A narrow window has the code as a tab. */
  const codeButton = page.getByRole('button', { name: 'Code', exact: true })
  const column = page.getByRole('complementary', { name: 'Code' })
  const closeCode = async () => {
    if (await column.isVisible()) await codeButton.click()
    await expect(column).toBeHidden()
  }
  /** Opens the code, calls `read`, and shows the properties again if the code was closed before. */
  async function withCode<T>(read: () => Promise<T>): Promise<T> {
    const wasOpen = await column.isVisible()
    await tab('Code')
    const result = await read()
    if (!wasOpen) await closeCode()
    return result
  }
  const tab = async (name: TabName) => {
    if (name === 'Code' && (await codeButton.isVisible())) {
      if (await column.isHidden()) await codeButton.click()
      await expect(column).toBeVisible()
      return
    }
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
    await expect(page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true })).toBeVisible()
  }
  return {
    tab,
    /** The Keras program that the Copy button copies. */
    code: () =>
      withCode(async () => {
        const copy = page.getByRole('button', { name: 'Copy the program' })
        await copy.click()
        await expect(copy).toContainText('Copied')
        return host.clipboard()
      }),
    expectCode: (text: string | RegExp) =>
      withCode(() => expect(page.getByRole('textbox', { name: 'Keras program' })).toContainText(text)),
    /** Closes the code, so that the properties are visible. */
    closeCode,
    pressSaveProgram: () => page.getByRole('button', { name: 'Save the program' }).click(),
    /** The texts in the list of the Problems tab. */
    async problems(): Promise<readonly string[]> {
      await tab('Problems')
      return panel.getByRole('list', { name: 'Problems' }).getByRole('listitem').allTextContents()
    },
    async expectProblem(pattern: RegExp) {
      await tab('Problems')
      await expect(panel.getByRole('listitem').filter({ hasText: pattern })).toBeVisible()
    },
    async expectNoProblems() {
      await tab('Problems')
      await expect(panel).toContainText('The network has no errors')
    },
    /** Presses the button that fixes a problem. */
    async fix(pattern: RegExp) {
      await tab('Problems')
      await panel.getByRole('listitem').filter({ hasText: pattern }).getByRole('button').last().click()
    },
    /** The number of hints in the Problems tab, whether the list is folded or not. */
    async expectHints(count: number) {
      await tab('Problems')
      if (count === 0) await expect(hints).toBeHidden()
      else await expect(hints.getByRole('button', { name: `Hints (${count})` })).toBeVisible()
    },
    async unfoldHints() {
      await tab('Problems')
      await hints.getByRole('button', { name: /^Hints/, expanded: false }).click()
    },
    async expectHint(pattern: RegExp) {
      await expect(hint(pattern)).toBeVisible()
    },
    fixHint: (pattern: RegExp, label: string) =>
      hint(pattern).getByRole('button', { name: label, exact: true }).click(),
    /** The Problems tab shows the number of dismissed hints and their topic. */
    async expectDismissed(count: number, topic: string) {
      await tab('Problems')
      await expect(hints).toContainText(`${count} dismissed: ${topic}`)
    },
    async restoreHints() {
      await tab('Problems')
      await hints.getByRole('button', { name: 'Show dismissed hints' }).click()
    },
    /** Opens the problem mark of a node and presses the fix in it. */
    async fixOnNode(name: string) {
      await page
        .getByRole('group', { name: new RegExp(`^\\S+ ${name}, `) })
        .getByRole('button', { name: /problem/ })
        .click()
      const card = page.getByRole('dialog')
      await expect(card).toBeVisible()
      await card.getByRole('button').first().click()
    },
  }
}
