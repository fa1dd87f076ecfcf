/** A run in a folder elsewhere: it is dropped on the window, and its document is opened – on the desktop with the user's permission, as a
 *  run can name any file. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningHost } from './driver/host.ts'
import { expect, test } from './driver/test.ts'

/** Answers the next questions of the desktop app, in order, by the place of the button. @returns what it has asked */
async function answerQuestions({ desktop }: RunningHost, ...answers: readonly number[]) {
  await desktop?.evaluate(({ dialog }, given) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
      const { message, detail } = options as { message: string; detail: string }
      asked.push(`${message} ${detail}`)
      return { response: given[asked.length - 1]!, checkboxChecked: false }
    }
  }, answers)
  return () => desktop?.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
}

test('a dropped folder is a run, and its document opens', async ({ app, host }) => {
  const { page, folders } = host
  const path = join(folders.documents, 'flowers.loom')
  await app.openExample('iris').save(path).train({ epochs: 2 }).save().expectState('finished').new()

  // A colleague's run: its folder and its document are in places where the app has never been.
  const [theirs, sent] = [join(folders.documents, 'theirs'), join(folders.documents, 'sent')]
  mkdirSync(theirs)
  const [name] = readdirSync(join(folders.home, 'runs')).filter((each) => !each.startsWith('.'))
  renameSync(join(folders.home, 'runs', name!), sent)
  const document = join(theirs, 'their-net.loom')
  const record = JSON.parse(readFileSync(join(sent, 'run.json'), 'utf8'))
  expect(record.owner).toEqual({ path })
  writeFileSync(join(sent, 'run.json'), JSON.stringify({ ...record, owner: { path: document } }))

  await app.drop(sent)
  const runs = page.getByRole('grid', { name: 'Runs' }).getByRole('row')
  await expect(runs.filter({ has: page.getByRole('checkbox') })).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Take off the list' })).toBeVisible()

  // The document is missing; the message offers the way on.
  const open = page.getByRole('button', { name: 'Open its document' })
  await open.click()
  await expect(page.getByRole('alert').filter({ hasText: 'their-net.loom' })).toContainText('no such file')
  const message = page.getByRole('region', { name: 'Message' })
  await expect(message.getByRole('button', { name: 'Open another file…' })).toBeVisible()
  await message.getByRole('button', { name: 'Close' }).click()

  renameSync(path, document)
  const asked = await answerQuestions(host, 2, 0)
  if (host.kind === 'electron') {
    await open.click()
    await expect.poll(asked).toHaveLength(1)
    await expect(open).toBeVisible()
  }
  await open.click()
  await app.expectOpen('their-net')
  if (host.kind === 'electron')
    expect(await asked()).toEqual(
      Array(2).fill(expect.stringContaining(`Open the document of this run? ${document}`)),
    )
})

test('a dropped folder without a run is refused with its reason', async ({ app, host }) => {
  const { page } = host
  const folder = join(host.folders.documents, 'holiday')
  mkdirSync(folder)
  writeFileSync(join(folder, 'notes.txt'), 'sun')
  await app.openExample('iris').drop(folder)
  const message = page.getByRole('alert').filter({ hasText: 'run.json' })
  await expect(message.getByRole('button', { name: 'Open run folder…' })).toBeVisible()
})
