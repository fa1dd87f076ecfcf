/** Tabs of the web host: closing one keeps the training, another attaches; a page that crashed loses nothing. */
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

test('with every tab closed the training goes on', async ({ app, host }) => {
  await app.train().expectEpochs(1)
  const context = host.page.context()
  await host.page.close()
  const page = await context.newPage()
  await page.goto('/')
  const later = drive({ ...host, page })
  await later.expectRunning()
  await later.expectTraining().expectChartMoves().stop().expectState('stopped')
})

test('a tab with unsaved work may go; the next one offers it', async ({ app, host }) => {
  await app.openExample('lesson-he').select('dense').set('units', 41).expectDrafts(1)
  const context = host.page.context()
  const asked: string[] = []
  host.page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await host.page.close({ runBeforeUnload: true })
  await expect.poll(() => host.page.isClosed()).toBe(true)
  expect(asked).toEqual([])
  const page = await context.newPage()
  await page.goto('/')
  const next = drive({ ...host, page })
  await next
    .expectRecoverable(/lesson-he/)
    .openOffered(/lesson-he/)
    .select('dense')
    .expectValue('units', 41)
})

test.describe('in a process of its own', () => {
  test.use({ ownProcess: true })

  test('a page that crashed', async ({ app, host }) => {
    await app.openExample('lesson-he').select('dense').set('units', 42).expectDrafts(1)
    const context = host.page.context()
    const cdp = await context.newCDPSession(host.page)
    const crashed = host.page.waitForEvent('crash')
    void cdp.send('Page.crash').catch(() => {}) // no answer comes from a page that is gone
    await crashed
    const page = await context.newPage()
    await page.goto('/')
    const next = drive({ ...host, page })
    await next
      .openOffered(/lesson-he/)
      .select('dense')
      .expectValue('units', 42)
      .expectDirty(true)
  })
})
