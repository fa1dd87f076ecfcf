// The table and the closing line that `npm test` ends with.

/**
 * @typedef {import('./suites.mjs').Time} Time
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, ms: number, notes: string[], times?: Time[] }} Row
 */

const SLOWEST = 10

/**
 * @param {Row[]} rows
 * @param {Record<string, number>} budget minutes a suite may take on a quiet machine with two cores
 * @param {number} [ms] what all took together: some suites run at a time
 * @returns {string} a table of suites, what to know about them, the slowest tests, and `N passed, N failed` as the last line
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
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
    '',
  ].join('\n')
}

/**
 * A slow machine is no failure, so this is only said.
 * @param {Row} row @param {number | undefined} allowed minutes
 */
function overBudget({ name, ms }, allowed) {
  if (allowed === undefined || ms <= allowed * 60_000) return []
  return [
    `${name}: OVER ITS BUDGET, ${minutes(ms)} minutes of ${allowed.toFixed(1)} (scripts/test/budget.json, for a quiet machine with two cores)`,
  ]
}

/** @param {Row[]} rows */
function slowest(rows) {
  const tests = rows
    .flatMap((row) => (row.times ?? []).map((time) => ({ suite: row.name, ...time })))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
  if (tests.length === 0) return []
  const cells = tests.map(({ suite, name, ms }) => [suite, (ms / 1000).toFixed(1), name])
  return ['', ...table(['slowest', 'seconds', 'test'], cells, ['left', 'right', 'left'])]
}

/** @param {number} ms */
function minutes(ms) {
  return (ms / 60_000).toFixed(1)
}

/**
 * @param {string[]} head @param {string[][]} cells @param {('left' | 'right')[]} [sides] of each column: the first left, the others right
 * @returns {string[]} lines
 */
function table(head, cells, sides = head.map((_, at) => (at === 0 ? 'left' : 'right'))) {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  )
  const line = (/** @type {string[]} */ texts) =>
    texts
      .map((text, at) =>
        sides[at] === 'left' ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(head), ...cells.map(line)]
}
