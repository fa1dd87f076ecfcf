/** Predictions of files and of typed values: prepared as the run has prepared its own rows. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { valuePredictions } from '../../../electron/engine/evaluations/predict-values.ts'
import { featureFits } from '../../../electron/engine/evaluations/predictor.ts'
import type { ChildRun } from '../../../electron/engine/runs/child-run.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { FilePrediction, RowQuery } from '../../../shared/ipc/contract/index.ts'
import { ProblemError, problem } from '../../../shared/problem.ts'
import {
  buildEngine,
  codeOf,
  documentText,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
} from '../support.ts'

buildEngine()
const cache = temporaryCache()
const portable = { cache, env: { LAYERLOOM_EXECUTOR: 'portable' } }
const folder = temporaryFolder()

/** Numbers with gaps and thousands, categories with gaps, words of a boolean, dates. */
const HEADER = 'age;income;city;member;since;note;price'
const cities = ['Seoul', 'Busan', 'Oslo, Norway', '']
const line = (i: number): string =>
  [
    i % 11 === 0 ? '' : 20 + (i % 40),
    `${1 + (i % 9)}.${String(100 + ((i * 37) % 900))},5`,
    cities[i % 4],
    i % 3 === 0 ? 'yes' : 'no',
    `${String(1 + (i % 28)).padStart(2, '0')}.0${1 + (i % 9)}.2023`,
    `note ${i}`,
    1000 + 10 * (i % 40) + 50 * (i % 4),
  ].join(';')
const table = join(folder, 'people.csv')
writeFileSync(table, [HEADER, ...Array.from({ length: 300 }, (_, i) => line(i))].join('\n'))

const features = ['age', 'income', 'city', 'member', 'since']
const columns = [
  { name: 'age', steps: [{ type: 'fill', indicator: true }, 'standardize'] },
  { name: 'city', steps: [{ type: 'one_hot', missing: 'category' }] },
  { name: 'member', steps: [] },
  { name: 'since', steps: ['date_parts', 'standardize'] },
  { name: 'price', steps: ['standardize'] },
]

/** Trains the document of the table on the price or on the city. */
function trainedText(
  changes: { readonly target?: string; readonly columns?: readonly object[] } = {},
): string {
  const text = JSON.parse(
    documentText({ features: 0, path: table, split: { stratify: false }, training: { epochs: 2 } }),
  )
  text.data.source.target = changes.target ?? 'price'
  text.data.source.features = features.filter((name) => name !== changes.target)
  text.data.columns = changes.columns ?? columns
  if (changes.target === undefined) {
    text.networks.main.layers.last.props = { units: 1, activation: 'linear' }
    text.networks.main.layers.output.props = { loss: 'mean_squared_error' }
  }
  return JSON.stringify(text)
}

interface Run {
  readonly engine: TestEngine
  readonly folder: string
  readonly run: string
}
const kept = new Map<string, string>()

async function trained(text = trainedText()): Promise<Run> {
  const engine = startEngine(portable)
  await engine.calls.attach()
  if (!kept.has(text)) {
    const document = JSON.parse(text)
    const { shape } = await engine.calls.describeData(parseDocument(text).data!, null, null)
    document.networks.main.layers.input.props = { shape }
    await engine.calls.train({ document: JSON.stringify(document), folder: null })
    const result = await engine.finished()
    expect(result.problems).toEqual([])
    const copy = join(folder, `run-${kept.size}`)
    cpSync(result.folder!, copy, { recursive: true })
    kept.set(text, copy)
  }
  const own = join(engine.runs, 'copy')
  cpSync(kept.get(text)!, own, { recursive: true })
  const { run } = JSON.parse(readFileSync(join(own, 'run.json'), 'utf8'))
  return { engine, folder: own, run }
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,]*)),/g
const rowsOf = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => [...`${text},`.matchAll(CELL)].map((match) => match[1] ?? match[2]!))
const predictFile = ({ engine, run }: Run, data: string, probabilities = false): Promise<FilePrediction> =>
  engine.calls.predictFile({ run, weights: 'last', data, out: join(engine.runs, 'out.csv'), probabilities })

const WEIGHTS = { epoch: 1, sha256: '0'.repeat(64) }

describe('a file', () => {
  test('gives the predictions of an evaluation, in the units of the table', async () => {
    const own = await trained()
    const { engine, run } = own
    const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
    const query: RowQuery = {
      ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'row', descending: false },
      ...{ from: 0, count: 100 },
    }
    const { rows } = await engine.calls.predictionRows(query)
    const result = await predictFile(own, table)
    expect(result).toMatchObject({ rows: 300, columns: ['price_predicted'], unpredicted: [] })
    const [header, ...lines] = rowsOf(result.out)
    expect(header).toEqual([...HEADER.split(';'), 'price_predicted'])
    expect(rows.length).toBe(30)
    for (const { row, predicted, truth } of rows) {
      expect(Number(lines[row]![6])).toBeCloseTo(Number(truth), 3)
      expect(Number(lines[row]![7]) / Number(predicted)).toBeCloseTo(1, 5)
    }
    expect(lines[2]![2]).toBe('Oslo, Norway')
    expect(lines[3]![2]).toBe('')
    expect(readdirSync(engine.runs).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('needs neither the target nor the data of the run, and may be another kind of table', async () => {
    const own = await trained()
    const all = await predictFile(own, table)
    const expected = rowsOf(all.out).slice(1, 6)
    const few = join(own.engine.runs, 'few.json')
    const records = expected.map(([age, income, city, member, since]) => ({
      ...{ since, member, city: city || null, age: age === '' ? null : Number(age), income: Number(income) },
      more: 'x',
    }))
    writeFileSync(few, JSON.stringify(records))
    const before = readFileSync(table)
    rmSync(table)
    onTestFinished(() => writeFileSync(table, before))
    const result = await predictFile(own, few)
    const [header, ...lines] = rowsOf(result.out)
    expect(header!.at(-1)).toBe('price_predicted')
    for (const [i, row] of lines.entries())
      expect(Number(row.at(-1)) / Number(expected[i]!.at(-1))).toBeCloseTo(1, 5)
  })

  test('unseen categories and missing values follow the steps', async () => {
    const own = await trained()
    const path = join(own.engine.runs, 'odd.csv')
    const good = '30;1.234,5;Paris;yes;01.01.2023'
    const lines = [
      good,
      '30;1.234,5;;yes;01.01.2023',
      '30;;Seoul;yes;01.01.2023',
      ';1.234,5;Seoul;no;02.02.2023',
    ]
    writeFileSync(path, ['age;income;city;member;since', ...lines].join('\n'))
    const result = await predictFile(own, path)
    const predicted = rowsOf(result.out)
      .slice(1)
      .map((row) => row.at(-1))
    expect(predicted.map((text) => text !== '')).toEqual([true, true, false, true])
    expect(result.unpredicted).toEqual([{ column: 'income', rows: 1, first: 4, unit: 'line' }])
    const records = join(own.engine.runs, 'odd.json')
    const good30 = { age: 30, city: 'Seoul', member: 'yes', since: '01.01.2023' }
    writeFileSync(records, JSON.stringify([{ ...good30, income: 1234.5 }, good30]))
    expect((await predictFile(own, records)).unpredicted).toEqual([
      { column: 'income', rows: 1, first: 2, unit: 'row' },
    ])
  })

  test('numbers are read as in the file of the run, also where one row tells nothing about them', async () => {
    const own = await trained()
    const path = join(own.engine.runs, 'one.csv')
    const cells = { age: '30', income: '1.234', city: 'Seoul', member: 'yes', since: '01.01.2023' }
    writeFileSync(path, `${Object.keys(cells).join(';')}\n${Object.values(cells).join(';')}`)
    const rows = { cells: [{ ...cells, income: '1234' }] }
    const [typed] = await own.engine.calls.predictValues({ run: own.run, weights: 'last', rows })
    const [output] = typed!.outputs!
    const predicted = Number(rowsOf((await predictFile(own, path)).out)[1]!.at(-1))
    expect(predicted / (output as { readonly value: number }).value).toBeCloseTo(1, 5)
  })

  test('a step that refuses a category ends it, and leaves no file', async () => {
    const refusing = columns.map((column) =>
      column.name === 'city' ? { ...column, steps: [{ type: 'one_hot', unseen: 'refuse' }] } : column,
    )
    const own = await trained(trainedText({ columns: refusing }))
    const path = join(own.engine.runs, 'paris.csv')
    writeFileSync(path, 'age;income;city;member;since\n30;1.234,5;Paris;yes;01.01.2023')
    await expect(predictFile(own, path)).rejects.toThrow(
      /Column "city", step one_hot: “Paris” is in no training row/,
    )
    expect(readdirSync(own.engine.runs).filter((name) => name.startsWith('out'))).toEqual([])
  })

  test('classes have names and probabilities', async () => {
    const text = JSON.parse(
      trainedText({ target: 'city', columns: columns.filter(({ name }) => name !== 'city') }),
    )
    text.networks.main.layers.last.props = { units: 3, activation: 'softmax' }
    const own = await trained(JSON.stringify(text))
    const { out } = await predictFile(own, table, true)
    const [header, ...lines] = rowsOf(out)
    const added = header!.slice(-4)
    expect(added).toEqual([
      'city_predicted',
      ...['Busan', 'Oslo, Norway', 'Seoul'].map((c) => `city_probability_${c}`),
    ])
    for (const row of lines.slice(0, 20)) {
      const probabilities = row.slice(-3).map(Number)
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
      const best = probabilities.indexOf(Math.max(...probabilities))
      expect(row.at(-4)).toBe(['Busan', 'Oslo, Norway', 'Seoul'][best])
    }
  })

  test('replaces neither the table nor the data of the run', async () => {
    const own = await trained()
    const other = join(own.engine.runs, 'other.csv')
    cpSync(table, other)
    const linked = join(own.engine.runs, 'linked')
    symlinkSync(own.engine.runs, linked)
    const refused = (data: string, out: string) =>
      own.engine.calls.predictFile({ run: own.run, weights: 'last', data, out, probabilities: false }).then(
        () => 'nothing',
        ({ problems: [{ field, message }] }) => `${field} ${message.en}`,
      )
    expect(await refused(other, join(linked, 'other.csv'))).toMatch(
      /^out out: .*linked.other\.csv is the file that is read.*Choose another file\.$/,
    )
    expect(await refused(other, table)).toMatch(/^out out: the run “.*” was trained on .*people\.csv/)
    expect(readFileSync(other)).toEqual(readFileSync(table))
  })

  test('labels are divided as in the column of the target', async () => {
    const path = join(folder, 'tags.csv')
    const tags = Array.from({ length: 60 }, (_, i) => `${i % 2},${i % 3 === 0 ? 'a|b|c' : 'a|b'}`)
    writeFileSync(path, ['x,tags', ...tags].join('\n'))
    const text = JSON.parse(trainedText({ target: 'tags' }))
    text.data.source = { ...text.data.source, path, features: ['x'] }
    text.data.columns = [{ name: 'tags', steps: [{ type: 'multi_label', sep: '|' }] }]
    text.training.epochs = 20
    text.networks.main.layers.last.props = { units: 3, activation: 'sigmoid' }
    text.networks.main.layers.output.props = { loss: 'binary_crossentropy' }
    const { out } = await predictFile(await trained(JSON.stringify(text)), path)
    // Which labels is a matter of the training; there are two at least.
    expect(rowsOf(out).at(-1)!.at(-1)).toMatch(/^[abc]\|[abc]/)
  })

  test('a preparation whose fits do not belong to its steps is refused, with its path', async () => {
    const own = await trained()
    const path = join(own.folder, 'preparation.json')
    for (const column of ['age', 'price']) {
      const fits = column === 'age' ? [[]] : [[null]]
      writeFileSync(path, JSON.stringify([{ column, steps: [{ type: 'standardize' }], fits }]))
      await expect(predictFile(own, table)).rejects.toThrow(`${path} is not the preparation of the run “`)
      await expect(predictFile(own, table)).rejects.toThrow(
        `${column}: its fits do not belong to its steps. Restore the file, or train again.`,
      )
    }
  })

  test('missing columns, a folder that is not there, a run without preparation', async () => {
    const own = await trained()
    const path = join(own.engine.runs, 'short.csv')
    writeFileSync(path, 'age;city\n30;Seoul\n31;Busan')
    await expect(predictFile(own, path)).rejects.toThrow(/has no column income, member, since/)
    const elsewhere = { run: own.run, weights: 'last' as const, data: table, probabilities: false }
    const out = join(own.engine.runs, 'nowhere', 'out.csv')
    expect(await codeOf(own.engine.calls.predictFile({ ...elsewhere, out }))).toBe('predictions_write')
    writeFileSync(
      join(own.folder, 'preparation.json'),
      '[{"column":"age","steps":[{"type":"nothing"}],"fits":[[]]}]',
    )
    expect(await codeOf(predictFile(own, table))).toBe('run_preparation')
    rmSync(join(own.folder, 'preparation.json'))
    expect(await codeOf(predictFile(own, table))).toBe('run_preparation')
    expect(existsSync(join(own.engine.runs, 'out.csv'))).toBe(false)
  })
})

describe('typed values', () => {
  const cells = { age: '30', income: '1.234,5', city: 'Seoul', member: 'yes', since: '01.01.2023' }

  test('give the prediction of the same row in a file, in one call or many', async () => {
    const own = await trained()
    const path = join(own.engine.runs, 'one.csv')
    writeFileSync(path, `${Object.keys(cells).join(';')}\n${Object.values(cells).join(';')}`)
    const expected = Number(rowsOf((await predictFile(own, path)).out)[1]!.at(-1))
    const predict = (rows: readonly Record<string, string | null>[]) =>
      own.engine.calls.predictValues({ run: own.run, weights: 'last', rows: { cells: [...rows] } })
    const [one] = await predict([cells])
    expect(one).toMatchObject({ missing: null, outputs: [{ kind: 'number', target: 'price' }] })
    const priceOf = (row: typeof one) => (row!.outputs![0] as { readonly value: number }).value
    expect(priceOf(one) / expected).toBeCloseTo(1, 5)
    const curve = await predict(Array.from({ length: 70 }, (_, i) => ({ ...cells, age: String(20 + i) })))
    expect(priceOf(curve[10]) / expected).toBeCloseTo(1, 5)
    expect(new Set(curve.map(priceOf)).size).toBeGreaterThan(50)
    const { city: _, income: __, ...rest } = cells
    expect(await predict([rest])).toEqual([{ outputs: null, missing: 'income', absent: ['income', 'city'] }])
  })

  test('several clients at once wait for each other', async () => {
    const { engine, run } = await trained()
    const predict = (weights: 'last' | 'best') =>
      engine.calls.predictValues({ run, weights, rows: { cells: [cells] } })
    for (const [prediction] of await Promise.all([predict('last'), predict('best'), predict('last')]))
      expect(prediction!.outputs).not.toBeNull()
  })

  /** Predictions in a process that answers when the test says so. */
  async function ownPredictions() {
    const { folder } = await trained()
    const sent: { readonly answer: () => void }[] = []
    const kill = vi.fn()
    const predictions = valuePredictions(() => ({
      executor: 'portable',
      launch: (_, { onMessage }) =>
        ({
          openPredictor: () => {},
          predict: () =>
            sent.push({
              answer: () =>
                onMessage({ type: 'predictions', outputs: [Float32Array.of(0)], weights: WEIGHTS }),
            }),
          kill,
        }) as unknown as ChildRun,
    }))
    const predict = () =>
      predictions.predict(folder, { run: 'run', weights: 'last', rows: { cells: [cells] } })
    return { predictions, predict, sent, kill }
  }

  test('a process ends when it was idle for a while, and not while it predicts', async () => {
    const { predict, sent, kill } = await ownPredictions()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const first = predict()
    while (sent.length === 0) await new Promise(setImmediate)
    vi.advanceTimersByTime(100_000)
    expect(kill).not.toHaveBeenCalled()
    sent[0]!.answer()
    expect(await first).toHaveLength(1)
    vi.advanceTimersByTime(59_000)
    expect(kill).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(kill).toHaveBeenCalledOnce()
  })

  test('closing cancels the one that runs and those that wait', async () => {
    const { predictions, predict, sent } = await ownPredictions()
    const codes = [predict(), predict()].map(codeOf)
    while (sent.length === 0) await new Promise(setImmediate)
    predictions.cancel(null)
    expect(await Promise.all(codes)).toEqual(['prediction_cancelled', 'prediction_cancelled'])
    expect(sent).toHaveLength(1)
  })

  test('pictures are refused by a network for tables', async () => {
    const { engine, run } = await trained()
    const rows = { pictures: [new Uint8Array(4)] }
    expect(await codeOf(engine.calls.predictValues({ run, weights: 'last', rows }))).toBe('predict_kind')
  })

  test('after a value that a step refuses the network stays loaded', async () => {
    const refusing = columns.map((column) =>
      column.name === 'city' ? { ...column, steps: [{ type: 'one_hot', unseen: 'refuse' }] } : column,
    )
    const { folder: run } = await trained(trainedText({ columns: refusing }))
    const launched = vi.fn()
    const predictions = valuePredictions(() => ({
      executor: 'portable',
      launch: (_, { onMessage }) => {
        launched()
        const predict = () =>
          onMessage({ type: 'predictions', outputs: [Float32Array.of(0)], weights: WEIGHTS })
        return { openPredictor: () => {}, predict, kill: () => {} } as unknown as ChildRun
      },
    }))
    onTestFinished(() => predictions.cancel(null))
    const predict = (city: string) =>
      predictions.predict(run, { run: 'run', weights: 'last', rows: { cells: [{ ...cells, city }] } })
    expect(await codeOf(predict('Paris'))).toBe('data_step')
    expect(await predict('Seoul')).toHaveLength(1)
    expect(launched).toHaveBeenCalledOnce()
  })

  test('passes with dropout have means and deviations, the same each time', async () => {
    const text = JSON.parse(trainedText())
    text.networks.main.layers.dense_0.props = { units: 8, activation: 'relu' }
    const { nodes, edges, layers } = text.networks.main
    layers.dropout = { type: 'Dropout', props: { rate: 0.5 } }
    nodes.dropout = { kind: 'layer', layer: 'dropout', position: { x: 0, y: 0 } }
    delete edges['dense_0->last']
    edges.a = { from: 'dense_0', to: 'dropout' }
    edges.b = { from: 'dropout', to: 'last' }
    const { engine, run } = await trained(JSON.stringify(text))
    expect((await engine.calls.predictionInputs(run)).hasDropout).toBe(true)
    const ask = async (passes?: number) => {
      const rows = { cells: [cells, { ...cells, age: '60' }] }
      const found = await engine.calls.predictValues({
        run,
        weights: 'last',
        rows,
        ...(passes && { passes }),
      })
      return found.map(
        ({ outputs }) => outputs![0]! as { readonly value: number; readonly deviation?: number },
      )
    }
    const [once] = await ask()
    expect(once).not.toHaveProperty('deviation')
    const [first, second] = await ask(200)
    expect(first!.deviation).toBeGreaterThan(0)
    expect(Math.abs(first!.value - once!.value)).toBeLessThan(4 * first!.deviation!)
    expect(second!.value).not.toBe(first!.value)
    expect(await ask(200)).toEqual([first, second])
  })
})

const isoOf = (date: string): string => date.split('.').reverse().join('-')

describe('what a network takes', () => {
  test('columns with types, categories and what becomes of other values', async () => {
    const { engine, run } = await trained()
    const inputs = await engine.calls.predictionInputs(run)
    expect(inputs).toMatchObject({
      targets: [{ name: 'price', unit: null }],
      hasDropout: false,
      rows: { train: 210, validation: 60, test: 30 },
    })
    const [age, income, city, member, since] = inputs.columns!
    expect(age).toMatchObject({ name: 'age', type: 'number', unseen: null })
    expect(age!.missing.en).toMatch(/^filled with \d/)
    expect(income!.missing.en).toMatch(/^no prediction/)
    expect(city).toMatchObject({
      type: 'category',
      categories: ['Busan', 'Oslo, Norway', 'Seoul'],
      missing: { en: 'a category of its own' },
      unseen: { en: 'all zeros' },
    })
    expect(member).toMatchObject({ type: 'boolean', categories: ['yes', 'no'] })
    expect(since!.type).toBe('date')
    const values = await engine.calls.columnValues(run)
    expect(values.find(({ column }) => column === 'age')!.range).toEqual({
      min: 20,
      max: 59,
      allIntegers: true,
    })
    expect(values.find(({ column }) => column === 'city')!.categories).toContain('Seoul')
  })

  test('rows of a part with their true answers, which the network can predict', async () => {
    const { engine, run } = await trained()
    const first = await engine.calls.dataRow({ run, at: { part: 'test', index: 0 } })
    expect(first).toMatchObject({ part: 'test', index: 0, picture: null })
    expect(await engine.calls.dataRow({ run, at: { row: first.row } })).toEqual(first)
    const written = readFileSync(table, 'utf8').split('\n')[first.row + 1]!.split(';')
    const income = written[1]!.replace('.', '').replace(',', '.')
    expect(first.cells).toMatchObject({ income, member: written[3], since: written[4] })
    expect(first.truth).toEqual([{ target: 'price', text: written[6] }])
    // Typed plainly it is the row of the file.
    const names = HEADER.split(';')
    const asWritten = Object.fromEntries(names.map((name, i) => [name, written[i]!]))
    const [prediction, isoDate] = await engine.calls.predictValues({
      ...{ run, weights: 'last' },
      rows: { cells: [first.cells!, { ...first.cells!, since: isoOf(written[4]!) }], isPlain: true },
    })
    const [expected] = await engine.calls.predictValues({
      run,
      weights: 'last',
      rows: { cells: [asWritten] },
    })
    expect(expected!.outputs).not.toBeNull()
    expect(prediction).toEqual(expected)
    expect(isoDate).toEqual(expected)
    expect(await codeOf(engine.calls.dataRow({ run, at: { part: 'test', index: 30 } }))).toBe('no_row')
    expect(await codeOf(engine.calls.dataRow({ run, at: { row: 300 } }))).toBe('no_row')
  })

  test('the true answer of a row is its right label where a mark says so', async () => {
    const document = JSON.parse(trainedText())
    const { data } = parseDocument(JSON.stringify(document))
    const [fingerprint] = await startEngine(portable).calls.rowFingerprints(data!, null, null, [5])
    document.data.marks = [{ row: 5, fingerprint, label: '4321', target: 'price' }]
    const { engine, run } = await trained(JSON.stringify(document))
    const answerOf = async (row: number) => (await engine.calls.dataRow({ run, at: { row } })).truth[0]!.text
    expect(await answerOf(5)).toBe('4321')
    expect(await answerOf(6)).toBe(line(6).split(';').at(-1))
  })
})

test('a window predicts only files that its host permits', async () => {
  const own = await trained()
  const asked: string[][] = []
  const refuse = new ProblemError([problem('not-chosen', { en: 'no', ko: 'no' })])
  let refused: 'read' | 'write' | null = 'read'
  const answer = async (access: 'read' | 'write', path: string) => {
    asked.push([access, path])
    if (access === refused) throw refuse
  }
  const window = startEngine({
    ...portable,
    kind: 'window',
    runs: own.engine.runs,
    mayRead: (path) => answer('read', path),
    mayWrite: (path) => answer('write', path),
  })
  const out = join(own.engine.runs, 'window.csv')
  const predict = () =>
    codeOf(
      window.calls.predictFile({ run: own.run, weights: 'last', data: table, out, probabilities: false }),
    )
  expect(await predict()).toBe('not-chosen')
  expect(asked).toEqual([['read', table]])
  refused = 'write'
  expect(await predict()).toBe('not-chosen')
  expect(asked.at(-1)).toEqual(['write', out])
  expect(existsSync(out)).toBe(false)
  refused = null
  expect(await predict()).toBe('nothing')
  expect(rowsOf(out)).toHaveLength(301)
})

test('a feature may have the name of the target of labels', () => {
  const fits = ['price', 'labels', 'age'].map((column) => ({ column, steps: [], fits: [] }))
  const source = { type: 'csv', target: 'price', labels: ['seen', 'sad'] }
  const named = (...names: string[]) => names.map((name) => ({ name }))
  expect(featureFits(fits, named('price', 'labels'), source)).toEqual(fits.slice(1))
  expect(featureFits(fits, named('price', 'labels'), { ...source, labels: null })).toEqual(fits.slice(2))
  expect(featureFits(fits.slice(1), named('price'), { ...source, labels: null })).toEqual(fits.slice(1))
})
