// A dependency of the app and its installers, best first: uses the first one that works and records why the others failed.
import { readJson, writeJson } from './files.mjs'
import { fingerprint, inCache } from './paths.mjs'

/**
 * @typedef {{ version?: string, path?: string }} Installed what an installer has put in place
 * @typedef {object} Installer
 * @property {string} kind its name in runtime.json
 * @property {string} title for a person
 * @property {() => string | null} [unavailable] why it cannot work on this machine; an empty string is not reported
 * @property {() => unknown[]} [inputs] what a failure depends on: the installer is retried when one of these changes
 * @property {() => Installed | null} detect what is already in place, without starting a process
 * @property {(report: import('./progress.mjs').Report) => Promise<void>} install puts it in place, or throws with the reason
 *
 * @typedef {object} Dependency
 * @property {string} id its key in runtime.json
 * @property {string} title
 * @property {Installer[]} installers best first
 * @property {string} fallback what still works, and what does not, when every installer failed
 *
 * @typedef {{ kind: string, version?: string, path?: string, reason: string }} Outcome
 * `kind` is `none` when every installer failed; `reason` is why each better installer was not used (empty for the best one).
 */

/** A failed installer is not retried for this long, so that a start behind a closed network stays fast. */
const FAILURE_TTL_MS = 24 * 3_600_000

/**
 * @param {Dependency} dependency
 * @returns {Outcome | null} the outcome if nothing has to be installed, else null
 */
export function currentOutcome(dependency, { retry = false } = {}) {
  /** @type {string[]} */
  const reasons = []
  for (const installer of dependency.installers) {
    const why = installer.unavailable?.() ?? null
    const installed = why === null ? installer.detect() : null
    if (installed) return { kind: installer.kind, ...installed, reason: reasons.join('; ') }
    const failure = why ?? (retry ? null : recentFailure(dependency, installer))
    if (failure === null) return null
    if (failure) reasons.push(failure)
  }
  return { kind: 'none', reason: reasons.join('; ') }
}

/**
 * Tries the installers in order.
 * @param {Dependency} dependency
 * @param {import('./progress.mjs').Report} report
 * @param {{ retry?: boolean }} [options] `retry` also tries installers that failed recently
 * @returns {Promise<Outcome>} never rejects: `kind: 'none'` means that every installer failed
 */
export async function obtain(dependency, report, { retry = false } = {}) {
  /** @type {string[]} */
  const reasons = []
  for (const [at, installer] of dependency.installers.entries()) {
    const why = installer.unavailable?.() ?? null
    const installed = why === null ? installer.detect() : null
    if (installed) return { kind: installer.kind, ...installed, reason: reasons.join('; ') }
    const failure = why ?? (retry ? null : recentFailure(dependency, installer))
    if (failure !== null) {
      if (failure) reasons.push(failure)
      continue
    }
    report.step(installer.title)
    try {
      await installer.install(report)
      const result = installer.detect()
      if (!result) throw new Error('it ended without an error, but what it makes is not there')
      report.finish(installer.title)
      recordFailure(dependency, installer, null)
      return { kind: installer.kind, ...result, reason: reasons.join('; ') }
    } catch (error) {
      const reason = `${installer.title}: ${/** @type {Error} */ (error).message}`
      reasons.push(reason)
      recordFailure(dependency, installer, reason)
      report.warn(fallbackText(dependency, reason, nextAvailable(dependency, at)))
    }
  }
  return { kind: 'none', reason: reasons.join('; ') }
}

/**
 * The message after a failed installer: the step, the reason, the fallback.
 * @param {Dependency} dependency @param {string} reason @param {Installer | undefined} next
 */
export function fallbackText(dependency, reason, next) {
  return `${dependency.title} failed. Reason: ${reason}. Fallback: ${next ? next.title : dependency.fallback}.`
}

/** @param {Dependency} dependency @param {number} at @returns {Installer | undefined} the next one that can work on this machine */
function nextAvailable(dependency, at) {
  return dependency.installers.slice(at + 1).find((installer) => (installer.unavailable?.() ?? null) === null)
}

/** @param {Dependency} dependency @param {Installer} installer @returns {string | null} why it failed recently with the same inputs */
function recentFailure(dependency, installer) {
  const entry = readJson(inCache('failures.json'))?.[`${dependency.id}/${installer.kind}`]
  const fresh =
    entry &&
    entry.inputs === inputsOf(installer) &&
    Date.now() - entry.at < FAILURE_TTL_MS &&
    Date.now() >= entry.at
  return fresh ? entry.reason : null
}

/** @param {Dependency} dependency @param {Installer} installer @param {string | null} reason null deletes the record */
function recordFailure(dependency, installer, reason) {
  const path = inCache('failures.json')
  const all = readJson(path) ?? {}
  const key = `${dependency.id}/${installer.kind}`
  if (reason === null && !(key in all)) return
  if (reason === null) delete all[key]
  else all[key] = { reason, at: Date.now(), inputs: inputsOf(installer) }
  writeJson(path, all)
}

/** @param {Installer} installer */
function inputsOf(installer) {
  return fingerprint(installer.inputs?.() ?? [])
}
