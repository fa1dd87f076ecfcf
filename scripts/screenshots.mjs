// `node scripts/screenshots.mjs`: takes the screenshots of the documentation from the real app during a training.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
/** Files for the list of recent documents. @type {readonly (readonly [example: string, name: string])[]} */
const DOCUMENTS = [
  ['iris', 'flowers.loom'],
  ['lesson-batchnorm', 'clothes-batchnorm.loom'],
  ['residual', 'shortcut.loom'],
  ['lesson-dropout', 'clothes-dropout.loom'],
]
/** Completed epochs in the screenshots of a training. */
const EPOCHS = 7

/**
 * Trains a document with several settings and seeds, for the table of runs. The document itself stays as it is.
 * @param {string} path
 * @param {NodeJS.ProcessEnv} env
 */
function trainRuns(path, env) {
  const text = readFileSync(path, 'utf8')
  for (const learning_rate of [0.01, 0.001])
    for (const units of [10, 50])
      for (const seed of [42, 43, 44]) {
        const document = JSON.parse(text)
        document.training = { ...document.training, optimizer: { type: 'adam', learning_rate }, epochs: 40 }
        const hidden = Object.values(document.networks.main.layers).find(({ type }) => type === 'Dense')
        hidden.props.units = units
        writeFileSync(path, JSON.stringify(document))
        const cli = join(ROOT, 'dist', 'cli', 'index.mjs')
        execFileSync(process.execPath, [cli, 'train', path, '--seed', String(seed)], { env, stdio: 'ignore' })
      }
  writeFileSync(path, text)
}

/**
 * Starts the web host on a temporary folder and calls `callback` with its address.
 * @param {(address: string) => Promise<void>} callback
 */
async function withHost(callback) {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-screenshots-'))
  for (const [example, name] of DOCUMENTS)
    copyFileSync(join(ROOT, 'assets', 'examples', `${example}.loom`), join(folder, name))
  const env = {
    ...process.env,
    ...testEnvironment(),
    INIT_CWD: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    LAYERLOOM_RUNS: join(folder, 'runs'),
  }
  copyFileSync(join(ROOT, 'assets', 'examples', 'iris.csv'), join(folder, 'iris.csv'))
  trainRuns(join(folder, 'flowers.loom'), env)
  const host = spawn(process.execPath, [join(ROOT, 'dist', 'web', 'index.mjs')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await new Promise((resolve, reject) => {
      let output = ''
      host.stdout.on('data', (text) => {
        output += text
        const printed = /https?:\/\/\S+(?=\s)/.exec(output)?.[0]
        if (printed) resolve(printed)
      })
      host.once('exit', (code) => reject(new Error(`the web host ended with ${code}: ${output}`)))
    })
    await callback(address)
  } finally {
    const exited = host.exitCode === null ? new Promise((resolve) => host.once('exit', resolve)) : null
    host.kill('SIGTERM')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {import('@playwright/test').Page} page */
async function takeScreenshots(page) {
  const waitForEpochs = (/** @type {number} */ n) =>
    page.getByRole('img', { name: new RegExp(`^Loss over ${n} epochs`) }).waitFor({ timeout: 120_000 })
  const screenshot = async (/** @type {string} */ name) => {
    const path = join(OUT, `${name}.png`)
    // Moves the pointer to where it hovers nothing.
    await page.mouse.move(SIZE.width / 3, SIZE.height / 3)
    // Waits for transitions to finish.
    await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))')
    await page.screenshot({ path })
    process.stdout.write(`${name}.png ${Math.round(statSync(path).size / 1024)} KiB\n`)
  }
  /** Selects a layer by its name in the search dialog. */
  const selectLayer = async (/** @type {string} */ name) => {
    await page.keyboard.press('Control+F')
    await page.getByRole('dialog').getByRole('combobox').fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.getByText('Ready to train').waitFor({ timeout: 120_000 })
  await page.getByRole('group', { name: /^Dense dense,/ }).click({ position: { x: 40, y: 12 } })
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  await waitForEpochs(EPOCHS)
  await screenshot('studio-light')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await screenshot('studio-dark')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  // The lines of the selected layer are highlighted and scrolled into view.
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await screenshot('code')
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await page.getByRole('button', { name: 'Stop training' }).click()
  await selectLayer('output')
  await page.getByRole('complementary').getByLabel('loss', { exact: true }).selectOption('mean_squared_error')
  await selectLayer('flatten')
  await page.keyboard.press('Delete')
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.keyboard.press('Control+0')
  const dense = page.getByRole('group', { name: /^Dense dense,/ })
  await dense.click({ position: { x: 40, y: 12 } })
  await dense.getByRole('button', { name: /problem/ }).click()
  await page.getByRole('dialog').waitFor()
  await screenshot('problems')
  await page.keyboard.press('Escape')
  const dialog = page.getByRole('dialog')
  for (const [i, [, name]] of DOCUMENTS.entries()) {
    await page.keyboard.press('Control+O')
    await dialog.getByRole('button', { name, exact: true }).click()
    // Discards the edits made for the previous screenshot.
    if (i === 0) await dialog.getByRole('button', { name: 'Don’t save' }).click()
    await page.locator('h1', { hasText: name }).waitFor()
  }
  await page.keyboard.press('Control+Shift+O')
  await dialog.getByRole('button', { name: /^flowers\.loom/ }).waitFor()
  await screenshot('start')
  await page.keyboard.press('Escape')
  const openExample = async (/** @type {string} */ id) => {
    await page.getByRole('button', { name: 'Examples', exact: true }).click()
    await page.locator(`[data-example="${id}"]`).click()
    await page.locator('h1', { hasText: id }).waitFor()
  }
  await openExample('deep-residual')
  await page.getByRole('group', { name: /^Group Residual/ }).dblclick({ position: { x: 40, y: 12 } })
  await page.getByTestId('group-frame').waitFor()
  await page.getByRole('tab', { name: 'Summary' }).click()
  await page.getByRole('group', { name: /^Dense / }).click({ position: { x: 40, y: 12 } })
  await screenshot('group')
  await openExample('penguins')
  await page.keyboard.press('F8')
  await page.getByText('stratified by species').waitFor()
  await page.getByRole('grid', { name: 'Rows of the table' }).getByText('train').first().waitFor()
  await page.getByRole('gridcell', { name: 'island', exact: true }).click()
  await screenshot('data-light')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await screenshot('data-dark')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await page.keyboard.press('F7')
  await page.keyboard.press('Control+O')
  await dialog.getByRole('button', { name: 'flowers.loom', exact: true }).click()
  await page.locator('h1', { hasText: 'flowers' }).waitFor()
  await page.keyboard.press('F9')
  const runs = page.getByRole('grid', { name: 'Runs' }).getByRole('checkbox')
  for (const i of [0, 3, 6]) await runs.nth(i).check({ force: true })
  await page.getByRole('heading', { name: '3 runs compared' }).waitFor()
  await page.getByRole('img', { name: 'val_loss of 3 runs' }).waitFor()
  await page.getByRole('row').nth(1).press('*')
  await screenshot('runs-light')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await screenshot('runs-dark')
  await page.getByRole('button', { name: 'Switch between light and dark' }).click()
  await page.keyboard.press('F7')
  await openExample('lesson-dropout')
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  await page.getByRole('img', { name: /^Loss over [3-9] epochs/ }).waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Stop training', exact: true }).click()
  await page.getByText('Training stopped').first().waitFor()
  await page.keyboard.press('F9')
  await page.locator('[data-focus="runs"] [data-row][tabindex="0"]').press('Enter')
  await page.getByRole('button', { name: 'Evaluate on the validation rows' }).click()
  await page.getByRole('button', { name: 'Evaluate again' }).waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: /^Shirt, predicted as T-shirt/ }).click()
  await page.getByRole('grid', { name: /^Shirt predicted as/ }).press('ArrowRight')
  await page.getByRole('button', { name: 'Show activations' }).waitFor()
  await screenshot('results')
  await page.keyboard.press('F7')
  await openExample('lesson-vanishing')
  await page.keyboard.press('g')
  await page.getByRole('tab', { name: 'Signals' }).click()
  // All four variants are computed.
  await page.locator('[data-tour="ratio"]').nth(3).waitFor()
  await dense.click({ position: { x: 40, y: 12 } })
  await screenshot('signals')
  await page.keyboard.press('g')
  await openExample('lesson-variants')
  await page.keyboard.press('Alt+Shift+C')
  await page.getByRole('region', { name: 'Compared variant' }).waitFor()
  await screenshot('variants')
}

const report = createReport({ stream: process.stdout })
await setup(['tensorflow', 'chromium'], { report })
await build({ only: ['renderer', 'engine', 'run', 'web', 'cli'], report })
mkdirSync(OUT, { recursive: true })
const browser = await chromium.launch({
  executablePath: testEnvironment().LAYERLOOM_CHROMIUM,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  await withHost(async (address) => {
    const page = await browser.newPage({ viewport: SIZE, locale: 'en-US', colorScheme: 'light' })
    await page.goto(address)
    await takeScreenshots(page)
  })
} finally {
  await browser.close()
}
