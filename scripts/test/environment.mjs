// What the tests find in their environment: the programs that the set-up put in place, as runtime.json names them.
import { readJson } from '../setup/files.mjs'
import { cacheDir, inCache } from '../setup/paths.mjs'

/**
 * LAYERLOOM_KERAS_PYTHON, LAYERLOOM_ELECTRON and LAYERLOOM_CHROMIUM are paths; one that could not be had is absent.
 * @returns {Record<string, string>}
 */
export function testEnvironment() {
  const runtime = readJson(inCache('runtime.json')) ?? {}
  const paths = {
    LAYERLOOM_KERAS_PYTHON: runtime.keras?.path,
    LAYERLOOM_ELECTRON: runtime.electron?.path,
    LAYERLOOM_CHROMIUM: runtime.chromium?.path,
  }
  return {
    LAYERLOOM_CACHE: cacheDir(),
    LAYERLOOM_NODE: process.env.LAYERLOOM_NODE || process.execPath,
    ...Object.fromEntries(Object.entries(paths).filter(([, path]) => path)),
  }
}
