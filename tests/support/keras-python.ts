/** Where the Python that has Keras is. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..', '..')

/** As `npm test` says, else where the set-up puts it; null when it is not there. */
export function kerasPython(): string | null {
  const cache = resolve(process.env.LAYERLOOM_CACHE || join(ROOT, '.cache'))
  const path = process.env.LAYERLOOM_KERAS_PYTHON ?? join(cache, 'keras', 'bin', 'python')
  return existsSync(path) ? path : null
}
