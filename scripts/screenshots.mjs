// `node scripts/screenshots.mjs`: the pictures of the documentation, taken from the real app in the middle of a training.
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from './build.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'
import { testEnvironment } from './test/environment.mjs'

const SIZE = { width: 1440, height: 900 }
const OUT = join(ROOT, 'docs', 'screenshots')
/** Documents of a person, for the list of recent ones. @type {readonly (readonly [example: string, name: string])[]} */
const DOCUMENTS = [
  ['iris', 'flowers.loom'],
  ['lesson-batchnorm', 'clothes-batchnorm.loom'],
  ['residual', 'shortcut.loom'],
  ['lesson-dropout', 'clothes-dropout.loom'],
]
/** Epochs that have ended in the pictures of a training. */
const EPOCHS = 7

/**
 * Starts the web host on a folder of its own and calls `act` with its address.
 * @param {(address: string) => Promise<void>} act
 */
async function withHost(act) {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-screenshots-'))
  for (const [example, name] of DOCUMENTS)
    copyFileSync(join(ROOT, 'assets', 'examples', `${example}.loom`), join(folder, name))
  const host = spawn(process.execPath, [join(ROOT, 'dist', 'web', 'index.mjs')], {
    cwd: folder,
    env: {
      ...process.env,
      ...testEnvironment(),
      INIT_CWD: folder,
      XDG_DATA_HOME: join(folder, 'data'),
      LAYERLOOM_RUNS: join(folder, 'runs'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await new Promise((found, reject) => {
      let seen = ''
      host.stdout.on('data', (text) => {
        seen += text
        const printed = /https?:\/\/\S+(?=\s)/.exec(seen)?.[0]
        if (printed) found(printed)
      })
      host.once('exit', (code) => reject(new Error(`the web host ended with ${code}: ${seen}`)))
    })
    await act(address)
  } finally {
    const gone = host.exitCode === null ? new Promise((done) => host.once('exit', done)) : null
    host.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {import('@playwright/test').Page} page */
async function pictures(page) {
  const epochs = (/** @type {number} */ n) =>
    page.getByRole('img', { name: new RegExp(`^Loss over ${n} epochs`) }).waitFor({ timeout: 120_000 })
  const take = async (/** @type {string} */ name) => {
    const path = join(OUT, `${name}.png`)
    // The pointer rests where it points at nothing.
    await page.mouse.move(SIZE.width / 3, SIZE.height / 3)
    // What fades in has done so.
    await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))')
    await page.screenshot({ path })
    process.stdout.write(`${name}.png ${Math.round(statSync(path).size / 1024)} KiB\n`)
  }
  /** Selects a layer wherever it lies. */
  const find = async (/** @type {string} */ name) => {
    await page.keyboard.press('Control+F')
    await page.getByRole('dialog').getByRole('combobox').fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.getByText('Ready to train').waitFor({ timeout: 120_000 })
  await page.getByRole('group', { name: /^Dense dense,/ }).click({ position: { x: 40, y: 12 } })
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  await epochs(EPOCHS)
  await take('studio-light')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await take('studio-dark')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  // The selected layer's lines are marked and in view.
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await take('code')
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await page.getByRole('button', { name: 'Stop training' }).click()
  await find('output')
  await page.getByRole('complementary').getByLabel('loss', { exact: true }).selectOption('mean_squared_error')
  await find('flatten')
  await page.keyboard.press('Delete')
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.keyboard.press('Control+0')
  const dense = page.getByRole('group', { name: /^Dense dense,/ })
  await dense.click({ position: { x: 40, y: 12 } })
  await dense.getByRole('button', { name: /problem/ }).click()
  await page.getByRole('dialog').waitFor()
  await take('problems')
  await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog')
  for (const [i, [, name]] of DOCUMENTS.entries()) {
    await page.keyboard.press('Control+O')
    // What was drawn for the picture before.
    if (i === 0) await dialog.getByRole('button', { name: 'Don’t save' }).click()
    await dialog.getByRole('button', { name, exact: true }).click()
    await page.locator('h1', { hasText: name }).waitFor()
  }
  await page.keyboard.press('Control+Shift+O')
  await dialog.getByRole('button', { name: /^flowers\.loom/ }).waitFor()
  await take('start')
  await page.keyboard.press('Escape')
  const example = async (/** @type {string} */ id) => {
    await page.getByRole('button', { name: 'Examples', exact: true }).click()
    await page.locator(`[data-example="${id}"]`).click()
    await page.locator('h1', { hasText: id }).waitFor()
  }
  await example('deep-residual')
  await page.getByRole('group', { name: /^Group Residual/ }).dblclick({ position: { x: 40, y: 12 } })
  await page.getByTestId('group-frame').waitFor()
  await page.getByRole('tab', { name: 'Summary' }).click()
  await page.getByRole('group', { name: /^Dense / }).click({ position: { x: 40, y: 12 } })
  await take('group')
  await example('lesson-variants')
  await page.keyboard.press('Alt+Shift+C')
  await page.getByRole('region', { name: 'Compared variant' }).waitFor()
  await take('variants')
}

const report = createReport({ stream: process.stdout })
await setup(['tensorflow', 'chromium'], { report })
await build({ only: ['renderer', 'engine', 'run', 'web'], report })
mkdirSync(OUT, { recursive: true })
const browser = await chromium.launch({
  executablePath: testEnvironment().LAYERLOOM_CHROMIUM,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  await withHost(async (address) => {
    const page = await browser.newPage({ viewport: SIZE, locale: 'en-US', colorScheme: 'light' })
    await page.goto(address)
    await pictures(page)
  })
} finally {
  await browser.close()
}
