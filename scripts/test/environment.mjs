// The environment variables of the tests: the programs of the set-up, from runtime.json.
import { cacheDir } from '../setup/paths.mjs'
import { readRuntime } from '../setup/runtime.mjs'

/**
 * LAYERLOOM_KERAS_PYTHON, LAYERLOOM_ELECTRON, LAYERLOOM_CHROMIUM and LAYERLOOM_XVFB are programs, LAYERLOOM_DEBIAN_ROOT a folder; the
 * variable of what is missing is not set.
 * @returns {Record<string, string>}
 */
export function testEnvironment() {
  const runtime = readRuntime()
  const paths = {
    LAYERLOOM_KERAS_PYTHON: runtime.keras?.path,
    LAYERLOOM_ELECTRON: runtime.electron?.path,
    LAYERLOOM_CHROMIUM: runtime.chromium?.path,
    LAYERLOOM_DEBIAN_ROOT: runtime['debian-root']?.path,
    // The set-up has checked that this program exists; each test worker starts its own.
    LAYERLOOM_XVFB: runtime.screen?.kind === 'xvfb' ? 'Xvfb' : undefined,
  }
  return {
    LAYERLOOM_CACHE: cacheDir(),
    LAYERLOOM_NODE: process.env.LAYERLOOM_NODE || process.execPath,
    ...Object.fromEntries(Object.entries(paths).filter(([, path]) => path)),
  }
}
