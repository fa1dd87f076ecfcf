// runtime.json of the cache: what the set-up put in place. Clones may share a cache, and a cache may be moved or seen under another
// name, so what lies in it is named from there, and what lies in one clone alone is not named at all.
import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { readJson, writeJson } from './files.mjs'
import { cacheDir, inCache, ROOT } from './paths.mjs'

/** @typedef {Record<string, import('./chain.mjs').Outcome>} Runtime */

/** @returns {Runtime} as written down, with whole paths; without those that lead nowhere (any more, or in this clone) */
export function readRuntime() {
  const known = /** @type {Runtime} */ (readJson(inCache('runtime.json')) ?? {})
  return withPaths(known, (path) => {
    const full = isAbsolute(path) ? path : inCache(path)
    return existsSync(full) ? full : undefined
  })
}

/** @param {Runtime} outcomes takes the place of what was known of the same ids */
export function writeRuntime(outcomes) {
  const all = withPaths({ ...readRuntime(), ...outcomes }, (path) => {
    const inside = within(cacheDir(), path)
    return inside ?? (within(ROOT, path) === null ? path : undefined)
  })
  const before = readJson(inCache('runtime.json'))
  if (JSON.stringify(all) !== JSON.stringify(before)) writeJson(inCache('runtime.json'), all)
}

/** @param {string} folder @param {string} path @returns {string | null} with slashes, so that every system reads it */
function within(folder, path) {
  const rest = relative(folder, path)
  return rest.startsWith('..') || isAbsolute(rest) ? null : join(rest).replaceAll('\\', '/')
}

/** @param {Runtime} runtime @param {(path: string) => string | undefined} change @returns {Runtime} */
function withPaths(runtime, change) {
  return Object.fromEntries(
    Object.entries(runtime).map(([id, { path, ...rest }]) => {
      const changed = typeof path === 'string' ? change(path) : undefined
      return [id, changed === undefined ? rest : { ...rest, path: changed }]
    }),
  )
}
