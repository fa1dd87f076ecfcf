// The results table and the last line of `npm test`.

/**
 * @typedef {import('./suites.mjs').Time} Time
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, ms: number, notes: string[], times?: Time[] }} Row
 */

const SLOWEST_COUNT = 10

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
