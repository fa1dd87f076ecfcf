// The table and the closing line that `npm test` ends with.

/** @typedef {{ name: string, passed: number, failed: number, skipped: number, ms: number, notes: string[] }} Row */

/**
 * @param {Row[]} rows
 * @returns {string} a table of suites, what to know about them, and `N passed, N failed` as the last line
 */
export function summary(rows) {
  const head = ['suite', 'passed', 'failed', 'skipped', 'minutes']
  const cells = rows.map((row) => [
    row.name,
    `${row.passed}`,
    `${row.failed}`,
    `${row.skipped}`,
    (row.ms / 60_000).toFixed(1),
  ])
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  )
  const line = (/** @type {string[]} */ texts) =>
    texts
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
      .join('  ')
  const notes = rows.flatMap((row) => row.notes.map((note) => `${row.name}: ${note}`))
  const sum = (/** @type {'passed' | 'failed'} */ key) => rows.reduce((total, row) => total + row[key], 0)
  return [
    '',
    line(head),
    ...cells.map(line),
    ...notes,
    '',
    `${sum('passed')} passed, ${sum('failed')} failed`,
    '',
  ].join('\n')
}
