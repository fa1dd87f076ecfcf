/** Appearance: both themes and languages, and the findings of axe. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TabName } from './driver/actions/dock.ts'
import { axeFindings } from './driver/layout-checks.ts'
import { expect, test } from './driver/test.ts'

const TABS: readonly TabName[] = ['Training', 'Signals', 'Code', 'Summary', 'Problems', 'Log']

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds no serious accessibility problem, ${theme}`, async ({ app, host, relaunch }) => {
    const audit = (page: Page) => axeFindings(page, theme === 'light' ? 'all' : 'colors')
    await app.theme(theme).openExample('lesson-variants').key('Alt+Shift+c')
    await expect(host.page.getByRole('region', { name: 'Compared variant' })).toBeVisible()
    expect(await audit(host.page), 'two variants').toEqual([])
    await app.key('Alt+Shift+c').openExample('deep-residual').select('Residual block')
    expect(await audit(host.page), 'a group').toEqual([])
    await app.key('Alt+Enter')
    await expect(host.page.getByRole('navigation', { name: 'Open group' })).toBeVisible()
    expect(await audit(host.page), 'inside a group').toEqual([])
    await app.openExample('iris').train({ epochs: 3 }).expectState('finished')
    for (const tab of TABS) {
      await app.tab(tab)
      expect(await audit(host.page), tab).toEqual([])
    }
    await app
      .closeCode()
      .select('dense')
      .set('units', 0)
      .expectProblem(/units must be/)
    expect(await audit(host.page), 'a problem').toEqual([])
    await app
      .undo()
      .expectHintBelow('kernel_initializer', /he_normal/)
      .unfoldHints()
    expect(await audit(host.page), 'hints').toEqual([])
    await app.key('Control+k')
    await expect(host.page.getByRole('dialog')).toBeVisible()
    expect(await audit(host.page), 'the commands').toEqual([])
    await app.key('Escape').key('?')
    await expect(host.page.getByRole('dialog')).toBeVisible()
    expect(await audit(host.page), 'the sheet of keys').toEqual([])
    await app.key('Escape').command('About Layerloom')
    await expect(
      host.page.getByRole('region', { name: 'Versions' }).getByText('TensorFlow', { exact: true }),
    ).toBeVisible()
    expect(await audit(host.page), 'the versions and licences').toEqual([])
    await app.key('Escape').key('Control+f')
    await expect(host.page.getByRole('dialog')).toBeVisible()
    expect(await audit(host.page), 'finding a layer').toEqual([])
    await app.key('Escape').side('Outline')
    await app.select('dense').addToSelection('dense_1').focusTreeItem('dense').key('ArrowRight')
    expect(await audit(host.page), 'the outline and several layers').toEqual([])
    await app.side('History')
    await app.menuOfCanvas({ x: 60, y: 60 }, 'Add a note').expectNoteFocused()
    await host.page.keyboard.type('a note')
    expect(await audit(host.page), 'the history and a note being written').toEqual([])
    await app.key('Escape').key('Shift+F10')
    await expect(host.page.getByRole('menu')).toBeVisible()
    expect(await audit(host.page), 'a context menu').toEqual([])
    await app.key('Escape').doubleClickCanvas({ x: 60, y: 300 })
    await expect(host.page.getByRole('dialog', { name: 'Add a layer here' })).toBeVisible()
    expect(await audit(host.page), 'the list of layers on the canvas').toEqual([])
    await app.key('Escape').undo().undo().side('Layers').new().answerUnsaved('Don’t save').expectLayers(0)
    expect(await audit(host.page), 'nothing drawn yet').toEqual([])
    await app.openExample('iris').save(join(host.folders.documents, 'net.loom'))
    await app.command('Recent files and templates').expectStartScreen()
    await expect(host.page.getByRole('dialog').getByText('net.loom')).toBeVisible()
    expect(await audit(host.page), 'the start screen').toEqual([])
    await app.key('Escape').select('dense').set('units', 9)
    writeFileSync(join(host.folders.documents, 'net.loom'), '{}')
    await app.focusWindow()
    await expect(host.page.getByRole('dialog', { name: /was changed elsewhere/ })).toBeVisible()
    expect(await audit(host.page), 'a file changed elsewhere').toEqual([])
    await app.key('Escape').expectDrafts(1)
    const next = await relaunch('kill')
    // The file cannot be opened again, so the app shows the start screen, which also lists the unsaved work.
    await next.app.expectStartScreen().key('Escape').theme(theme)
    await next.app.command('Unsaved work from earlier windows').expectOfferedDrafts(/net/)
    expect(await audit(next.host.page), 'unsaved work').toEqual([])
  })
}

test('theme and language are saved', async ({ app, host }) => {
  const { page } = host
  await app.theme('dark')
  await page.getByRole('button', { name: '한국어', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.getByRole('button', { name: '예제' })).toBeVisible()
  await expect(page.getByRole('button', { name: '코드', exact: true })).toBeVisible()
  await app.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('button', { name: 'English', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Examples' })).toBeVisible()
})
