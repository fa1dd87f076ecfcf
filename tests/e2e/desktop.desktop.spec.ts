/** Features of the desktop app: the native menu, a single instance, a training that continues without a window. */
import { spawn } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Bridge } from '../../shared/ipc/bridge.ts'
import { decode, encode } from '../../shared/ipc/codec.ts'
import { drive } from './driver/app.ts'
import type { RunningHost } from './driver/host.ts'
import { descendants } from './driver/processes.ts'
import { expect, test } from './driver/test.ts'

interface Entry {
  readonly label: string
  readonly enabled: boolean
  readonly accelerator: string | null
}

/** The entries of the menu by the id of their command. */
const menuOf = (app: ElectronApplication): Promise<Readonly<Record<string, Entry>>> =>
  app.evaluate(({ Menu }) => {
    const found: Record<string, Entry> = {}
    for (const { submenu } of Menu.getApplicationMenu()?.items ?? [])
      for (const { id, label, enabled, accelerator } of submenu?.items ?? [])
        if (id) found[id] = { label, enabled, accelerator: accelerator ? String(accelerator) : null }
    return found
  })

/** Starts a second instance, as a double click on a document does. It passes its files to the first instance and exits. */
async function startSecondInstance(
  { folders, environment }: RunningHost,
  ...files: readonly string[]
): Promise<void> {
  const child = spawn(
    process.env.LAYERLOOM_ELECTRON!,
    [resolve('.'), '--no-sandbox', '--lang=en-US', `--user-data-dir=${folders.userData}`, ...files],
    { cwd: folders.documents, env: environment, stdio: 'ignore' },
  )
  await new Promise((done) => child.once('exit', done))
}

test('the native menu reflects the state of the commands', async ({ app, host }) => {
  const { desktop } = host
  await expect
    .poll(async () => (await menuOf(desktop!)).undo)
    .toMatchObject({ label: 'Undo', enabled: false })
  await app.select('dense').set('units', 7)
  await expect.poll(async () => (await menuOf(desktop!)).undo?.enabled).toBe(true)
  expect((await menuOf(desktop!)).train).toMatchObject({ label: 'Train', accelerator: 'CmdOrCtrl+Enter' })
  await app.command('한국어로 보기')
  await expect.poll(async () => (await menuOf(desktop!)).undo?.label).toBe('실행 취소')
  await desktop!.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('undo')!.click())
  await app.expectDirty(false)
})

test('a document that a second instance is started with opens in the existing window', async ({
  app,
  host,
}) => {
  const path = join(host.folders.documents, 'given.loom')
  copyFileSync('assets/examples/lesson-l2.loom', path)
  await startSecondInstance(host, path)
  await app.expectOpen('given')
  // The user has chosen the file, so it may be saved.
  await app.select('dense').set('units', 7).save()
  expect(await host.desktop!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a second instance loses nothing that the first one has open', async ({ app, host }) => {
  const { documents } = host.folders
  const [first, second, missing] = ['처음 1.loom', 'second.loom', 'missing.loom'].map((name) =>
    join(documents, name),
  ) as [string, string, string]
  for (const path of [first, second]) copyFileSync('assets/examples/lesson-l2.loom', path)
  await app.select('dense').set('units', 7)
  await app.command('Shortcuts and gestures')
  const { page } = host
  await startSecondInstance(host, missing)
  await expect(page.getByText('missing.loom', { exact: false }).first()).toBeVisible()
  await app.expectDirty(true)
  // The first file waits for the answer to the question about unsaved work; the other one has a window of its own.
  const other = drive(await host.nextWindow(() => startSecondInstance(host, first, second)))
  await other.expectOpen('second')
  await page.getByRole('button', { name: 'Don’t save' }).click()
  await app.expectOpen('처음 1')
})

/** Calls the host or the engine directly, as a compromised page could, without the checks of the window. */
async function attack(
  page: Page,
  target: 'host' | 'engine',
  call: string,
  ...args: unknown[]
): Promise<string> {
  const question = [...encode({ t: 'q', m: call, a: args, i: 'attack' })]
  const answer = await page.evaluate(
    async ({ bytes, target }) => {
      const port = (window as unknown as { layerloom: Bridge }).layerloom[target]
      return new Promise<number[]>((found) => {
        const stop = port.onMessage((message) => {
          if (!new TextDecoder().decode(message).includes('attack')) return
          stop()
          found([...message])
        })
        port.post(new Uint8Array(bytes))
      })
    },
    { bytes: question, target },
  )
  const { e } = decode(new Uint8Array(answer)) as { e?: { problems: { code: string }[] } }
  return e?.problems[0]?.code ?? 'done'
}

test('messages of any size reach the engine, and the main process frees them', async ({ app, host }) => {
  // Electron 22 crashes when it frees a message that V8's serializer wrote, if its buffer has more pages than the message.
  for (let size = 0; size <= 20_000; size += 1000)
    expect(await attack(host.page, 'engine', 'noSuchCall', 'x'.repeat(size))).toBe('unknown-call')
  await host.desktop!.evaluate(() => {
    const load = process.mainModule!.require
    load('node:v8').setFlagsFromString('--expose-gc')
    load('node:vm').runInNewContext('gc')()
  })
  await app.expectRunning()
  expect(await attack(host.page, 'engine', 'noSuchCall')).toBe('unknown-call')
})

test('a compromised page cannot access a file that the user has not chosen', async ({ app, host }) => {
  const { page, folders } = host
  const [unchosen, chosen] = [join(folders.documents, 'thesis.loom'), join(folders.documents, 'mine.loom')]
  for (const path of [unchosen, chosen]) copyFileSync('assets/examples/iris.loom', path)
  expect(await attack(page, 'host', 'readDocument', unchosen)).toBe('not-chosen')
  expect(await attack(page, 'host', 'writeText', unchosen, '{}', 'document', null)).toBe('not-chosen')
  // A synthetic drop event grants no access, whatever paths its files have.
  await page.evaluate((path) => {
    const data = new DataTransfer()
    data.items.add(Object.defineProperty(new File(['{}'], 'thesis.loom'), 'path', { value: path }))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, unchosen)
  expect(await attack(page, 'host', 'readDocument', unchosen)).toBe('not-chosen')
  expect(readFileSync(unchosen, 'utf8')).toBe(readFileSync('assets/examples/iris.loom', 'utf8'))
  await app.drop(chosen).expectOpen('mine')
  expect(await attack(page, 'host', 'readDocument', chosen)).toBe('done')
})

test('closing one of two windows does not ask about the running training', async ({ app, host }) => {
  await app.train().expectPoint()
  const second = await host.nextWindow(() => app.command('New window'))
  const other = drive(second)
  await other.expectRunning()
  await other.expectTraining()
  await Promise.all([second.page.waitForEvent('close'), second.page.evaluate(() => window.close())])
  await app.expectTraining().stop().expectState('stopped')
})

test('a training continues without a window, and the next start shows it', async ({ app, host }) => {
  const { desktop } = host
  await app.train().expectPoint()
  const questionsSoFar = await desktop!.evaluate(({ dialog }) => {
    const questions: string[][] = []
    Object.assign(globalThis, { questions })
    dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
      questions.push((options as { buttons: string[] }).buttons)
      return { response: 0, checkboxChecked: false }
    }
    return questions
  })
  expect(questionsSoFar).toEqual([])
  await Promise.all([
    host.page.waitForEvent('close'),
    desktop!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()),
  ])
  const questions = await desktop!.evaluate(
    () => (globalThis as unknown as { questions: string[][] }).questions,
  )
  expect(questions).toEqual([['Continue in Background', 'Stop and Close', 'Cancel']])
  const reopened = drive(await host.nextWindow(() => startSecondInstance(host)))
  await reopened.expectRunning()
  await reopened.expectTraining().expectChartMoves().stop().expectState('stopped')
})

test('a training that ends without a window ends the app', async ({ app, host }) => {
  const { desktop } = host
  await app.train({ epochs: 3 }).expectPoint()
  await desktop!.evaluate(({ dialog }) => {
    // The first question is about the training, the second about the unsaved number of epochs.
    const answers = ['Continue in Background', 'Don’t Save']
    dialog.showMessageBox = async (_window: unknown, options?: unknown) => {
      const { buttons } = options as { buttons: string[] }
      return { response: buttons.findIndex((button) => answers.includes(button)), checkboxChecked: false }
    }
  })
  await desktop!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  // The engine exits. The app itself waits for the debugger of this test.
  await expect.poll(() => descendants(host.pid, 'engine/index.mjs'), { timeout: 60_000 }).toEqual([])
  await host.kill()
})
