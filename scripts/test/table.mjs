// The results table and the last line of `npm test`.

/**
 * @typedef {import('./suites.mjs').Time} Time @typedef {import('./suites.mjs').Failure} Failure
 * @typedef {object} Row
 * @property {string} name @property {number} passed @property {number} failed @property {number} skipped @property {number} ms
 * @property {string[]} notes @property {Time[]} [times] @property {Failure[]} [failures]
 */

const SLOWEST_COUNT = 10
/** The failed tests that are listed with this many lines of their errors; the output of the suite has all. */
const FAILURES_COUNT = 20
const FAILURE_LINES = 6

/**
 * @param {Row[]} rows
 * @param {Record<string, number>} budget allowed minutes per suite on a quiet machine with two cores
 * @param {number} [ms] total duration, which is less than the sum because some suites run in parallel
 * @returns {string} a table of suites, their notes, the slowest tests, and `N passed, N failed` as the last line
 */
export function summary(rows, budget = {}, ms) {
  const sum = (/** @type {'passed' | 'failed'} */ key) => rows.reduce((total, row) => total + row[key], 0)
  return [
    '',
    ...table(
      ['suite', 'passed', 'failed', 'skipped', 'minutes', 'budget'],
      [
        ...rows.map((row) => [
          row.name,
          `${row.passed}`,
          `${row.failed}`,
          `${row.skipped}`,
          minutes(row.ms),
          budget[row.name]?.toFixed(1) ?? '',
        ]),
        ...(ms === undefined ? [] : [['all', '', '', '', minutes(ms), '']]),
      ],
    ),
    ...rows.flatMap((row) => row.notes.map((note) => `${row.name}: ${note}`)),
    ...rows.flatMap((row) => overBudget(row, budget[row.name])),
    ...slowest(rows),
    ...failures(rows),
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
    '',
  ].join('\n')
}

/**
 * Reports a suite that exceeds its budget. It is not a failure, because the machine may be slow.
 * @param {Row} row @param {number | undefined} limit minutes
 */
function overBudget({ name, ms }, limit) {
  if (limit === undefined || ms <= limit * 60_000) return []
  return [
    `${name}: OVER ITS BUDGET, ${minutes(ms)} minutes of ${limit.toFixed(1)} (scripts/test/budget.json, for a quiet machine with two cores)`,
  ]
}

/** @param {Row[]} rows */
function slowest(rows) {
  const tests = rows
    .flatMap((row) => (row.times ?? []).map((time) => ({ suite: row.name, ...time })))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST_COUNT)
  if (tests.length === 0) return []
  const cells = tests.map(({ suite, name, ms }) => [suite, (ms / 1000).toFixed(1), name])
  return ['', ...table(['slowest', 'seconds', 'test'], cells, ['left', 'right', 'left'])]
}

/** The failed tests are named again at the end: whoever sees only the last lines of a long run must learn what failed.
 *  @param {Row[]} rows */
function failures(rows) {
  const failed = rows.flatMap((row) =>
    (row.failures ?? []).map((failure) => ({ suite: row.name, ...failure })),
  )
  const lines = failed.slice(0, FAILURES_COUNT).flatMap(({ suite, name, message }) => [
    `${suite} FAILED: ${name}`,
    ...message
      .split('\n')
      .slice(0, FAILURE_LINES)
      .map((line) => `    ${line}`),
  ])
  return failed.length === 0 ? [] : ['', ...lines]
}

/** @param {number} ms */
function minutes(ms) {
  return (ms / 60_000).toFixed(1)
}

/**
 * @param {string[]} head @param {string[][]} cells
 * @param {('left' | 'right')[]} [alignments] of the columns, by default left for the first, right for the others
 * @returns {string[]} lines
 */
function table(head, cells, alignments = head.map((_, at) => (at === 0 ? 'left' : 'right'))) {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  )
  const line = (/** @type {string[]} */ texts) =>
    texts
      .map((text, at) =>
        alignments[at] === 'left' ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(head), ...cells.map(line)]
}
