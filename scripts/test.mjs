// `npm test [-- SUITE… FILTER… --long]`: set-up with the test tools, build, every suite, then a table and `N passed, N failed`.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { exitOnSignals, runInForeground } from './child.mjs'
import { readJson } from './setup/files.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'
import { testEnvironment } from './test/environment.mjs'
import { describeFallback, skippedRow, suiteRow } from './test/rows.mjs'
import { SUITES } from './test/suites.mjs'
import { summary } from './test/table.mjs'

/** @typedef {import('./test/table.mjs').Row} Row @typedef {import('./test/suites.mjs').Suite} Suite */

const RESULTS = join(ROOT, 'test-results')
/** Allowed minutes by the name of the suite. */
const budget = /** @type {Record<string, number>} */ (readJson(join(ROOT, 'scripts', 'test', 'budget.json')))
const strict = process.env.LAYERLOOM_REQUIRE === 'all'
const report = createReport({ stream: process.stdout })
const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const named = SUITES.filter(({ name }) => positionals.includes(name))
const suites = named.length > 0 ? named : SUITES.filter(({ isLong = false }) => !isLong || values.long)
const filters = positionals.filter((word) => !SUITES.some(({ name }) => name === word))

/** @returns {Promise<Row[]>} */
async function runAll() {
  /** @type {Row[]} */
  const rows = []
  const startedAt = Date.now()
  const runtime = await setup([...new Set(suites.flatMap(({ needs }) => needs))], { report, retry: strict })
  rows.push(setupRow(runtime, Date.now() - startedAt))
  removeSignalHandlers()
  // The suites that only read the sources run in parallel, each with its output printed at its end.
  const [builtRow, ...unbuiltRows] = await Promise.all([
    suites.some((suite) => suite.needsBuild) ? buildRow() : null,
    ...suites
      .filter((suite) => !suite.needsBuild)
      .map((suite) => skippedFor(suite, runtime) ?? runSuite(suite, { buffered: true })),
  ])
  if (builtRow) rows.push(builtRow)
  rows.push(...unbuiltRows)
  for (const suite of suites.filter((suite) => suite.needsBuild)) {
    const skipped = skippedFor(suite, runtime)
    if (skipped) rows.push(skipped)
    else if (builtRow?.failed && suite.count && suite.needs.length > 1)
      rows.push(skippedRow(suite.name, 'the build failed', strict))
    else rows.push(await runSuite(suite))
  }
  return rows
}

/** @param {Suite} suite @param {import('./setup/runtime.mjs').Runtime} runtime @returns {Row | null} if something that it needs is missing */
function skippedFor(suite, runtime) {
  const missing = suite.needs.filter((id) => id !== 'tensorflow' && runtime[id]?.kind === 'none')
  // The fallback itself is counted in the row of the set-up.
  return missing.length > 0
    ? skippedRow(suite.name, missing.map((id) => describeFallback(id, runtime[id])).join('; '), false)
    : null
}

/** @param {import('./setup/runtime.mjs').Runtime} runtime @param {number} ms @returns {Row} `strict`: fallbacks count as failed */
function setupRow(runtime, ms) {
  const fallbacks = Object.entries(runtime).flatMap(([id, outcome]) => describeFallback(id, outcome) ?? [])
  const notes = fallbacks.map(
    (text) => `${strict ? 'a fallback, which counts as failed' : 'a fallback'}: ${text}`,
  )
  if (runtime.electron?.kind === 'electron-22')
    notes.push(`Electron 45 is untested here (${runtime.electron.reason})`)
  return { name: 'set-up', passed: 0, failed: strict ? fallbacks.length : 0, skipped: 0, ms, notes }
}

/** @returns {Promise<Row>} */
async function buildRow() {
  const startedAt = Date.now()
  try {
    await build({ report })
    return { name: 'build', passed: 1, failed: 0, skipped: 0, ms: Date.now() - startedAt, notes: [] }
  } catch (error) {
    process.stdout.write(`${/** @type {Error} */ (error).message}\n`)
    return {
      name: 'build',
      passed: 0,
      failed: 1,
      skipped: 0,
      ms: Date.now() - startedAt,
      notes: ['see above'],
    }
  }
}

/**
 * @param {Suite} suite
 * @param {{ buffered?: boolean }} [options] `buffered`: other suites run in parallel, so the output is printed at the end
 * @returns {Promise<Row>}
 */
async function runSuite(suite, { buffered = false } = {}) {
  const results = join(RESULTS, `${suite.name}.json`)
  rmSync(results, { force: true })
  if (!buffered) report.info(`suite ${suite.name}`)
  const startedAt = Date.now()
  let exitCode = 0
  let output = ''
  for (const [command = '', ...args] of suite.commands(results, filters)) {
    const { code, interrupted } = await runInForeground(command, args, {
      env: suiteEnvironment(results),
      ...(buffered && {
        stdio: ['ignore', 'pipe', 'pipe'],
        onStart: ({ stdout, stderr }) => {
          for (const stream of [stdout, stderr])
            stream?.setEncoding('utf8').on('data', (text) => (output += text))
        },
      }),
    })
    if (interrupted) process.exit(code || 1)
    exitCode ||= code
  }
  const ms = Date.now() - startedAt
  if (buffered) {
    report.info(`suite ${suite.name}`)
    process.stdout.write(output)
  }
  if (!suite.count) {
    const ok = exitCode === 0
    return { name: suite.name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ms, notes: [] }
  }
  const json = readJson(results)
  const counts = json
    ? suite.count(json)
    : { passed: 0, failed: 0, skipped: 0, names: [], times: [], failures: [] }
  return suiteRow(suite.name, counts, ms, { strict, exitCode: json ? exitCode : exitCode || 1 })
}

/** @param {string} results @returns {Record<string, string | undefined>} */
function suiteEnvironment(results) {
  return {
    ...testEnvironment(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: results,
    LAYERLOOM_LONG: values.long ? '1' : undefined,
  }
}

process.chdir(ROOT)
mkdirSync(RESULTS, { recursive: true })
const removeSignalHandlers = exitOnSignals()
const startedAt = Date.now()
try {
  const rows = await runAll()
  process.stdout.write(summary(rows, budget, Date.now() - startedAt))
  process.exitCode = rows.some(({ failed }) => failed > 0) ? 1 : 0
} catch (error) {
  process.stdout.write(`${/** @type {Error} */ (error).message}\n\n0 passed, 1 failed\n`)
  process.exitCode = 1
}
