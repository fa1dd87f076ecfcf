/** Tabs of the web host: a training survives the closing of a tab, another tab attaches to it, and a crashed page loses no work. */
import { drive } from './driver/app.ts'
import { expect, test } from './driver/test.ts'

test('a second tab attaches to the training, and closing the first one does not end it', async ({
  app,
  host,
}) => {
  await app.train().expectPoint()
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  await other.expectTraining().expectChartMoves()
  await host.page.close()
  await other.expectTraining().expectChartMoves().stop().expectState('stopped')
})

test('the training continues with every tab closed', async ({ app, host }) => {
  await app.train().expectEpochs(1)
  const context = host.page.context()
  await host.page.close()
  const page = await context.newPage()
  await page.goto('/')
  const reopened = drive({ ...host, page })
  await reopened.expectRunning()
  await reopened.expectTraining().expectChartMoves().stop().expectState('stopped')
})

test('a tab with unsaved work closes without a question, and the next tab offers the work', async ({
  app,
  host,
}) => {
  await app.openExample('lesson-he').select('dense').set('units', 41).expectDrafts(1)
  const context = host.page.context()
  const dialogTypes: string[] = []
  host.page.on('dialog', (dialog) => {
    dialogTypes.push(dialog.type())
    void dialog.accept()
  })
  await host.page.close({ runBeforeUnload: true })
  await expect.poll(() => host.page.isClosed()).toBe(true)
  expect(dialogTypes).toEqual([])
  const page = await context.newPage()
  await page.goto('/')
  const next = drive({ ...host, page })
  await next
    .expectOfferedDrafts(/lesson-he/)
    .openDraft(/lesson-he/)
    .select('dense')
    .expectValue('units', 41)
})

test.describe('in a separate process', () => {
  test.use({ ownProcess: true })

  test('the unsaved work of a crashed page is offered', async ({ app, host }) => {
    await app.openExample('lesson-he').select('dense').set('units', 42).expectDrafts(1)
    const context = host.page.context()
    const cdp = await context.newCDPSession(host.page)
    const crashed = host.page.waitForEvent('crash')
    void cdp.send('Page.crash').catch(() => {}) // a crashed page does not answer
    await crashed
    const page = await context.newPage()
    await page.goto('/')
    const next = drive({ ...host, page })
    await next
      .openDraft(/lesson-he/)
      .select('dense')
      .expectValue('units', 42)
      .expectDirty(true)
  })
})
