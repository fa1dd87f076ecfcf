/** Starting the app: the last document, recent files with previews, dropped files. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

test('the last document is reopened, and a removed one is reported', async ({ app, host, relaunch }) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-l2').save(path)
  const next = await relaunch('close')
  await next.app.expectOpen('net').expectLayers(6).expectDirty(false)
  // A reopened file may be saved.
  await next.app.select('dense').set('units', 9).save()
  rmSync(path)
  const last = await relaunch('close')
  await last.app.expectErrorMessage(/no such file/).expectStartScreen()
  await expect(last.host.page.getByRole('dialog').getByText('File not found')).toBeVisible()
  await last.host.page.getByRole('button', { name: 'Remove net.loom from the list' }).click()
  await expect(last.host.page.getByRole('dialog').getByText('net.loom')).toBeHidden()
})

test('the start screen shows recent files and templates with previews', async ({ app, host, relaunch }) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-l2').save(path).new().expectOpen('untitled')
  const next = await relaunch('close')
  await next.app.expectStartScreen()
  const dialog = next.host.page.getByRole('dialog')
  const cards = dialog.getByRole('listitem')
  await expect(cards.filter({ hasText: 'net.loom' }).locator('svg rect')).toHaveCount(6)
  for (const words of [/Dropout/, /Iris, petal width.*209 parameters/, /Deep residual/])
    await expect(cards.filter({ hasText: words }).locator('svg rect').first()).toBeVisible()
  await next.app
    .chooseCard(/^net\.loom/)
    .expectOpen('net')
    .expectLayers(6)
  await next.app.command('Recent files and templates').chooseCard(/^Iris, petal width/)
  await next.app.expectOpen('iris-petal-width')
})

test('a dropped document opens after the question about unsaved changes', async ({ app, host }) => {
  const path = join(host.folders.documents, 'dropped.loom')
  copyFileSync('assets/examples/lesson-l2.loom', path)
  await app.openExample('iris').select('dense').set('units', 9).drop(path).answerUnsaved('Cancel')
  await app.expectOpen('iris').drop(path).answerUnsaved('Don’t save').expectOpen('dropped').expectDirty(false)
  // The desktop app knows the path of the dropped file.
  if (host.kind === 'electron') await app.select('dense').set('units', 9).save()
})

test('a dropped table becomes the data, and another file is refused', async ({ app, host }) => {
  const { documents, home } = host.folders
  copyFileSync('assets/examples/iris.csv', join(home, 'flowers.csv'))
  writeFileSync(join(home, 'picture.png'), 'no table')
  await app.openExample('iris').save(join(documents, 'net.loom'))
  await app.drop(join(home, 'flowers.csv')).expectDirty(true)
  // The table is shown with its columns; the network's panel names it too.
  await expect(host.page.getByRole('grid', { name: 'Columns' })).toContainText('sepal_length')
  const value = await app
    .key('F7')
    .selectNothing()
    .expectData(/90 \/ 30 \/ 30/)
    .value('path')
  // In a browser the file is copied to the folder of the document, where its name is enough.
  expect(value).toBe(host.kind === 'electron' ? join(home, 'flowers.csv') : 'flowers.csv')
  await app.undo().expectDirty(false)
  await app.drop(join(home, 'picture.png')).expectErrorMessage(/picture\.png cannot be used/)
})
