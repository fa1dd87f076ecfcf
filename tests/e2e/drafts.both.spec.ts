/** Drafts: unsaved work survives a kill, a closed window and two windows at once. It is offered with a description, and only an explicit
 *  answer discards it. */
import { join } from 'node:path'
import { drive } from './driver/app.ts'
import { expect, test } from './driver/test.ts'

test('after a kill the next start offers the unsaved work with the file that it belongs to', async ({
  app,
  host,
  relaunch,
}) => {
  const path = join(host.folders.documents, 'net.loom')
  await app.openExample('lesson-he').save(path).select('dense').set('units', 77).expectDrafts(1)
  const next = await relaunch('kill')
  await next.app.expectOpen('net').expectDirty(false)
  await next.app.expectOfferedDrafts(/net.*net\.loom.*Compared with the file: 1 layer changed/)
  await next.app.openDraft(/net/).expectOpen('net').expectDirty(true)
  await next.app.select('dense').expectValue('units', 77)
  // The draft belongs to this window now. Saving the document removes it.
  await next.app.save().expectDrafts(0)
  const last = await relaunch('kill')
  await last.app.expectOpen('net').select('dense').expectValue('units', 77)
  await expect(last.host.page.getByRole('dialog')).toBeHidden()
})

test('each of two windows has a draft; discarding takes two presses, and the decision can be postponed', async ({
  app,
  host,
  relaunch,
}) => {
  await app.openExample('lesson-he').select('dense').set('units', 41).expectDrafts(1)
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  await other.openExample('iris').select('dense').set('units', 42).expectDrafts(2)
  const next = await relaunch('kill')
  await next.app.expectOfferedDrafts(/lesson-he.*never saved/, /iris.*never saved/)
  await next.host.page.getByRole('button', { name: 'Decide later' }).click()
  await next.app.command('Unsaved work from earlier windows').expectOfferedDrafts(/lesson-he/, /iris/)
  await next.app
    .discardDraft(/iris/)
    .expectOfferedDrafts(/lesson-he/)
    .expectDrafts(1)
  await next.app
    .openDraft(/lesson-he/)
    .select('dense')
    .expectValue('units', 41)
  await next.app.expectDirty(true)
})

test('“Don’t save” discards the draft, and closing a tab keeps it', async ({ app, host, relaunch }) => {
  await app.openExample('lesson-he').select('dense').set('units', 41).expectDrafts(1)
  const next = await relaunch('close') // Electron's question is answered with Don't Save
  if (host.kind === 'electron') {
    await next.app.expectDrafts(0)
    await expect(next.host.page.getByRole('dialog')).toBeHidden()
  } else await next.app.expectOfferedDrafts(/lesson-he/)
})

test('a reload keeps the work without a question', async ({ app }) => {
  await app.openExample('lesson-he').select('dense').set('units', 41).reload()
  await app.expectOpen('lesson-he').expectDirty(true).select('dense').expectValue('units', 41).expectDrafts(1)
})

test('a draft of a template finds its data again', async ({ app, relaunch }) => {
  await app.openExample('iris').select('dense').set('units', 12).expectDrafts(1)
  const next = await relaunch('kill')
  await next.app.openDraft(/iris/).expectData(/90 \/ 30 \/ 30/)
})
