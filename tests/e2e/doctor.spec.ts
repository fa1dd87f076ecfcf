/** The doctor: a finding in the drawing is shown beside its layer, reached and left by keys, repaired by one press, dismissed. */
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

/** Signals are shown from the start of the window on. */
const showSignals = async (page: Page) => {
  await page.addInitScript(() => localStorage.setItem('layerloom.signals', 'on'))
  await page.reload()
}
const cardOf = (page: Page) => page.getByRole('region', { name: /^Doctor: / })
const REPAIR = 'Use relu and he_normal in 10 layers'

test('vanishing gradients are found at the first layer, by keys, and repaired by one press', async ({
  app,
  host,
}) => {
  const { page } = host
  await showSignals(page)
  await app.openExample('lesson-vanishing')
  const card = cardOf(page)
  await expect(card).toContainText('barely learns', { timeout: 60_000 })
  await expect(card).toContainText(/last to first layer1 : \d{3},\d{3}/)
  await app.select('dense')
  await page.keyboard.press('d')
  await expect(card.getByRole('button', { name: REPAIR })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await expect(page.locator('.react-flow__node[data-id="dense"]')).toBeFocused()
  await page.keyboard.press('d')
  await expect(card.getByRole('button', { name: REPAIR })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(card).toBeHidden({ timeout: 60_000 })
  await app.undo()
  await expect(card).toBeVisible({ timeout: 60_000 })
})

test('a dismissed kind is gone from the canvas and the list, and can be shown again', async ({
  app,
  host,
}) => {
  const { page } = host
  await showSignals(page)
  await app.openExample('lesson-vanishing')
  const card = cardOf(page)
  await expect(card).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Alt+7')
  const list = page.getByRole('region', { name: 'Findings' })
  await expect(list.getByRole('table', { name: /barely learns/ })).toBeVisible()
  await card.getByRole('button', { name: 'Dismiss' }).click()
  await expect(card).toBeHidden()
  await expect(list).toContainText('1 dismissed: Vanishing gradients')
  await list.getByRole('button', { name: 'Show dismissed findings' }).click()
  await expect(card).toBeVisible()
  // Where there is no room beside the layer, the card of the layer and the list have the finding.
  await page.setViewportSize({ width: 900, height: 600 })
  await expect(card).toBeHidden()
  await app.select('dense')
  await page.keyboard.press('d')
  await expect(list.getByRole('button', { name: REPAIR })).toBeFocused()
})
