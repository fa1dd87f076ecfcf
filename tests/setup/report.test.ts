/** The counts and the printed results of `npm test`: reports of the runners, fallbacks, skipped tests, the last line. */
import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../../scripts/test/count.mjs'
import { describeFallback, skippedRow, suiteRow } from '../../scripts/test/rows.mjs'
import { summary } from '../../scripts/test/table.mjs'

const VITEST = {
  testResults: [
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [
        { status: 'passed', fullName: 'adds', duration: 12 },
        { status: 'skipped', fullName: 'needs a GPU' },
      ],
    },
    {
      name: 'b.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'failed', fullName: 'divides', failureMessages: ['\u001b[31mError: by zero\u001b[39m'] },
      ],
    },
    { name: 'does-not-load.test.ts', status: 'failed', assertionResults: [] },
  ],
}

describe('counting', () => {
  it('reads the report of vitest; a file that does not load is one failure', () => {
    expect(countVitest(VITEST)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      names: ['needs a GPU'],
      times: [
        { name: 'adds', ms: 12 },
        { name: 'needs a GPU', ms: 0 },
        { name: 'divides', ms: 0 },
      ],
      failures: [
        { name: 'divides', message: 'Error: by zero' },
        { name: 'does-not-load.test.ts', message: '' },
      ],
    })
  })

  it('reads the nested suites of Playwright; a flaky test is a failure', () => {
    const spec = (title: string, status: string, ...durations: number[]) => ({
      title,
      tests: [{ status, results: durations.map((duration) => ({ duration })) }],
    })
    const results = {
      suites: [
        { specs: [spec('opens', 'expected')], suites: [{ specs: [spec('trains', 'flaky', 800, 700)] }] },
        { specs: [spec('stops', 'unexpected'), spec('later', 'skipped')] },
      ],
      errors: [],
    }
    const counts = countPlaywright(results)
    expect(counts).toMatchObject({ passed: 1, failed: 2, skipped: 1, names: ['later'] })
    expect(counts.times).toContainEqual({ name: 'trains', ms: 800 })
  })
})

describe('rows', () => {
  const counts = { passed: 3, failed: 0, skipped: 1, names: ['needs a GPU'], times: [], failures: [] }

  it('counts a skipped test as skipped, or as failed with `strict`', () => {
    expect(suiteRow('unit', counts, 0, { strict: false, exitCode: 0 })).toMatchObject({
      failed: 0,
      skipped: 1,
      notes: ['skipped: needs a GPU'],
    })
    expect(suiteRow('unit', counts, 0, { strict: true, exitCode: 0 })).toMatchObject({
      failed: 1,
      skipped: 0,
      notes: ['skipped, which counts as failed: needs a GPU'],
    })
  })

  it('counts a runner that exits with an error and no failed test as failed', () => {
    expect(
      suiteRow('unit', { ...counts, skipped: 0, names: [] }, 0, { strict: false, exitCode: 137 }),
    ).toMatchObject({
      passed: 3,
      failed: 1,
      notes: ['its runner ended with 137 after 3 passed tests'],
    })
  })

  it('never shows a suite that could not run as passed', () => {
    expect(skippedRow('keras', 'there is no keras', false)).toMatchObject({
      passed: 0,
      failed: 0,
      skipped: 1,
    })
    expect(skippedRow('keras', 'there is no keras', true)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('names the fallbacks', () => {
    expect(describeFallback('tensorflow', { kind: 'wheel', reason: '' })).toBeNull()
    expect(describeFallback('electron', { kind: 'electron-22', reason: 'blocked' })).toBeNull()
    expect(describeFallback('tensorflow', { kind: 'tfjs-download', reason: 'no compiler' })).toBe(
      'tensorflow is the fallback tfjs-download (no compiler)',
    )
    expect(describeFallback('keras', { kind: 'none', reason: 'Python 3.9' })).toBe(
      'there is no keras (Python 3.9)',
    )
  })
})

it('ends with the line of totals', () => {
  const row = {
    name: 'unit',
    passed: 12,
    failed: 1,
    skipped: 0,
    ms: 90_000,
    notes: ['its runner ended with 1'],
  }
  const lines = summary([row, { ...row, name: 'keras', failed: 0, notes: [] }])
    .trimEnd()
    .split('\n')
  expect(lines).toContain('unit       12       1        0      1.5')
  expect(lines).toContain('suite  passed  failed  skipped  minutes  budget')
  expect(lines).toContain('unit: its runner ended with 1')
  expect(lines.at(-1)).toBe('24 passed, 1 failed')
})

it('names the failed tests again before the last line, with the first lines of their errors', () => {
  const message = Array.from({ length: 9 }, (_, i) => `line ${i}`).join('\n')
  const row = { name: 'unit', passed: 0, failed: 1, skipped: 0, ms: 0, notes: [] }
  const lines = summary([{ ...row, failures: [{ name: 'divides', message }] }])
    .trimEnd()
    .split('\n')
  expect(lines.slice(-9)).toEqual([
    'unit FAILED: divides',
    ...[0, 1, 2, 3, 4, 5].map((i) => `    line ${i}`),
    '',
    '0 passed, 1 failed',
  ])
})

describe('time', () => {
  const row = (name: string, ms: number, ...times: { name: string; ms: number }[]) => ({
    name,
    passed: 1,
    failed: 0,
    skipped: 0,
    ms,
    notes: [],
    times,
  })

  it('lists the suites over their budget without counting them as failed', () => {
    const text = summary(
      [row('unit', 90_000), row('keras', 90_000), row('new', 90_000)],
      {
        unit: 1.4,
        keras: 1.5,
      },
      240_000,
    )
    expect(text).toMatch(/^all +4\.0$/m)
    expect(text).toContain('unit: OVER ITS BUDGET, 1.5 minutes of 1.4')
    expect(text).not.toContain('keras: OVER')
    expect(text).toMatch(/\b3 passed, 0 failed\n$/)
    expect(text).toMatch(/^keras +1 +0 +0 +1\.5 +1\.5$/m)
  })

  it('lists the ten slowest tests of all suites, slowest first', () => {
    const times = Array.from({ length: 12 }, (_, i) => ({ name: `test ${i}`, ms: i * 1000 }))
    const lines = summary([row('unit', 0, ...times), row('keras', 0, { name: 'curves', ms: 10_500 })]).split(
      '\n',
    )
    const from = lines.findIndex((line) => line.startsWith('slowest'))
    expect(lines.slice(from, lines.indexOf('', from))).toEqual([
      'slowest  seconds  test',
      'unit        11.0  test 11',
      'keras       10.5  curves',
      ...[10, 9, 8, 7, 6, 5, 4, 3].map((n) => `unit     ${`${n}.0`.padStart(7)}  test ${n}`),
    ])
  })
})
