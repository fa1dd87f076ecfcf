// Counts passed, failed and skipped tests in the JSON reports of vitest and Playwright.

/** @typedef {import('./suites.mjs').Counts} Counts */

/**
 * @param {any} results vitest's JSON report
 * @returns {Counts} a file that failed before its first test counts as one failed test
 */
export function countVitest(results) {
  /** @type {any[]} */
  const files = results.testResults ?? []
  const tests = files.flatMap((file) =>
    file.assertionResults.map((/** @type {any} */ test) => ({ file: file.name, ...test })),
  )
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  const unloaded = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(isFailed).length + unloaded.length,
    skipped: skipped.length,
    names: skipped.map(({ fullName }) => fullName),
    times: tests.map(({ fullName, duration }) => ({ name: fullName, ms: duration ?? 0 })),
  }
}

/** @param {{ status: string }} test */
function isFailed({ status }) {
  return status === 'failed'
}

/**
 * @param {any} results Playwright's JSON report
 * @returns {Counts} a flaky test, which passed only on a retry, counts as failed
 */
export function countPlaywright(results) {
  /** @type {{ title: string, status: string, ms: number }[]} */
  const tests = (results.suites ?? []).flatMap(testsOf)
  const skipped = tests.filter(({ status }) => status === 'skipped')
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed:
      tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length +
      (results.errors ?? []).length,
    skipped: skipped.length,
    names: skipped.map(({ title }) => title),
    times: tests.map(({ title, ms }) => ({ name: title, ms })),
  }
}

/** @param {any} suite @returns {{ title: string, status: string, ms: number }[]} */
function testsOf(suite) {
  const direct = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({
      title: spec.title,
      status: test.status,
      ms: Math.max(0, ...(test.results ?? []).map((/** @type {any} */ result) => result.duration)),
    })),
  )
  return [...direct, ...(suite.suites ?? []).flatMap(testsOf)]
}
