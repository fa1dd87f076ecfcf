/** Another folder for the cache: chosen in the settings, used by the engine after its restart, and by the training then. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './driver/test.ts'

test('the engine restarts with the cache folder of the settings, and a training uses it', async ({
  app,
  host,
}) => {
  const { page, folders } = host
  const chosen = join(folders.documents, 'room for the cache')
  const cache = join(chosen, 'layerloom-cache')
  mkdirSync(chosen)
  await app.key('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings', exact: true })
  await app.choose('open', chosen, () => dialog.getByRole('button', { name: 'Change… Cache' }).click())
  await expect(dialog.getByText(chosen, { exact: true })).toBeVisible()
  expect(existsSync(cache), 'the engine still has its cache').toBe(false)
  await dialog.getByRole('button', { name: 'Restart the engine' }).click()
  await expect(dialog.getByRole('button', { name: 'Restart the engine' })).toBeHidden()
  await app.key('Escape')
  await app.expectRunning()
  await app.openExample('iris').train({ epochs: 2 }).expectIdle().expectState('finished')
  expect(readdirSync(join(cache, 'data')).filter((name) => /^[0-9a-f]{32}$/.test(name))).toHaveLength(1)

  // The next engine finds what this one has prepared.
  await app.key('Control+,')
  await expect(dialog.getByText(/^In use: [1-9].* of /)).toBeVisible()
})
