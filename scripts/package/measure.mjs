// Measures a package and writes the figures into docs/packages.md: sizes of what is inside, and the times of a first start.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../setup/paths.mjs'
import { engineOf, programOf } from './folder.mjs'
import { pageOpened } from './open-pages.mjs'

const PAGE = join(ROOT, 'docs', 'packages.md')
const [BEGIN, END] = ['<!-- figures: npm run package -- --measure -->', '<!-- end of the figures -->']
const MEGABYTE = 1_000_000
const LIMIT_MS = 60_000

/** @typedef {{ title: string, goal: string, value: string }} Figure */

/**
 * @param {{ folder: string, debs: readonly string[], compression: import('./deb.mjs').Compression }} made the packed folder, and Debian
 *   packages made from it
 * @returns {Promise<Figure[]>}
 */
export async function measure({ folder, debs, compression }) {
  const engine = engineOf(folder)
  const packages = join(engine, 'node_modules')
  const parts = {
    TensorFlow: join(packages, '@tensorflow', 'tfjs-node'),
    Node: join(engine, 'node'),
    DuckDB: join(packages, '@duckdb'),
    'the pictures of the lesson': join(engine, 'data'),
  }
  const total = sizeOf(folder)
  const figures = [{ title: 'installed', goal: '≤ 1,100 MB', value: megabytes(total) }]
  let rest = total
  for (const [title, path] of Object.entries(parts)) {
    const bytes = sizeOf(path)
    rest -= bytes
    figures.push({ title: `of it ${title}`, goal: '', value: megabytes(bytes) })
  }
  figures.push({ title: 'of it Electron and the app', goal: '', value: megabytes(rest) })
  for (const deb of debs)
    figures.push({
      title: `deb (${compression})`,
      goal: compression === 'xz' ? '≤ 260 MB' : '',
      value: megabytes(sizeOf(deb)),
    })
  const { window, firstPoint } = await timesOf(programOf(folder))
  figures.push(
    { title: 'first start, until the window can be used', goal: '≤ 2.5 s', value: seconds(window) },
    {
      title: 'first training, until the first point of its curve',
      goal: '≤ 3 s',
      value: seconds(firstPoint),
    },
  )
  return figures
}

/** @param {readonly Figure[]} figures @returns {string} a table in Markdown */
export function tableOf(figures) {
  const rows = figures.map(({ title, goal, value }) => `| ${title} | ${value} | ${goal || '–'} |`)
  return ['| what | measured | goal |', '|---|---|---|', ...rows].join('\n')
}

/** @param {readonly Figure[]} figures @param {string} electron its version */
export function writeFigures(figures, electron) {
  const text = readFileSync(PAGE, 'utf8')
  const [before, rest] = text.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for the figures`)
  const setting = `Linux ${process.arch}, ${availableParallelism()} cores, Electron ${electron}:`
  writeFileSync(PAGE, `${before}${BEGIN}\n${setting}\n\n${tableOf(figures)}\n${END}${after}`)
}

/**
 * Starts the program for a person who never used it, and trains the example that it opens.
 * @param {string} program
 * @returns {Promise<{ window: number, firstPoint: number }>} in ms
 */
async function timesOf(program) {
  const { chromium } = await import('@playwright/test')
  const home = mkdtempSync(join(tmpdir(), 'layerloom-first-start-'))
  const started = performance.now()
  const { child, address } = start(program, home)
  try {
    const url = new URL(await address)
    await pageOpened(url.port, LIMIT_MS)
    const browser = await chromium.connectOverCDP(url.href, { noDefaults: true })
    const context = browser.contexts()[0]
    if (!context) throw new Error(`${program} has no window`)
    const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: LIMIT_MS }))
    const train = page.getByRole('button', { name: 'Train', exact: true }).first()
    await train.waitFor({ timeout: LIMIT_MS })
    const window = performance.now() - started
    await train.click()
    const pressed = performance.now()
    await page
      .locator('[role=tabpanel] figure output')
      .filter({ hasText: /\d/ })
      .first()
      .waitFor({ timeout: LIMIT_MS })
    const firstPoint = performance.now() - pressed
    await browser.close()
    return { window, firstPoint }
  } finally {
    // A window with a running training would ask before it closes.
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    rmSync(home, { recursive: true, force: true })
  }
}

/** @param {string} program @param {string} home an empty folder */
function start(program, home) {
  // Chromium's sandbox refuses root, who builds packages in a container.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(program, [...asRoot, '--remote-debugging-port=0'], {
    env: {
      PATH: process.env.PATH,
      DISPLAY: process.env.DISPLAY,
      HOME: home,
      USERPROFILE: home,
      LANG: 'en_US.UTF-8',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  /** @type {Promise<string>} */
  const address = new Promise((found, failed) => {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text
      const url = /^DevTools listening on (ws:\S+)/m.exec(output)?.[1]
      if (url) found(url)
    })
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`${program} ended with ${code}: ${output.trim()}`)))
  })
  return { child, address }
}

/** @param {string} path @returns {number} bytes of a file, or of the files in a folder */
function sizeOf(path) {
  if (!existsSync(path)) throw new Error(`there is no ${path}: make the package first`)
  const info = lstatSync(path)
  if (!info.isDirectory()) return info.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / MEGABYTE).toLocaleString('en')} MB`
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
