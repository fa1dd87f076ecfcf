/** Folds of tables and of pictures: each row that is not for the test validates in one of them. */
import { expect, test } from 'vitest'
import { dataFixture, idxBytes, intsOf } from './helper.ts'

const b = dataFixture()
b.write('pets.csv', `size,kind\n${Array.from({ length: 30 }, (_, i) => `${i},${'abc'[i % 3]}`).join('\n')}\n`)
b.write(
  'x',
  idxBytes(
    8,
    [30, 1],
    Array.from({ length: 30 }, (_, i) => i),
  ),
)
b.write(
  'y',
  idxBytes(
    8,
    [30],
    Array.from({ length: 30 }, (_, i) => i % 3),
  ),
)
const SOURCES = [
  { type: 'csv', path: 'pets.csv' },
  { type: 'idx', images: 'x', labels: 'y' },
] as const

test.each(SOURCES)('$type', async (source) => {
  const split = { method: 'kfold', test: 6, n_splits: 4 } as const
  const validated: number[] = []
  for (const fold of [0, 1, 2, 3]) {
    const { info, files } = await b.prepare(source, { ...split, fold })
    expect(info.rows).toEqual({ train: 18, validation: 6, test: 6 })
    expect(info.targets[0].counts?.validation).toEqual([2, 2, 2])
    validated.push(...intsOf(files.order).slice(18, 24))
  }
  expect(new Set(validated).size).toBe(24)
})

test('too many folds, and a fold that does not exist, are refused', async () => {
  const [source] = SOURCES
  expect(await b.problem(source, { method: 'kfold', test: 27, n_splits: 4 })).toEqual([
    'n_splits',
    'n_splits of the split: 4 folds need as many rows, and 3 are left besides the test rows. Use fewer folds.',
  ])
  expect(await b.problem(source, { method: 'kfold', n_splits: 4, fold: 4 })).toEqual([
    'fold',
    'fold of the split: expected a number from 0, the first fold, to below 4, the number of folds; received 4.',
  ])
})

test.each([30, 31])('a test of %i rows, which leaves none for the folds, is refused', async (rows) => {
  expect(await b.problem(SOURCES[0], { method: 'kfold', test: rows, n_splits: 4 })).toEqual([
    'test',
    `test of the split: it takes ${rows} rows of 30, which leaves none for the folds. Use fewer.`,
  ])
})

test('folds without regard to the classes are said', async () => {
  const [source] = SOURCES
  const { info } = await b.prepare(source, { method: 'kfold', test: 0, n_splits: 11 })
  expect(info.notes.map(({ en }) => en)).toContain(
    'The folds are drawn without regard to the classes: no class has 11 rows.',
  )
})
