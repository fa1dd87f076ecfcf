/** The same on the desktop, where the app itself asks: a page could answer a question of its own. */
import { outsideData } from './driver/outside-data.ts'
import { expect, test } from './driver/test.ts'

test('data outside the document’s folder is asked about once, by the app', async ({ app, host, again }) => {
  const { net, table } = outsideData(host.folders.documents)
  await host.desktop!.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
      const { message, detail } = options as { message: string; detail: string }
      asked.push(`${message} ${detail}`)
      // Allowed the second time.
      return { response: asked.length > 1 ? 0 : 2, checkboxChecked: false }
    }
  })
  const asked = () => host.desktop!.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
  await app
    .open(net)
    .expectOpen('net')
    .expectProblem(/lies outside the folder of this document/)
  expect(await asked()).toEqual([expect.stringContaining(`May “net.loom” read its data here? ${table}`)])
  await host.page.getByRole('tabpanel').getByRole('button', { name: 'Allow…' }).click()
  await app.expectData(/90 \/ 30 \/ 30/)
  expect(await asked()).toHaveLength(2)
  const next = await again('close')
  await next.app.expectOpen('net').expectData(/90 \/ 30 \/ 30/)
})
