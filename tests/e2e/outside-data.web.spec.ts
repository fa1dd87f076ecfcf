/** Data outside the document's folder is read only after the user has allowed it once. In a browser the page asks. */
import { dirname } from 'node:path'
import { outsideData } from './driver/outside-data.ts'
import { expect, test } from './driver/test.ts'

test('the page asks once for permission to read data outside the document’s folder', async ({
  app,
  host,
  relaunch,
}) => {
  const { page } = host
  const { net, table } = outsideData(host.folders.documents)
  const question = page.getByRole('dialog', { name: 'Allow “net” to read this data?' })
  await app.pressOpen()
  await page.getByRole('dialog').getByRole('button', { name: 'sent', exact: true }).click()
  await expect(page.getByRole('dialog').getByText(dirname(net), { exact: true })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'net.loom', exact: true }).click()
  await expect(question).toContainText(table)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await app.expectOpen('net').expectProblem(/is outside the document’s folder/)
  // The row of the problem asks again, and the user allows it.
  await page.getByRole('tabpanel').getByRole('button', { name: 'Allow…' }).click()
  await question.getByRole('button', { name: 'Allow' }).click()
  await app.expectData(/90 \/ 30 \/ 30/)
  const next = await relaunch('close')
  await next.app.expectOpen('net').expectData(/90 \/ 30 \/ 30/)
  await expect(next.host.page.getByRole('dialog')).toHaveCount(0)
})
