/** Error boundaries: a part of the window that cannot be rendered does not affect the others. The cause in practice is a translator or an
 *  extension that moves elements of the page, which makes React throw. */
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

/** Moves the elements that match a selector out of the page. */
const detach = (page: Page, elements: string) =>
  page.evaluate((selector) => {
    const found = [...document.querySelectorAll(selector)]
    if (found.length === 0) throw new Error(`nothing is ${selector}`)
    const elsewhere = document.createElement('div')
    elsewhere.append(...found)
  }, elements)

const errorAlert = (page: Page, title: string) => page.getByRole('alert').filter({ hasText: title })

test('an error in the network, the properties or a panel does not affect the document and other parts', async ({
  app,
  host,
}) => {
  const { page, watch } = host
  watch.expect(/NotFoundError|removeChild|insertBefore|could not be displayed|error occurred in/)
  await app.openExample('iris').select('dense').set('units', 12)

  // The properties: another selection renders other elements.
  await detach(page, '[data-focus="properties"] > *')
  await app.select('dense_1')
  const properties = errorAlert(page, 'The properties could not be displayed')
  await expect(properties).toBeVisible()
  await expect(properties).toContainText('kept as a draft')
  await app.expectLayers(4).expectDrafts(1)
  await properties.getByRole('button', { name: 'Display it again' }).click()
  await expect(properties).toBeHidden()
  await app.set('units', 2).expectProblem(/3 classes/)

  // A panel of the dock: the tabs and the other panels still work.
  await app.tab('Problems')
  await detach(page, '#dock-panel ul')
  await app.undo()
  const problems = errorAlert(page, 'Problems could not be displayed')
  await expect(problems).toBeVisible()
  await app.tab('Summary')
  await expect(problems).toBeHidden()
  await expect(page.getByRole('tabpanel')).toContainText('Total params')
  await app.tab('Problems').expectNoProblems()

  // The network: the other parts stay visible, and an undo renders the network again.
  await app.select('dense').side('Outline')
  await detach(page, '.react-flow__node')
  await app.focusTreeItem('dense').key('Delete')
  const network = errorAlert(page, 'The network could not be displayed')
  await expect(network).toBeVisible()
  await expect(page.getByRole('tabpanel')).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Properties' })).toBeVisible()
  await network.getByRole('button', { name: 'Undo the last step' }).click()
  await expect(network).toBeHidden()
  await app.expectLayers(4)
  await app.select('dense')
  await expect(page.getByLabel('units', { exact: true })).toHaveValue('12')
})

test('an error in a bar affects only that bar, which can be rendered again', async ({ app, host }) => {
  const { page, watch } = host
  watch.expect(/NotFoundError|removeChild|insertBefore|could not be displayed|error occurred in/)
  await app.openExample('iris').select('dense').set('units', 12).expectDirty(true)
  await detach(page, '[data-testid="dirty"]')
  await app.undo()
  const top = errorAlert(page, 'The top bar could not be displayed')
  await expect(top).toBeVisible()
  await expect(top).toContainText('Nothing is lost')
  await app.expectLayers(4)
  await top.getByRole('button', { name: 'Display it again' }).click()
  await expect(top).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('iris')

  await detach(page, 'footer > *')
  await app.side('Outline').focusTreeItem('dense').key('ControlOrMeta+a').key('Delete')
  const status = errorAlert(page, 'The status bar could not be displayed')
  await expect(status).toBeVisible()
  await app.undo()
  await expect(status).toBeHidden()
  await app.expectLayers(4)
})

test('a dialog that cannot be rendered closes with a message, and its command can be repeated', async ({
  app,
  host,
}) => {
  const { page, watch } = host
  watch.expect(/NotFoundError|removeChild|insertBefore|could not be displayed|error occurred in/)
  await app.openExample('iris').key('ControlOrMeta+Shift+p')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await detach(page, '[role="dialog"] [role="option"]')
  await page.keyboard.type('undo')
  await expect(dialog).toHaveCount(0)
  const errorMessage = errorAlert(page, 'A dialog could not be displayed')
  await expect(errorMessage).toBeVisible()
  await app.expectLayers(4)
  await errorMessage.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
