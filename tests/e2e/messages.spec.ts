/** Messages: one line at the bottom of the canvas with an action. Errors also stay in the Problems tab. */
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

test('Train without data asks for the data and says why', async ({ app, host }) => {
  const { page } = host
  await app
    .openExample('lesson-he')
    .set('source', 'None')
    .expectStatus(/Choose the data/)
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'What should the network learn from?' })
  await expect(dialog).toContainText('Training needs data, and this document has none yet.')
  await dialog.getByRole('button', { name: /^Sample data: Fashion-MNIST/ }).click()
  await app.expectStatusMessage(/Fashion-MNIST is now the data/).expectData(/55,000 \/ 5,000 \/ 10,000/)
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await app.expectStatus(/Choose the data/)
})

test('the user chooses a file of their own in the same dialog', async ({ app, host }) => {
  const { documents } = host.folders
  writeFileSync(join(documents, 'two.csv'), 'x,y\n1,0\n2,1\n'.padEnd(400, '1,0\n2,1\n'))
  await app.openExample('lesson-he').save(join(documents, 'net.loom'))
  await app.choose('open', join(documents, 'two.csv'), async () => {
    await app.command('Choose data')
    await host.page
      .getByRole('dialog')
      .getByRole('button', { name: /^A table/ })
      .click()
  })
  await app.expectStatusMessage(/two\.csv is now the data/).expectValue('path', 'two.csv')
})

test.describe('with a fake clock', () => {
  test.use({ ownProcess: true })

  test('a message disappears by itself unless it is hovered or focused; F6 focuses it, Escape closes it', async ({
    app,
    host,
  }) => {
    const { page } = host
    const message = page.locator('[data-area="message"]')
    await app.openExample('lesson-he')
    await page.clock.install()
    const triggerMessage = () => app.command('Restore the version before the last save')
    const path = join(host.folders.documents, 'net.loom')
    await app.save(path)
    await triggerMessage()
    await expect(message).toContainText('There is no earlier version')
    // The message is above the zoom buttons, in the lower half of the canvas.
    const box = (await message.boundingBox())!
    const zoom = (await page.getByRole('button', { name: 'Zoom out', exact: true }).boundingBox())!
    const canvas = (await page.getByTestId('canvas').boundingBox())!
    expect(box.y + box.height).toBeLessThanOrEqual(zoom.y)
    expect(box.y).toBeGreaterThan(canvas.y + canvas.height / 2)
    await message.hover()
    await page.clock.fastForward(10_000)
    await expect(message).toBeVisible()
    await page.mouse.move(canvas.x + canvas.width / 2, canvas.y + 20)
    await page.clock.fastForward(10_000)
    await expect(message).toHaveCount(0)
    await triggerMessage()
    // F6 skips a message that is not there yet.
    await expect(message).toContainText('There is no earlier version')
    await app.focusLayer('dense').key('F6').expectFocusIn('message')
    await page.clock.fastForward(10_000)
    await app.expectFocusIn('message').key('Escape')
    await expect(message).toHaveCount(0)
    await app.expectFocusIn('canvas')
  })

  test('an error stays in the Problems tab with its action until it is resolved', async ({ app, host }) => {
    const { page } = host
    const path = join(host.folders.documents, 'net.loom')
    await app.openExample('lesson-he').save(path).select('dense').set('units', 31)
    await page.clock.install()
    renameSync(host.folders.documents, `${host.folders.documents}-away`)
    await app.key('ControlOrMeta+s')
    await expect(page.getByRole('alert').filter({ hasText: 'The file was not saved' })).toBeVisible()
    await page.clock.fastForward(10_000)
    await expect(page.locator('[data-area="message"]')).toHaveCount(0)
    await app.tab('Problems')
    const row = page.getByRole('list', { name: 'Failed actions' }).getByRole('listitem')
    await expect(row).toContainText('The file was not saved')
    await expect(row.getByRole('button', { name: 'Save as…' })).toBeVisible()
    renameSync(`${host.folders.documents}-away`, host.folders.documents)
    await app.key('ControlOrMeta+s').expectDirty(false)
    await expect(row).toHaveCount(0)
  })
})
