// What the tests find in their environment: the programs that the set-up put in place, as runtime.json names them.
import { cacheDir } from '../setup/paths.mjs'
import { readRuntime } from '../setup/runtime.mjs'

/**
 * LAYERLOOM_KERAS_PYTHON, LAYERLOOM_ELECTRON, LAYERLOOM_CHROMIUM and LAYERLOOM_XVFB are programs; one that could not be had is
 * absent.
 * @returns {Record<string, string>}
 */
export function testEnvironment() {
  const runtime = readRuntime()
  const paths = {
    LAYERLOOM_KERAS_PYTHON: runtime.keras?.path,
    LAYERLOOM_ELECTRON: runtime.electron?.path,
    LAYERLOOM_CHROMIUM: runtime.chromium?.path,
    // The set-up has seen to it that this program is there; each worker of the tests starts one.
    LAYERLOOM_XVFB: runtime.screen?.kind === 'xvfb' ? 'Xvfb' : undefined,
  }
  return {
    LAYERLOOM_CACHE: cacheDir(),
    LAYERLOOM_NODE: process.env.LAYERLOOM_NODE || process.execPath,
    ...Object.fromEntries(Object.entries(paths).filter(([, path]) => path)),
  }
}
