/** A numeric target whose column was read as text must never be trained on its class indices. The window, `check`, a training and the
 *  exported program all rely on `analyze` and `generateKeras`. */
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { prepareCheckedData } from '../../../electron/engine/runs/checked-data.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
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

describe.each([
  [
    'semi_target_comma.csv',
    'output: mean_squared_error learns numbers, but the target “price” was read as 210 classes, because line 2 has “0,1”: 400 of 400 values are not numbers. Write numbers with a decimal point and without thousands separators. To learn classes, use sparse_categorical_crossentropy; otherwise choose a target of numbers.',
  ],
  [
    'target_null.csv',
    'output: mean_squared_error learns numbers, but the target “price” was read as 283 classes, because line 9 has “null”: of 300 values this one is not a number. Correct or remove such lines. To learn classes, use sparse_categorical_crossentropy; otherwise choose a target of numbers.',
  ],
  [
    'target_currency.csv',
    'output: mean_squared_error learns numbers, but the target “price” was read as 283 classes, because line 2 has “$101.26”: 300 of 300 values are not numbers. Write only the numbers, without symbols or units. To learn classes, use sparse_categorical_crossentropy; otherwise choose a target of numbers.',
  ],
  [
    'date_target.csv',
    'output: mean_squared_error learns numbers, but the target “day” was read as 28 classes, because line 2 has “2024-01-01”: 60 of 60 values are not numbers. Write dates as numbers, such as the days since the first one. To learn classes, use sparse_categorical_crossentropy; otherwise choose a target of numbers.',
  ],
])('%s', (path, message) => {
  it('is an error that names the column, the first line and value, and the possible fixes', async () => {
    const { problems } = await analyzed(path)
    expect(problems.map((p) => [p.severity, p.code, p.node, p.field])).toEqual([
      ['error', 'text-target', 'output', 'loss'],
    ])
    expect(problems[0]!.message.en).toBe(message)
    // Malformed numbers are no classes, so no fix is offered.
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

  it('makes the exported program fail where it reads the numbers', async () => {
    const { document, info, analysis } = await analyzed(path)
    const code = generateKeras(document, analysis, info)
    expect(code).toContain('labels = table[:, target].astype("float32")')
    expect(code).toContain('learns numbers, but the')
  })
})

test('is learned as numbers when written with a decimal point', async () => {
  const document = regression('semi_target_point.csv')
  const { info, files } = await b.prepare(document.data!.source)
  expect(analyze(document, info).problems).toEqual([])
  expect(info.targets).toEqual([{ name: 'price', kind: 'number', classes: [], range: [-3.1, 64.8] }])
  const lines = readFileSync(join(b.folder, 'semi_target_point.csv'), 'utf8').trim().split('\n').slice(1)
  expect(floatsOf(files.targets)).toEqual(lines.map((line) => Math.fround(Number(line.split(';')[2]))))
})

test.each([
  ['-', 'Correct or remove'],
  ['1,234', 'without thousands separators'],
  ['10,5', 'with a decimal point'],
  ['12 %', 'without symbols'],
  ['3 April', 'Correct or remove'],
])('reports one cell %s among numbers with advice', async (value, advice) => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i};0;${i === 17 ? value : i * 1.5}`)
  const { problems } = await analyzed(b.write(`one-${value.length}.csv`, `a;b;price\n${rows.join('\n')}\n`))
  expect(problems.map(({ code }) => code)).toEqual(['text-target'])
  expect(problems[0]!.message.en).toContain(`line 19 has “${value}”: of 40 values this one is not a number. `)
  expect(problems[0]!.message.en).toContain(advice)
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
