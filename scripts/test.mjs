// `npm test [-- SUITE… FILTER… --long]`: set-up with the test tools, build, every suite, a table, `N passed, N failed`.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { endOnSignals, foreground } from './child.mjs'
import { readJson } from './setup/files.mjs'
import { setup } from './setup/index.mjs'
import { ROOT } from './setup/paths.mjs'
import { createReport } from './setup/progress.mjs'
import { testEnvironment } from './test/environment.mjs'
import { fallbackTaken, judge, leftOut } from './test/judge.mjs'
import { SUITES } from './test/suites.mjs'
import { summary } from './test/table.mjs'

/** @typedef {import('./test/table.mjs').Row} Row @typedef {import('./test/suites.mjs').Suite} Suite */

const RESULTS = join(ROOT, 'test-results')
/** Minutes a suite may take, by its name. */
const budget = /** @type {Record<string, number>} */ (readJson(join(ROOT, 'scripts', 'test', 'budget.json')))
const strict = process.env.LAYERLOOM_REQUIRE === 'all'
const report = createReport({ stream: process.stdout })
const { values, positionals } = parseArgs({
  options: { long: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const named = SUITES.filter(({ name }) => positionals.includes(name))
const suites = named.length > 0 ? named : SUITES
const filters = positionals.filter((word) => !SUITES.some(({ name }) => name === word))

/** @returns {Promise<Row[]>} */
async function runAll() {
  /** @type {Row[]} */
  const rows = []
  const began = Date.now()
  const runtime = await setup([...new Set(suites.flatMap(({ needs }) => needs))], { report, retry: strict })
  rows.push(setupRow(runtime, Date.now() - began))
  quiet()
  // What reads the sources only runs side by side, and tells what it has to say when it has ended.
  const [built, ...still] = await Promise.all([
    suites.some((suite) => suite.built) ? buildRow() : null,
    ...suites.filter((suite) => !suite.built).map((suite) => runSuite(suite, { aside: true })),
  ])
  if (built) rows.push(built)
  rows.push(...still)
  for (const suite of suites.filter((suite) => suite.built)) {
    const missing = suite.needs.filter((id) => id !== 'tensorflow' && runtime[id]?.kind === 'none')
    // The fallback itself is counted in the row of the set-up, so here it is only named.
    if (missing.length > 0)
      rows.push(leftOut(suite.name, missing.map((id) => fallbackTaken(id, runtime[id])).join('; '), false))
    else if (built?.failed && suite.count && suite.needs.length > 1)
      rows.push(leftOut(suite.name, 'the build failed', strict))
    else rows.push(await runSuite(suite))
  }
  return rows
}

/** @param {import('./setup/runtime.mjs').Runtime} runtime @param {number} ms @returns {Row} counts fallbacks when they count */
function setupRow(runtime, ms) {
  const fallbacks = Object.entries(runtime).flatMap(([id, outcome]) => fallbackTaken(id, outcome) ?? [])
  const notes = fallbacks.map(
    (text) => `${strict ? 'a fallback, which counts as failed' : 'a fallback'}: ${text}`,
  )
  if (runtime.electron?.kind === 'electron-22')
    notes.push(`Electron 45 is untested here (${runtime.electron.reason})`)
  return { name: 'set-up', passed: 0, failed: strict ? fallbacks.length : 0, skipped: 0, ms, notes }
}

/** @returns {Promise<Row>} */
async function buildRow() {
  const began = Date.now()
  try {
    await build({ report })
    return { name: 'build', passed: 1, failed: 0, skipped: 0, ms: Date.now() - began, notes: [] }
  } catch (error) {
    process.stdout.write(`${/** @type {Error} */ (error).message}\n`)
    return { name: 'build', passed: 0, failed: 1, skipped: 0, ms: Date.now() - began, notes: ['see above'] }
  }
}

/**
 * @param {Suite} suite
 * @param {{ aside?: boolean }} [options] `aside`: others run now, so what it prints comes in one piece at its end
 * @returns {Promise<Row>}
 */
async function runSuite(suite, { aside = false } = {}) {
  const results = join(RESULTS, `${suite.name}.json`)
  rmSync(results, { force: true })
  if (!aside) report.say(`suite ${suite.name}`)
  const began = Date.now()
  let exitCode = 0
  let printed = ''
  for (const [command = '', ...args] of suite.commands(results, filters)) {
    const { code, interrupted } = await foreground(command, args, {
      env: suiteEnvironment(results),
      ...(aside && {
        stdio: ['ignore', 'pipe', 'pipe'],
        onStart: ({ stdout, stderr }) => {
          for (const stream of [stdout, stderr])
            stream?.setEncoding('utf8').on('data', (text) => (printed += text))
        },
      }),
    })
    if (interrupted) process.exit(code || 1)
    exitCode ||= code
  }
  const ms = Date.now() - began
  if (aside) {
    report.say(`suite ${suite.name}`)
    process.stdout.write(printed)
  }
  if (!suite.count) {
    const ok = exitCode === 0
    return { name: suite.name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ms, notes: [] }
  }
  const json = readJson(results)
  const counts = json ? suite.count(json) : { passed: 0, failed: 0, skipped: 0, names: [], times: [] }
  return judge(suite.name, counts, ms, { strict, exitCode: json ? exitCode : exitCode || 1 })
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
const quiet = endOnSignals()
const began = Date.now()
try {
  const rows = await runAll()
  process.stdout.write(summary(rows, budget, Date.now() - began))
  process.exitCode = rows.some(({ failed }) => failed > 0) ? 1 : 0
} catch (error) {
  process.stdout.write(`${/** @type {Error} */ (error).message}\n\n0 passed, 1 failed\n`)
  process.exitCode = 1
}
