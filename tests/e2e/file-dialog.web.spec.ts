/** The file dialog of the page, which replaces the native one in the browser. It shows only folders within the allowed roots. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

test('the dialog shows only the allowed folders', async ({ app, host }) => {
  const { documents, home } = host.folders
  mkdirSync(join(documents, 'inner'))
  mkdirSync(join(documents, '.hidden'))
  writeFileSync(join(documents, 'notes.txt'), 'not a document')
  writeFileSync(join(home, 'secret.loom'), '{}')
  symlinkSync(home, join(documents, 'way-out'))
  const dialog = host.page.getByRole('dialog')
  await app.pressOpen()
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  const entries = await dialog.getByRole('listitem').allTextContents()
  expect(entries[0]).toBe('inner')
  for (const hidden of ['notes.txt', '.hidden', 'way-out']) expect(entries).not.toContain(hidden)
  await expect(dialog.getByRole('button', { name: 'Parent folder' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'inner', exact: true }).click()
  await expect(dialog.getByText('This folder has no files of this kind.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Parent folder' }).click()
  await expect(dialog.getByRole('button', { name: 'inner', exact: true })).toBeVisible()
  await host.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a name with a path outside the folder is refused', async ({ app, host }) => {
  await app.openExample('lesson-he').pressSaveAs()
  await app.answerSaveDialog('../home/out')
  await app.expectErrorMessage(/outside the folders/).expectOpen('lesson-he')
  await expect(host.page.getByRole('dialog')).toBeHidden()
})
