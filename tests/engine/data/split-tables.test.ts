/** How tables are split: the counts of each class, what scikit-learn refuses, and the rows of documents of file format version 1. */
import { cpSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { classTotals } from '../../../shared/data/parts.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { documentText } from '../support.ts'
import { dataFixture, floatsOf, intsOf } from './helper.ts'

const b = dataFixture()
cpSync(new URL('../../fixtures/tables', import.meta.url), b.folder, { recursive: true })
cpSync(new URL('../../../assets/examples/iris.csv', import.meta.url), `${b.folder}/iris.csv`)

const csv = (path: string, more = {}) => ({ type: 'csv', path, ...more })
const tenths = { validation: 0.1, test: 0.1, seed: 1 }

test('a class with a single row: not stratified, and said with where the row is', async () => {
  const { info, files } = await b.prepare(csv('singleton.csv'), tenths)
  expect(info.rows).toEqual({ train: 240, validation: 30, test: 30 })
  const [target] = info.targets
  expect(target.classes).toEqual(['rare', 'x', 'y'])
  expect(classTotals(target.counts!)).toEqual([1, 146, 153])
  const row = intsOf(files.order).findIndex((r) => intsOf(files.targets)[r] === 0)
  const part = row < 240 ? 'training' : row < 270 ? 'validation' : 'test'
  expect(info.notes.map(({ en }) => en)).toEqual(
    ['test', 'validation'].map(
      (drawn) =>
        `The ${drawn} rows are drawn without stratify: class "rare" has only 1 row to draw from, which is now a ${part} row.`,
    ),
  )
})

test('a part that is smaller than the number of classes', async () => {
  const { info } = await b.prepare(csv('iris.csv'), { validation: 30, test: 2 })
  expect(info.notes.map(({ en }) => en)).toEqual([
    'The test rows are drawn without stratify: 2 rows cannot hold all 3 classes.',
  ])
  expect(classTotals(info.targets[0].counts!)).toEqual([50, 50, 50])
})

test('a rare class: its rows in each part, and a warning for a part without any', async () => {
  const document = parseDocument(
    documentText({ features: 2, hidden: [], path: 'imbalanced.csv', output: {} }).replace(
      '"units":3',
      '"units":2',
    ),
  )
  const { info } = await b.prepare(document.data!.source, tenths)
  const counts = info.targets[0].counts!
  expect([counts.train[1], counts.validation[1], counts.test[1]]).toEqual([3, 0, 0])
  expect(info.notes).toEqual([])
  expect(
    analyze(document, info)
      .problems.filter(({ code }) => code === 'class-without-rows')
      .map(({ severity, field, message }) => [severity, field, message.en]),
  ).toEqual(
    ['validation', 'test'].map((part) => [
      'warning',
      'data.split',
      `No ${part} row is of class “1”. The figures of these rows say nothing about it: change the shares or the seed of the split.`,
    ]),
  )
})

test('the first target of classes decides, and no target of numbers', async () => {
  b.write(
    'two.csv',
    `a,size,kind\n${Array.from({ length: 60 }, (_, i) => `${i},${i / 7},${i % 6 ? 'p' : 'q'}`).join('\n')}`,
  )
  const split = { validation: 12, test: 12, seed: 5 }
  const source = csv('two.csv', { target: ['size', 'kind'], task: 'auto' })
  const { info } = await b.prepare(source, split)
  expect(info.targets.map(({ kind }) => kind)).toEqual(['number', 'classes'])
  expect(info.targets[0].counts).toBeUndefined()
  const drawn = (counts = info.targets[1]!.counts!) => [counts.validation[1], counts.test[1]]
  expect(drawn()).toEqual([2, 2])
  // The rule of version 1 looks at the first target only.
  const hash = await b.prepare(source, { ...split, method: 'hash' })
  const unstratified = await b.prepare(source, { ...split, method: 'hash', stratify: false })
  expect(intsOf(hash.files.order)).toEqual(intsOf(unstratified.files.order))
})

test('the rows of a document of version 1 are those that it always had', async () => {
  const old = new URL('../../fixtures/documents/version-1/iris.loom', import.meta.url)
  const { source, split } = parseDocument(readFileSync(old, 'utf8')).data!
  const { files } = await b.prepare(source, split)
  expect(intsOf(files.order).slice(90, 100)).toEqual([0, 5, 13, 15, 16, 25, 31, 39, 41, 47])
})

test('the order is that of scikit-learn, and the scaling is measured on these rows', async () => {
  const split = { validation: 30, test: 30, seed: 42 }
  const { files } = await b.prepare(csv('iris.csv'), split)
  const train = intsOf(files.order).slice(0, 90)
  expect(train).not.toEqual([...train].sort((p, q) => p - q))
  const features = floatsOf(files.features)
  const mean = train.reduce((sum, row) => sum + features[4 * row]!, 0) / 90
  expect(mean).toBeCloseTo(0, 6)
})
