// The rows of the results table. A failed test counts as failed; with LAYERLOOM_REQUIRE=all a fallback and a skipped test do too.

/** The outcomes that are no fallback. Electron 22 is the pinned Electron of the tests where 45 cannot be downloaded. */
const ACCEPTED = {
  tensorflow: ['wheel'],
  electron: ['electron-45', 'electron-22', 'electron-given'],
  chromium: ['system', 'playwright'],
  screen: ['xvfb', 'desktop'],
  keras: ['venv'],
  'metadata-tools': ['debian'],
  'debian-root': ['debootstrap'],
}

/**
 * @param {string} id of the set-up @param {import('../setup/chain.mjs').Outcome} [outcome]
 * @returns {string | null} a description of the fallback, or null if there is none
 */
export function describeFallback(id, outcome) {
  const accepted = /** @type {Record<string, string[]>} */ (ACCEPTED)[id]
  if (!accepted || !outcome || accepted.includes(outcome.kind)) return null
  const what = outcome.kind === 'none' ? `there is no ${id}` : `${id} is the fallback ${outcome.kind}`
  return `${what} (${outcome.reason || 'no reason known'})`
}

/**
 * The row of a finished suite.
 * @param {string} name @param {import('./suites.mjs').Counts} counts @param {number} ms
 * @param {{ strict: boolean, exitCode: number }} how
 * @returns {import('./table.mjs').Row}
 */
export function suiteRow(name, counts, ms, { strict, exitCode }) {
  const notes = counts.names.map(
    (test) => `${strict ? 'skipped, which counts as failed' : 'skipped'}: ${test}`,
  )
  const failed = counts.failed + (strict ? counts.skipped : 0)
  // A runner that exits with an error without reporting a failed test (a crash, no test found) counts as failed.
  const crashed = exitCode !== 0 && counts.failed === 0
  if (crashed) notes.push(`its runner ended with ${exitCode} after ${counts.passed} passed tests`)
  const skipped = strict ? 0 : counts.skipped
  const { passed, times, failures } = counts
  return { name, passed, failed: failed + (crashed ? 1 : 0), skipped, ms, notes, times, failures }
}

/**
 * The row of a suite that cannot run here.
 * @param {string} name @param {string} why @param {boolean} strict
 * @returns {import('./table.mjs').Row}
 */
export function skippedRow(name, why, strict) {
  return {
    name,
    passed: 0,
    failed: strict ? 1 : 0,
    skipped: strict ? 0 : 1,
    ms: 0,
    notes: [`left out: ${why}`],
  }
}
