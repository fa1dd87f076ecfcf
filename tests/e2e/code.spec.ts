/** The code next to the canvas: a column in a wide window, a tab of the dock in a narrow one. */
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

const column = (page: Page) => page.getByRole('complementary', { name: 'Code' })
const markedLines = (page: Page) => page.locator('.cm-marked')
const line = (page: Page, text: string | RegExp) => page.locator('.cm-line').filter({ hasText: text })

test('the code replaces the properties, and marks the lines of the selection', async ({ app, host }) => {
  const { page } = host
  await app.key('Alt+5').expectFocusOn('Keras program').expectFocusIn('properties')
  await expect(column(page)).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Properties' })).toHaveCount(0)
  const [code, canvas, top, foot] = await Promise.all(
    ['[data-area="properties"]', '[data-area="canvas"]', '[data-area="top"]', 'footer'].map((area) =>
      page.locator(area).evaluate((it) => it.getBoundingClientRect().toJSON() as DOMRect),
    ),
  )
  // The column has the full height of the window, next to the canvas.
  expect(code!.top).toBe(top!.bottom)
  expect(code!.bottom).toBe(foot!.top)
  expect(canvas!.right).toBeLessThanOrEqual(code!.left)
  expect(code!.width).toBeGreaterThanOrEqual(480)
  // Copy and Save are above the lines.
  const lines = (await column(page).locator('.cm-scroller').boundingBox())!
  for (const name of ['Copy the program', 'Save the program', 'Close the code']) {
    const button = (await column(page).getByRole('button', { name }).boundingBox())!
    expect(button.y + button.height, name).toBeLessThanOrEqual(lines.y)
  }

  await app.select('dense_1')
  await expect(markedLines(page)).toHaveCount(1)
  await expect(markedLines(page)).toContainText('layers.Dense(100')
  await expect(markedLines(page)).toBeInViewport()
  await expect(column(page), 'a selection leaves the code open').toBeVisible()
  await app.select('output')
  await expect(markedLines(page).first()).toContainText('model.compile(')
  await expect(markedLines(page).first()).toBeInViewport()

  // A click on a line selects its layer, and the focus stays in the text.
  await line(page, 'layers.Dropout(0.2)').nth(1).click()
  await app.expectSelected('dropout_1').expectFocusOn('Keras program')
  await expect(markedLines(page)).toHaveCount(1)
  // By keyboard: the next line belongs to the next layer.
  await app.key('ArrowDown').key('Enter').expectSelected('dense_1')
  // Enter on a layer shows its arguments, so the properties return.
  await app.focusLayer('dense').key('Enter').expectFocusIn('properties')
  await expect(column(page)).toBeHidden()
  await expect(page.getByLabel('units', { exact: true })).toBeVisible()

  // So does F2, for the name.
  await app.key('Escape').key('Alt+5').expectFocusOn('Keras program')
  await app.focusLayer('dense').key('F2').expectFocusIn('properties')
  await expect(page.locator('[data-focus="name"]')).toBeFocused()

  // Alt+5 closes the code if it has the focus.
  await app.key('Escape').key('Alt+5').expectFocusOn('Keras program').key('Alt+5')
  await expect(column(page)).toBeHidden()
})

test('the code of a group marks its function and its calls, and a click on a line opens the group', async ({
  app,
  host,
}) => {
  const { page } = host
  await app.openExample('deep-residual').key('Alt+5').select('Residual block')
  await expect(markedLines(page).first()).toContainText('def residual_block(')
  // A long line does not scroll the code horizontally.
  expect(await page.locator('.cm-scroller').evaluate((it) => it.scrollLeft)).toBe(0)
  await expect(markedLines(page).last()).toContainText('residual_block(x)')
  await line(page, /^ {4}x = layers\.Add/).click()
  await expect(page.getByRole('navigation', { name: 'Open group' })).toBeVisible()
  await expect(markedLines(page)).toHaveCount(1)
  await expect(markedLines(page)).toContainText('layers.Add()')
})

test('the code moves to a tab of the dock in a narrow window, and back', async ({ app, host }) => {
  const { page } = host
  await app.key('Alt+5').expectFocusOn('Keras program')
  await host.resize(1279, 800)
  await expect(column(page)).toHaveCount(0)
  await expect(page.getByRole('tab', { name: 'Code', selected: true })).toBeVisible()
  await expect(page.getByRole('tabpanel').getByRole('textbox', { name: 'Keras program' })).toBeVisible()
  await app.select('dense')
  await expect(markedLines(page)).toBeInViewport()
  const lines = (await page.locator('.cm-scroller').boundingBox())!
  const copy = (await page.getByRole('button', { name: 'Copy the program' }).boundingBox())!
  expect(copy.y + copy.height).toBeLessThanOrEqual(lines.y)
  await host.resize(1280, 800)
  await expect(column(page)).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveCount(0)
})
