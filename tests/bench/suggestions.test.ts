/** The frozen list of real tables, the statistics of their scores, and the result in docs/data.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accuracy, determination, pairedInterval } from '../../bench/statistics.ts'
import { TABLES } from '../../bench/suggestions/list.ts'
import { formatSuggestions, isNoWorse } from '../../bench/suggestions/report.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const textOf = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')

describe('the list', () => {
  it('has 20 different tables, of classes and of numbers', () => {
    expect(TABLES.length).toBe(20)
    expect(new Set(TABLES.map(({ name }) => name)).size).toBe(20)
    expect(new Set(TABLES.map(({ file }) => file)).size).toBeGreaterThanOrEqual(20)
    expect(new Set(TABLES.map(({ task }) => task))).toEqual(new Set(['classes', 'number']))
  })

  it('names pinned packages only, and each table is prepared by hand', () => {
    const packages = JSON.parse(textOf('bench', 'suggestions', 'packages.json')) as {
      package: string
      version: string
      file: string
      sha256: string
    }[]
    for (const { version, file, sha256 } of packages) {
      expect(file).toContain(`-${version}-`)
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    }
    const named = new Set(TABLES.map((table) => table.package))
    expect([...named].sort()).toEqual(['scikit-learn', ...packages.map((each) => each.package)].sort())
    expect(textOf('scripts', 'setup', 'keras-requirements.txt')).toContain('\nscikit-learn==')
    const recipes = [...textOf('bench', 'suggestions', 'reference.py').matchAll(/^ {4}"(.+)": Recipe\(/gm)]
    expect(recipes.map(([, name]) => name)).toEqual(TABLES.map(({ name }) => name))
  })
})

describe('statistics', () => {
  it('gives the interval of paired differences by Student’s t', () => {
    // scipy.stats.ttest_rel(a, b).confidence_interval()
    const { mean, low, high } = pairedInterval([0.9, 0.8, 0.85, 0.95, 0.7], [0.85, 0.82, 0.8, 0.9, 0.71])
    expect(mean).toBeCloseTo(0.024, 6)
    expect(low).toBeCloseTo(-0.020423, 5)
    expect(high).toBeCloseTo(0.068423, 5)
    expect(() => pairedInterval([1], [1])).toThrow('no interval')
  })

  it('is no worse where the interval includes 0 or lies above it', () => {
    expect(isNoWorse(pairedInterval([0.5, 0.6, 0.7], [0.6, 0.6, 0.6]))).toBe(true)
    expect(isNoWorse(pairedInterval([0.9, 0.9, 0.9], [0.8, 0.8, 0.81]))).toBe(true)
    expect(isNoWorse(pairedInterval([0.8, 0.8, 0.81], [0.9, 0.9, 0.9]))).toBe(false)
  })

  it('scores classes by accuracy and numbers by R²', () => {
    expect(accuracy([0, 1, 2, 1], [0, 1, 1, 1])).toBe(0.75)
    expect(determination([1, 2, 3], [1, 2, 3])).toBe(1)
    expect(determination([2, 2, 2], [1, 2, 3])).toBe(0)
    expect(determination([1, 2, 4], [1, 2, 3])).toBe(0.5)
  })
})

describe('the report', () => {
  const scores = { rows: 1500, columns: 4, ours: [[0.9], [0.9]], theirs: [[0.9], [0.92]] }

  it('has a line for each table, and the mean of all', () => {
    const text = formatSuggestions([
      { name: 'a', task: 'classes', ...scores },
      { name: 'b', task: 'number', ...scores, theirs: [[0.94, 0.96], [0.95]] },
    ])
    expect(text).toContain(
      '| a | 1,500 | 4 | 1 | accuracy | 0.900 | 0.910 | −0.010 (−0.137 to +0.117) | yes |',
    )
    expect(text).toContain('| b | 1,500 | 4 | 1 | R² | 0.900 | 0.950 | −0.050 (−0.050 to −0.050) | no |')
    expect(text).toContain('1 of 2 tables are no worse; the mean difference is −0.030, below')
  })

  it('in docs/data.md is about the tables of the list', () => {
    const [, text] = /<!-- suggestions:start -->\n(.*)<!-- suggestions:end -->/s.exec(
      textOf('docs', 'data.md'),
    )!
    const names = [...text!.matchAll(/^\| ([^|]+) \| \d/gm)].map(([, name]) => name)
    expect(names).toEqual(TABLES.map(({ name }) => name))
  })
})
