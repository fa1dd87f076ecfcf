// A thing the app needs and the ways to get it, best first: takes the first that works and remembers why not the others.
import { readJson, writeJson } from './files.mjs'
import { fingerprint, inCache } from './paths.mjs'

/**
 * @typedef {{ version?: string, path?: string }} Had what a way has put in place
 * @typedef {object} Way
 * @property {string} kind its name in runtime.json
 * @property {string} title what it does, in words
 * @property {() => string | null} [impossible] why it cannot work on this machine (empty: not worth a word)
 * @property {() => unknown[]} [inputs] what its failure depends on: tried again as soon as one of these changes
 * @property {() => Had | null} done what is in place already, found without starting a process
 * @property {(report: import('./progress.mjs').Report) => Promise<void>} run puts it in place or throws with the reason
 *
 * @typedef {object} Need
 * @property {string} id its key in runtime.json
 * @property {string} title
 * @property {Way[]} ways best first
 * @property {string} without what still works, and what does not, when no way worked
 *
 * @typedef {{ kind: string, version?: string, path?: string, reason: string }} Outcome
 * `kind` is `none` when no way worked; `reason` says why each better way was not taken (empty for the best).
 */

/** A failed way is not tried again for this long, so that a start behind a closed network stays fast. */
const REMEMBER_MS = 24 * 3_600_000

/**
 * @param {Need} need
 * @returns {Outcome | null} the outcome if nothing has to be done, else null
 */
export function settled(need, { retry = false } = {}) {
  /** @type {string[]} */
  const reasons = []
  for (const way of need.ways) {
    const why = way.impossible?.() ?? null
    const had = why === null ? way.done() : null
    if (had) return { kind: way.kind, ...had, reason: reasons.join('; ') }
    const failed = why ?? (retry ? null : remembered(need, way))
    if (failed === null) return null
    if (failed) reasons.push(failed)
  }
  return { kind: 'none', reason: reasons.join('; ') }
}

/**
 * Tries the ways in order.
 * @param {Need} need
 * @param {import('./progress.mjs').Report} report
 * @param {{ retry?: boolean }} [options] `retry` tries again what failed lately
 * @returns {Promise<Outcome>} never throws: `kind: 'none'` says that nothing worked
 */
export async function obtain(need, report, { retry = false } = {}) {
  /** @type {string[]} */
  const reasons = []
  for (const [at, way] of need.ways.entries()) {
    const why = way.impossible?.() ?? null
    const had = why === null ? way.done() : null
    if (had) return { kind: way.kind, ...had, reason: reasons.join('; ') }
    const failed = why ?? (retry ? null : remembered(need, way))
    if (failed !== null) {
      if (failed) reasons.push(failed)
      continue
    }
    report.step(way.title)
    try {
      await way.run(report)
      const now = way.done()
      if (!now) throw new Error('it ended without an error, but what it makes is not there')
      report.settled(way.title)
      remember(need, way, null)
      return { kind: way.kind, ...now, reason: reasons.join('; ') }
    } catch (error) {
      const reason = `${way.title}: ${/** @type {Error} */ (error).message}`
      reasons.push(reason)
      remember(need, way, reason)
      report.warn(fallbackText(need, reason, nextOf(need, at)))
    }
  }
  return { kind: 'none', reason: reasons.join('; ') }
}

/**
 * What a person reads when a way failed: the step, the reason, the fallback.
 * @param {Need} need @param {string} reason @param {Way | undefined} next
 */
export function fallbackText(need, reason, next) {
  return `${need.title} failed. Reason: ${reason}. Fallback: ${next ? next.title : need.without}.`
}

/** @param {Need} need @param {number} at @returns {Way | undefined} the next way that this machine allows */
function nextOf(need, at) {
  return need.ways.slice(at + 1).find((way) => (way.impossible?.() ?? null) === null)
}

/** @param {Need} need @param {Way} way @returns {string | null} why it failed lately, on a machine like this one */
function remembered(need, way) {
  const entry = readJson(inCache('failures.json'))?.[`${need.id}/${way.kind}`]
  const fresh =
    entry && entry.inputs === inputsOf(way) && Date.now() - entry.at < REMEMBER_MS && Date.now() >= entry.at
  return fresh ? entry.reason : null
}

/** @param {Need} need @param {Way} way @param {string | null} reason null forgets */
function remember(need, way, reason) {
  const path = inCache('failures.json')
  const all = readJson(path) ?? {}
  const key = `${need.id}/${way.kind}`
  if (reason === null && !(key in all)) return
  if (reason === null) delete all[key]
  else all[key] = { reason, at: Date.now(), inputs: inputsOf(way) }
  writeJson(path, all)
}

/** @param {Way} way */
function inputsOf(way) {
  return fingerprint(way.inputs?.() ?? [])
}
