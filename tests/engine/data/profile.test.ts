/** Statistics of a table. Quantiles, deviations and correlations are those that numpy 2 computes for the same numbers. */
import { expect, test } from 'vitest'
import { type ProfileOptions, profileTable } from '../../../electron/engine/data/profile/profile-table.ts'
import { MAX_SAMPLE, sampledRows } from '../../../electron/engine/data/profile/sample.ts'
import { sortedInBlocks } from '../../../electron/engine/data/profile/sort.ts'
import { quantile, sortedNumbers } from '../../../shared/data/steps/quantiles.ts'
import { HISTOGRAM_BINS, MAX_CATEGORIES, MAX_DISTINCT } from '../../../shared/data/table-profile.ts'
import { randomState } from '../../../shared/random/mt19937.ts'
import { type MemoryColumn, memoryTable, numberColumn, textColumn } from '../../support/memory-table.ts'

const profile = (columns: readonly MemoryColumn[], options: Partial<ProfileOptions> = {}) =>
  profileTable(memoryTable(columns), { targets: [], task: 'auto', categories: null, ...options })
const columnOf = async (column: MemoryColumn) => (await profile([column, CLASSES])).columns[0]!

const repeat = <T>(times: number, list: readonly T[]): T[] => Array.from({ length: times }, () => list).flat()
const CLASSES = textColumn('kind', 'category', ['b', 'a', 'b', 'a', 'b', 'a', 'b', 'a'])
const random = (seed: number, length: number): number[] => {
  const state = randomState(seed)
  return Array.from({ length }, () => state.uint32() / 2 ** 32)
}

test('statistics of numbers', async () => {
  const { numbers, distinct, missing, examples } = await columnOf(
    numberColumn('x', [3, 1, 4, 1, 5, 9, 2, Number.NaN]),
  )
  expect(numbers).toEqual({
    min: 1,
    max: 9,
    mean: 25 / 7,
    // numpy.std([3, 1, 4, 1, 5, 9, 2])
    deviation: expect.closeTo(2.610809554642438, 12),
    // numpy.quantile(…, [.05, .25, .5, .75, .95])
    quantiles: [1, 1.5, 3, 4.5, expect.closeTo(7.8, 12)],
    allIntegers: true,
    outliers: 0,
    sentinel: null,
  })
  expect([distinct, missing, examples]).toEqual([6, 1, ['3', '1', '4', '5', '9']])
})

test('numbers near the largest float64 and constant columns have finite statistics', async () => {
  const large = (await columnOf(numberColumn('x', repeat(4, [-1.7e308, 1.7e308])))).numbers!
  expect([large.mean, large.deviation / 1.7e308]).toEqual([0, expect.closeTo(1, 12)])
  const medium = (await columnOf(numberColumn('x', repeat(4, [-2e144, 4e144])))).numbers!
  expect([medium.mean / 1e144, medium.deviation / 3e144]).toEqual([
    expect.closeTo(1, 12),
    expect.closeTo(1, 12),
  ])
  const constant = await columnOf(numberColumn('x', repeat(8, [0.1])))
  expect(constant.numbers).toMatchObject({ min: 0.1, max: 0.1, mean: 0.1, deviation: 0 })
  expect(constant.histogram!.counts.map((list) => list[0])).toEqual([4, 4])
  const empty = await columnOf(numberColumn('x', repeat(8, [Number.NaN])))
  expect([empty.numbers, empty.histogram, empty.distinct]).toEqual([null, null, 0])
})

test('outliers are beyond three interquartile ranges, and there are none where most values are equal', async () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 1000]
  expect((await columnOf(numberColumn('x', values))).numbers!.outliers).toBe(1)
  expect((await columnOf(numberColumn('x', [0, 0, 0, 0, 0, 0, 0, 5]))).numbers!.outliers).toBe(0)
})

test.each([
  [[1, 2, 3, 4, -999, 2, 3, -999], { value: -999, count: 2 }],
  [[1, 2, 3, 4, 9999, 2, 3, 1], { value: 9999, count: 1 }],
  // An ordinary member of its column.
  [[-999, -950, -400, -999, 3, 2, 1, 500], null],
  [[1, 2, 3, 4, -998, 2, 3, 1], null],
])('%j: the number that may stand for a missing value is %j', async (values, sentinel) => {
  expect((await columnOf(numberColumn('x', values))).numbers!.sentinel).toEqual(sentinel)
})

test('a histogram has bins of equal width by class, in the sorted order of the classes', async () => {
  const { histogram } = await columnOf(numberColumn('x', [0, 24, 1, 23, 0, 24, 12, Number.NaN]))
  expect(histogram).toMatchObject({ min: 0, max: 24 })
  const [a, b] = histogram!.counts
  expect(a!.map((n, i) => [i, n]).filter(([, n]) => n! > 0)).toEqual([[23, 3]])
  expect(b!.map((n, i) => [i, n]).filter(([, n]) => n! > 0)).toEqual([
    [0, 2],
    [1, 1],
    [12, 1],
  ])
  expect(a).toHaveLength(HISTOGRAM_BINS)
})

test('categories are listed with the most frequent first, by class', async () => {
  const found = await profile([
    textColumn('city', 'category', ['x', 'y', 'y', null, 'y', 'x', 'z', 'y']),
    textColumn('ok', 'boolean', ['true', 'false', 'true', 'false', 'true', 'false', 'true', null]),
    CLASSES,
  ])
  expect(found.classes).toEqual(['a', 'b'])
  expect(found.columns[0]!.categories).toEqual([
    { text: 'y', count: 4, byClass: [2, 2] },
    { text: 'x', count: 2, byClass: [1, 1] },
    { text: 'z', count: 1, byClass: [0, 1] },
  ])
  expect(found.columns[1]!.categories).toEqual([
    { text: 'true', count: 4, byClass: [0, 4] },
    { text: 'false', count: 3, byClass: [3, 0] },
  ])
  expect(found.columns[1]!.histogram).toBeNull()
  expect(found.columns[2]!.association).toBeNull()
})

test('the order of the classes can be set; integers are sorted by value; a number has no classes', async () => {
  const x = numberColumn('x', random(1, 40))
  const target = numberColumn('y', repeat(10, [10, 9, 2, 10]))
  expect((await profile([x, target])).classes).toEqual(['2', '9', '10'])
  expect((await profile([x, target], { categories: ['9', '10'] })).classes).toEqual(['9', '10', '2'])
  const numbers = await profile([x, target], { task: 'number' })
  expect([numbers.classes, numbers.columns[0]!.histogram!.counts.length]).toEqual([null, 1])
  const other = await profile([target, x], { targets: ['y'] })
  expect(other.columns.map(({ association }) => association === null)).toEqual([true, false])
})

test('a target with too many classes has no counts by class', async () => {
  const texts = repeat(
    2,
    Array.from({ length: MAX_CATEGORIES + 1 }, (_, i) => `class ${i}`),
  )
  const found = await profile([
    numberColumn('x', random(1, texts.length)),
    textColumn('y', 'category', texts),
  ])
  expect(found.classes).toBeNull()
  expect(found.columns[1]!.categories).toHaveLength(MAX_CATEGORIES)
  expect(found.columns[1]!.categories[0]).toEqual({ text: 'class 0', count: 2 })
  expect(found.columns[0]!.association).toBeNull()
})

test('row numbers are columns that count', async () => {
  const rowNumbers = await Promise.all(
    [
      [5, 6, 7, 8],
      [1, 2, 3, 5],
      [1, 2, 3, Number.NaN],
      [0.5, 1.5, 2.5, 3.5],
    ].map(async (values) => {
      const found = await profile([numberColumn('x', values), numberColumn('y', [1, 2, 1, 2])])
      return found.columns[0]!.isRowNumber
    }),
  )
  expect(rowNumbers).toEqual([true, false, false, false])
})

test('information is what a column says about the target in bits; noise says nothing', async () => {
  const n = 1000
  const noise = random(3, n)
  const target = Array.from({ length: n }, (_, i) => (i % 4 < 2 ? 'a' : i % 4 === 2 ? 'b' : 'c'))
  const found = await profile([
    textColumn('same', 'category', target),
    textColumn(
      'half',
      'category',
      target.map((name) => (name === 'a' ? 'a' : 'other')),
    ),
    numberColumn('noise', noise),
    textColumn(
      'missing',
      'category',
      target.map((name) => (name === 'a' ? null : 'here')),
    ),
    textColumn('kind', 'category', target),
  ])
  const information = found.columns.slice(0, 4).map(({ association }) => association!.information)
  expect(information[0]).toBeCloseTo(1.5, 2)
  expect(information[1]).toBeCloseTo(1, 2)
  expect(information[2]).toBeLessThan(0.01)
  expect(information[3]).toBeCloseTo(1, 2)
  expect(found.columns[0]!.association!.entropy).toBeCloseTo(1.5, 2)
})

test('the correlation of numbers skips rows in which one is missing', async () => {
  const found = await profile(
    [numberColumn('x', [1, 2, 3, 4, Number.NaN, 5]), numberColumn('y', [2.5, 1, 4, 3, 9, Number.NaN])],
    { task: 'number' },
  )
  // numpy.corrcoef([1, 2, 3, 4], [2.5, 1, 4, 3])[0, 1]
  expect(found.columns[0]!.association!.correlation).toBeCloseTo(0.46475800154489005, 12)
})

test('a column determines the target if each of its values has one class and the values repeat', async () => {
  const kinds = repeat(20, ['a', 'b', 'c'])
  const rare = kinds.map((_, i) => (i === 5 ? 'fraud' : 'fine'))
  const determining = async (column: MemoryColumn, target: readonly string[]) => {
    const found = await profile([
      column,
      numberColumn('n', random(2, 60)),
      textColumn('y', 'category', target),
    ])
    return found.columns[0]!.association!.determinesTarget
  }
  const codes = numberColumn(
    'code',
    kinds.map((kind) => kind.charCodeAt(0)),
  )
  expect(await determining(codes, kinds)).toBe(true)
  expect(
    await determining(
      numberColumn(
        'x',
        kinds.map((_, i) => i % 6),
      ),
      kinds,
    ),
  ).toBe(true)
  expect(
    await determining(
      numberColumn(
        'x',
        kinds.map((_, i) => i % 7),
      ),
      kinds,
    ),
  ).toBe(false)
  // Every value is its own: an id, which says nothing about new rows.
  expect(
    await determining(
      numberColumn(
        'x',
        kinds.map((_, i) => i),
      ),
      kinds,
    ),
  ).toBe(false)
  // A rare class of one row is determined by any value that only this row has.
  expect(
    await determining(
      numberColumn(
        'x',
        kinds.map((_, i) => (i === 5 ? 9 : i % 4)),
      ),
      rare,
    ),
  ).toBe(false)
})

test('rows that are all there twice do not make their columns determine the target', async () => {
  const numbers = repeat(2, random(5, 30))
  const target = repeat(2, random(6, 30))
  const found = await profile([numberColumn('x', numbers), numberColumn('y', target)], { task: 'number' })
  expect(found.duplicates).toBe(30)
  expect(found.columns[0]!.association!.determinesTarget).toBe(false)
})

test('duplicates equal an earlier row in every cell', async () => {
  const found = await profile([
    numberColumn('x', [1, 1, 1, Number.NaN, Number.NaN, 0]),
    textColumn('t', 'text', ['a', 'a', 'b', 'a', 'a', null]),
    textColumn('c', 'category', ['p', 'p', 'p', 'q', 'q', 'p']),
  ])
  expect([found.duplicates, found.firstDuplicate]).toEqual([2, 1])
  const noise = await profile([numberColumn('x', random(1, 5000)), numberColumn('y', random(2, 5000))])
  expect(noise.duplicates).toBe(0)
})

test('of many rows a sample is drawn evenly and always the same', () => {
  const rows = sampledRows(1_000_000)
  expect(rows).toHaveLength(MAX_SAMPLE)
  expect(rows.every((row, i) => Math.floor(row / 5) === i)).toBe(true)
  expect(new Set(rows.slice(0, 1000).map((row) => row % 5)).size).toBe(5)
  expect(sampledRows(1_000_000)).toEqual(rows)
  expect([...sampledRows(3)]).toEqual([0, 1, 2])
})

test('of many rows quantiles come from the sample, and everything that is counted from all rows', async () => {
  const n = MAX_SAMPLE + 50_000
  const values = Float64Array.from({ length: n }, (_, i) => (i * 7919) % n)
  values[17] = -1e6
  const table = memoryTable([numberColumn('x', []), numberColumn('y', [])], { rows: n })
  const big = { ...table, numbers: async () => values, texts: async () => ['1'] }
  const found = await profileTable(big, { targets: [], task: 'auto', categories: null })
  const { numbers, distinct, histogram } = found.columns[0]!
  expect(found.sampled).toBe(MAX_SAMPLE)
  expect([numbers!.min, numbers!.max, numbers!.outliers, distinct]).toEqual([-1e6, n - 1, 1, MAX_DISTINCT])
  expect(numbers!.quantiles[2] / n).toBeCloseTo(0.5, 2)
  expect(histogram!.counts[0]!.reduce((a, b) => a + b, 0)).toBe(n)
  expect(found.duplicates).toBe(0)
})

test('on request every figure comes from all rows, however many', async () => {
  const n = MAX_SAMPLE + 70_000
  const values = Float64Array.from({ length: n }, (_, i) => (i % 11 === 0 ? Number.NaN : (i * 7919) % n))
  const table = memoryTable([numberColumn('x', []), numberColumn('y', [])], { rows: n })
  const big = { ...table, numbers: async () => values, texts: async () => ['1'] }
  const found = await profileTable(big, { targets: [], task: 'auto', categories: null, isExact: true })
  const sorted = sortedNumbers(values)
  expect(found.sampled).toBeNull()
  expect(found.columns[0]!.numbers!.quantiles).toEqual(
    [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => quantile(sorted, q)),
  )
  expect(found.columns[0]!.association!.correlation).toBeCloseTo(1, 12)
})

test.each([0, 1, 5, 2 ** 18, 2 ** 18 + 1, 1_000_000])(
  '%i numbers are sorted in blocks as at once',
  async (n) => {
    const values = Float64Array.from(random(n, n))
    values.fill(Number.NaN, 3, 4)
    expect(await sortedInBlocks(values)).toEqual(sortedNumbers(values))
  },
)

test('it can be cancelled', async () => {
  const controller = new AbortController()
  let done = 0
  const running = profile(
    Array.from({ length: 50 }, (_, i) => numberColumn(`x${i}`, random(i, 100))),
    {
      signal: controller.signal,
      report: (fraction) => {
        done = fraction
        if (fraction > 0.1) controller.abort(new Error('cancelled'))
      },
    },
  )
  await expect(running).rejects.toThrow('cancelled')
  expect(done).toBeLessThan(0.2)
})
