// The paths of the repository, of the cache folder (LAYERLOOM_CACHE moves it) and of its contents.
import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** This machine's platform as the pins name it: `linux-x64`, `darwin-arm64`, … */
export const PLATFORM = `${process.platform}-${process.arch}`

/** The cache folder: downloads, native libraries, Electron, the Keras environment. */
export function cacheDir() {
  return resolve(process.env.LAYERLOOM_CACHE || join(ROOT, '.cache'))
}

/** @param {...string} parts a path inside the cache folder */
export function inCache(...parts) {
  return join(cacheDir(), ...parts)
}

/** @param {...string} parts a path inside node_modules */
export function inModules(...parts) {
  return join(ROOT, 'node_modules', ...parts)
}

/** @param {unknown} value @returns {string} 16 hex digits of a hash of the value */
export function fingerprint(value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
