/** A numeric target whose column was read as text must never be trained on its class indices. The window, `check`, a training and the
 *  exported program all rely on `analyze` and `generateKeras`. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { prepareCheckedData } from '../../../electron/engine/runs/checked-data.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { documentText } from '../support.ts'
import { dataFixture, floatsOf } from './helper.ts'

const b = dataFixture()
cpSync(new URL('../../fixtures/tables', import.meta.url), b.folder, { recursive: true })

/** A regression on two features. */
const regression = (path: string) =>
  parseDocument(
    documentText({
      features: 2,
      hidden: [],
      path,
      output: { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] },
    }).replace('"units":3,"activation":"softmax"', '"units":1'),
  )

const analyzed = async (path: string) => {
  const document = regression(path)
  const { info } = await b.prepare(document.data!.source)
  const analysis = analyze(document, info)
  return { document, info, analysis, problems: analysis.problems }
}

test.each([
  ['semi_target_comma.csv', 400, []],
  ['semi_target_point.csv', 400, []],
  ['target_null.csv', 299, ['1 row has no value in the target ("price") and is left out.']],
  ['target_currency.csv', 300, []],
])('%s is learned as numbers', async (path, rows, notes) => {
  const { info, problems } = await analyzed(path)
  expect(problems).toEqual([])
  expect(info.targets[0]).toMatchObject({ name: 'price', kind: 'number' })
  expect(info.rows.train).toBe(rows)
  expect(info.notes.map(({ en }) => en)).toEqual(notes)
})

test('the decimal mark changes nothing', async () => {
  const filesOf = async (path: string) => (await b.prepare(regression(path).data!.source)).files
  const [comma, point] = [await filesOf('semi_target_comma.csv'), await filesOf('semi_target_point.csv')]
  expect(floatsOf(comma.features)).toEqual(floatsOf(point.features))
  expect(floatsOf(comma.targets)).toEqual(floatsOf(point.targets))
})

test('a date is refused, and never learned as ranks', async () => {
  const refused = await b.problems(regression('date_target.csv').data!.source)
  expect(refused.map(({ code, field }) => [code, field])).toEqual([['csv_target_date', 'target']])
  expect(refused[0]!.message.en).toContain('Add the step days_since')
})

describe('text as the target of a loss for numbers', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},0,grade ${i}`)
  const path = b.write('texts.csv', `a,b,grade\n${rows.join('\n')}\n`)

  it('is an error that names the column, the first line and value, and the possible fixes', async () => {
    const { problems } = await analyzed(path)
    expect(problems.map((p) => [p.severity, p.code, p.node, p.field])).toEqual([
      ['error', 'text-target', 'output', 'loss'],
    ])
    expect(problems[0]!.message.en).toContain(
      'output: mean_squared_error learns numbers, but the target “grade” was read as 40 classes, because line 2 has “grade 0”: 40 of 40 values are not numbers.',
    )
    // So many classes are none, so no fix is offered.
    expect(problems[0]!.fix).toBeUndefined()
  })

  it('is refused for training', async () => {
    const document = regression(path)
    const job = { document: '', folder: b.folder }
    const refused = await prepareCheckedData({ job, document, analysis: analyze(document) }, b.cache).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(ProblemError)
    expect((refused as ProblemError).problems.map(({ code }) => code)).toEqual(['text-target'])
  })
})

test('is learned as numbers when written with a decimal point', async () => {
  const document = regression('semi_target_point.csv')
  const { info, files } = await b.prepare(document.data!.source)
  expect(analyze(document, info).problems).toEqual([])
  expect(info.targets).toEqual([
    {
      name: 'price',
      kind: 'number',
      classes: [],
      range: [-3.1, 64.8],
      scaling: { offset: expect.closeTo(31.38, 2), scale: expect.closeTo(21.07, 2) },
    },
  ])
  const lines = readFileSync(join(b.folder, 'semi_target_point.csv'), 'utf8').trim().split('\n').slice(1)
  expect(floatsOf(files.targets)).toEqual(lines.map((line) => Math.fround(Number(line.split(';')[2]))))
})

test('one cell among numbers that is none is named with its line', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i};0;${i === 17 ? '3 April' : i * 1.5}`)
  const path = b.write('one.csv', `a;b;price\n${rows.join('\n')}\n`)
  const [refused] = await b.problems(regression(path).data!.source)
  expect(refused).toMatchObject({ code: 'csv_text', field: 'target' })
  expect(refused!.message.en).toContain('1 cell does not, the first on line 19: "3 April"')
})

test('repeated classes have a fix that changes the loss to a classification loss', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},0,${['good', 'bad', 'fair'][i % 3]}`)
  const { document, info, problems } = await analyzed(
    b.write('grades.csv', `a,b,grade\n${rows.join('\n')}\n`),
  )
  const [{ message, fix }] = problems as [(typeof problems)[number]]
  expect(message.en).toContain('“grade” was read as 3 classes, because line 2 has “good”: 40 of 40 values')
  const fixed = fix!.apply(document)
  expect(analyze(fixed, info).problems).toEqual([])
  expect(analyze(fixed, info).nodes.get('output')!.props).toMatchObject({
    loss: { type: 'sparse_categorical_crossentropy' },
    metrics: [{ type: 'accuracy' }],
  })
})

test('classes that are numbers are learned as classes', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},0,${i % 4}`)
  const { problems, info } = await analyzed(b.write('stars.csv', `a,b,stars\n${rows.join('\n')}\n`))
  expect(info.targets[0]).toMatchObject({ name: 'stars', kind: 'classes', classes: ['0', '1', '2', '3'] })
  expect(problems).toEqual([])
})
