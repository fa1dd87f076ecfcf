/** Data outside the document's folder on the desktop. The app asks the question, because a page could answer its own question. */
import { outsideData } from './driver/outside-data.ts'
import { expect, test } from './driver/test.ts'

test('the app asks once for permission to read data outside the document’s folder', async ({
  app,
  host,
  relaunch,
}) => {
  const { net, table } = outsideData(host.folders.documents)
  await host.desktop!.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
      const { message, detail } = options as { message: string; detail: string }
      asked.push(`${message} ${detail}`)
      // The second question is answered with Allow.
      return { response: asked.length > 1 ? 0 : 2, checkboxChecked: false }
    }
  })
  const asked = () => host.desktop!.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
  await app
    .open(net)
    .expectOpen('net')
    .expectProblem(/is outside the document’s folder/)
  expect(await asked()).toEqual([expect.stringContaining(`Allow “net.loom” to read this data? ${table}`)])
  await host.page.getByRole('tabpanel').getByRole('button', { name: 'Allow…' }).click()
  await app.expectData(/90 \/ 30 \/ 30/)
  expect(await asked()).toHaveLength(2)
  const next = await relaunch('close')
  await next.app.expectOpen('net').expectData(/90 \/ 30 \/ 30/)
})
