// Counts passed, failed and skipped tests in the JSON reports of vitest and Playwright.

import { stripVTControlCharacters } from 'node:util'

/** @typedef {import('./suites.mjs').Counts} Counts @typedef {import('./suites.mjs').Failure} Failure */

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
    failures: [
      ...tests.filter(isFailed).map((test) => failure(test.fullName, test.failureMessages?.[0])),
      ...unloaded.map((file) => failure(file.name, file.message)),
    ],
  }
}

/** @param {string} name @param {string} [message] @returns {Failure} */
function failure(name, message = '') {
  return { name, message: stripVTControlCharacters(message).trim() }
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
  const tests = /** @type {ReturnType<typeof testsOf>} */ ((results.suites ?? []).flatMap(testsOf))
  const skipped = tests.filter(({ status }) => status === 'skipped')
  const failures = [
    ...tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ title, message }) => failure(title, message)),
    ...(results.errors ?? []).map((/** @type {any} */ error) => failure('outside a test', error.message)),
  ]
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: failures.length,
    skipped: skipped.length,
    names: skipped.map(({ title }) => title),
    times: tests.map(({ title, ms }) => ({ name: title, ms })),
    failures,
  }
}

/** @param {any} suite @returns {{ title: string, status: string, ms: number, message?: string }[]} */
function testsOf(suite) {
  const direct = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({
      title: spec.title,
      status: test.status,
      ms: Math.max(0, ...(test.results ?? []).map((/** @type {any} */ result) => result.duration)),
      message: test.results?.find((/** @type {any} */ result) => result.error)?.error.message,
    })),
  )
  return [...direct, ...(suite.suites ?? []).flatMap(testsOf)]
}
