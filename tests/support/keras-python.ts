/** Locates the Python interpreter that has Keras installed. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..', '..')

/** The path that LAYERLOOM_KERAS_PYTHON gives, else the one where the set-up installs it; null when the file does not exist. */
export function kerasPython(): string | null {
  const cache = resolve(process.env.LAYERLOOM_CACHE || join(ROOT, '.cache'))
  const path = process.env.LAYERLOOM_KERAS_PYTHON ?? join(cache, 'keras', 'bin', 'python')
  return existsSync(path) ? path : null
}
