/** Runs belong to the document that they were started from, and are found again by it. */
import { join } from 'node:path'
import { test } from './driver/test.ts'

test('the runs of unsaved work are there when it is opened again, and go with its first save', async ({
  app,
  host,
  again,
}) => {
  await app.openExample('iris').select('dense').set('units', 12).train({ epochs: 2 }).expectState('finished')
  await app.expectDrafts(1)
  const next = await again('kill')
  await next.app.openOffered(/iris/).tab('Training').expectEpochs(2)
  await next.app.save(join(host.folders.documents, 'flowers.loom')).expectEpochs(2)
  const last = await again('close')
  await last.app.expectOpen('flowers').tab('Training').expectEpochs(2)
  await last.app.reload()
  await last.app.expectEpochs(2)
})
