// runtime.json of the cache: the outcomes of the set-up. Clones may share a cache, and a cache may be moved or linked, so paths in
// the cache are relative to it, and paths inside one clone are not stored.
import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { readJson, writeJson } from './files.mjs'
import { cacheDir, inCache, ROOT } from './paths.mjs'

/** @typedef {Record<string, import('./chain.mjs').Outcome>} Runtime */

/** @returns {Runtime} as stored, with absolute paths, without the paths that do not exist (any more, or in this clone) */
export function readRuntime() {
  const stored = /** @type {Runtime} */ (readJson(inCache('runtime.json')) ?? {})
  return mapPaths(stored, (path) => {
    const full = isAbsolute(path) ? path : inCache(path)
    return existsSync(full) ? full : undefined
  })
}

/** @param {Runtime} outcomes replace the stored outcomes of the same ids */
export function writeRuntime(outcomes) {
  const all = mapPaths({ ...readRuntime(), ...outcomes }, (path) => {
    const inside = pathInside(cacheDir(), path)
    return inside ?? (pathInside(ROOT, path) === null ? path : undefined)
  })
  const previous = readJson(inCache('runtime.json'))
  if (JSON.stringify(all) !== JSON.stringify(previous)) writeJson(inCache('runtime.json'), all)
}

/** @param {string} folder @param {string} path @returns {string | null} relative, with forward slashes; null if outside */
function pathInside(folder, path) {
  const rest = relative(folder, path)
  return rest.startsWith('..') || isAbsolute(rest) ? null : join(rest).replaceAll('\\', '/')
}

/** @param {Runtime} runtime @param {(path: string) => string | undefined} change @returns {Runtime} */
function mapPaths(runtime, change) {
  return Object.fromEntries(
    Object.entries(runtime).map(([id, { path, ...rest }]) => {
      const changed = typeof path === 'string' ? change(path) : undefined
      return [id, changed === undefined ? rest : { ...rest, path: changed }]
    }),
  )
}
