/** Runs belong to the document that started them, and are listed with it. */
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './driver/test.ts'

const picker = (page: Page) => page.getByRole('combobox', { name: 'Run', exact: true })
const emptyState = (page: Page) => page.getByText('Nothing trained yet')

test('after a restart a document has its runs with their curves, and the interrupted run can be resumed', async ({
  app,
  host,
  relaunch,
}) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-dropout').save(path).train({ epochs: 1 }).expectState('finished')
  // The document is saved, so that no question about unsaved work follows.
  await app.train({ epochs: 500 }).save().expectEpochs(2)
  const next = await relaunch('kill')
  const { page } = next.host
  await next.app.expectOpen('net').tab('Training')
  await expect(picker(page).getByRole('option')).toHaveText([/^2\. /, /^1\. /])
  await expect(page.getByText(/during training/).first()).toBeVisible()
  await picker(page).selectOption({ index: 1 })
  await next.app.expectEpochs(1)
  await expect(page.getByRole('tabpanel')).toContainText('Training finished')
  await picker(page).selectOption({ index: 0 })
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await next.app.expectTraining()
  await next.app.stop()
  await next.app.expectState('stopped')

  // Another document and a copy show none of the runs. The document that they belong to shows them again.
  await next.app.new()
  await expect(emptyState(page)).toBeVisible()
  const copy = join(host.folders.documents, 'copy.loom')
  copyFileSync(path, copy)
  await next.app.open(copy)
  await next.app.expectOpen('copy')
  await expect(emptyState(page)).toBeVisible()
  await next.app.open(path)
  await expect(picker(page).getByRole('option')).toHaveCount(2)

  // A renamed file takes over the runs of its previous name.
  const renamed = join(host.folders.documents, 'renamed.loom')
  renameSync(path, renamed)
  await next.app.open(renamed)
  await next.app.expectOpen('renamed')
  await expect(emptyState(page)).toBeVisible()
  await next.app.command('Show runs of another document…')
  const entry = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'file not found' })
  await entry.getByRole('button', { name: 'Take over' }).click()
  await expect(picker(page).getByRole('option')).toHaveCount(2)
})

test('a restored draft has its runs, and they move to the file of its first save', async ({
  app,
  host,
  relaunch,
}) => {
  await app.openExample('iris').select('dense').set('units', 12).train({ epochs: 2 }).expectState('finished')
  await app.expectDrafts(1)
  const next = await relaunch('kill')
  await next.app.openDraft(/iris/).tab('Training').expectEpochs(2)
  await next.app.save(join(host.folders.documents, 'flowers.loom')).expectEpochs(2)
  const last = await relaunch('close')
  await last.app.expectOpen('flowers').tab('Training').expectEpochs(2)
  await last.app.reload()
  await last.app.expectEpochs(2)
})
