/** What `npm test` counts and prints: runners' reports, fallbacks, skipped tests, the closing line. */
import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from '../../scripts/test/count.mjs'
import { fallbackTaken, judge, leftOut } from '../../scripts/test/judge.mjs'
import { summary } from '../../scripts/test/table.mjs'

const VITEST = {
  testResults: [
    {
      name: 'a.test.ts',
      status: 'passed',
      assertionResults: [
        { status: 'passed', fullName: 'adds' },
        { status: 'skipped', fullName: 'needs a GPU' },
      ],
    },
    { name: 'b.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'divides' }] },
    { name: 'does-not-load.test.ts', status: 'failed', assertionResults: [] },
  ],
}

describe('counting', () => {
  it('reads vitest, a file that does not load being one failure', () => {
    expect(countVitest(VITEST)).toEqual({ passed: 1, failed: 2, skipped: 1, names: ['needs a GPU'] })
  })

  it('reads Playwright through nested suites, a flaky test being a failure', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
    const results = {
      suites: [
        { specs: [spec('opens', 'expected')], suites: [{ specs: [spec('trains', 'flaky')] }] },
        { specs: [spec('stops', 'unexpected'), spec('later', 'skipped')] },
      ],
      errors: [],
    }
    expect(countPlaywright(results)).toEqual({ passed: 1, failed: 2, skipped: 1, names: ['later'] })
  })
})

describe('judging', () => {
  const counts = { passed: 3, failed: 0, skipped: 1, names: ['needs a GPU'] }

  it('lets a skipped test pass, or count as failed when everything is required', () => {
    expect(judge('unit', counts, 0, { strict: false, exitCode: 0 })).toMatchObject({
      failed: 0,
      skipped: 1,
      notes: ['skipped: needs a GPU'],
    })
    expect(judge('unit', counts, 0, { strict: true, exitCode: 0 })).toMatchObject({
      failed: 1,
      skipped: 0,
      notes: ['skipped, which counts as failed: needs a GPU'],
    })
  })

  it('does not trust a runner that ends badly without a failed test', () => {
    expect(
      judge('unit', { ...counts, skipped: 0, names: [] }, 0, { strict: false, exitCode: 137 }),
    ).toMatchObject({
      passed: 3,
      failed: 1,
      notes: ['its runner ended with 137 after 3 passed tests'],
    })
  })

  it('never shows a suite that could not run as passed', () => {
    expect(leftOut('keras', 'there is no keras', false)).toMatchObject({ passed: 0, failed: 0, skipped: 1 })
    expect(leftOut('keras', 'there is no keras', true)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('names the fallbacks', () => {
    expect(fallbackTaken('tensorflow', { kind: 'wheel', reason: '' })).toBeNull()
    expect(fallbackTaken('electron', { kind: 'electron-22', reason: 'blocked' })).toBeNull()
    expect(fallbackTaken('tensorflow', { kind: 'tfjs-download', reason: 'no compiler' })).toBe(
      'tensorflow is the fallback tfjs-download (no compiler)',
    )
    expect(fallbackTaken('keras', { kind: 'none', reason: 'Python 3.9' })).toBe(
      'there is no keras (Python 3.9)',
    )
  })
})

it('ends with the plain closing line', () => {
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
  expect(lines).toContain('unit: its runner ended with 1')
  expect(lines.at(-1)).toBe('24 passed, 1 failed')
})
