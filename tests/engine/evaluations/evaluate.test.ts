/** Evaluations of a run by the real engine: figures, files, the rows behind them, and what is refused. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEvaluator } from '../../../electron/engine/evaluations/evaluator.ts'
import { fileDigest, openTensors } from '../../../electron/engine/run-folder/tensor-file.ts'
import type { EpochEnd, Evaluation, RowQuery } from '../../../shared/ipc/contract/index.ts'
import {
  buildEngine,
  codeOf,
  documentText,
  readJson,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const cache = temporaryCache()

/** Without native code: loading TensorFlow takes longer than most of these tests. */
const portable = { cache, env: { LAYERLOOM_EXECUTOR: 'portable' } }

interface Trained {
  readonly table: string
  readonly folder: string
  readonly epochs: readonly EpochEnd[]
}
const kept = temporaryFolder()
const trained = new Map<string, Trained>()

/** Trains a small table, once for all tests. */
async function train(engine: TestEngine, rows: number, hidden: number): Promise<Trained> {
  const known = trained.get(`${rows} ${hidden}`)
  if (known) return known
  await engine.calls.attach()
  const table = writeTable(kept, rows, 4)
  await engine.calls.train({
    document: documentText({ features: 4, path: table, hidden: [hidden] }),
    folder: null,
  })
  const { folder } = await engine.finished()
  const copy = join(kept, `run-${rows}-${hidden}`)
  cpSync(folder!, copy, { recursive: true })
  const run = { table, folder: copy, epochs: engine.seen.epochs }
  trained.set(`${rows} ${hidden}`, run)
  return run
}

/** A copy of a trained run among the runs of an engine. */
async function trainedRun({ rows = 400, hidden = 8 } = {}) {
  const { table, folder: original, epochs } = await train(startEngine(portable), rows, hidden)
  const engine = startEngine(portable)
  await engine.calls.attach()
  const folder = join(engine.runs, 'copy')
  cpSync(original, folder, { recursive: true })
  const record = readJson(join(folder, 'run.json')) as { readonly run: string; readonly data: object }
  return { engine, table, run: record.run, folder, epochs }
}
const query = (run: string, evaluation: Evaluation, changes: Partial<RowQuery> = {}): RowQuery => ({
  ...{ run, evaluation: evaluation.id, output: null, filter: {}, sort: 'loss', descending: true },
  ...{ from: 0, count: 50 },
  ...changes,
})
const evaluationsIn = (folder: string) => readdirSync(join(folder, 'evaluations')).sort()
const scoreOf = ({ figures }: Evaluation, name: string) => {
  const own = figures.outputs[0]!.figures.scores.find((score) => score.name === name)!
  expect(own, name).toBeDefined()
  return own
}

describe('classes', () => {
  test('figures are those of the training, and arrive before their intervals', async () => {
    const { engine, run, folder, epochs } = await trainedRun()
    const last = epochs.at(-1)!
    const evaluation = await engine.calls.evaluate({ run: folder, part: 'validation', weights: 'last' })
    expect(evaluation.rows).toBe(80)
    expect(evaluation.weights.epoch).toBe(last.epoch)
    const { series, outputs } = evaluation.figures
    expect(series[0]!.value).toBeCloseTo(last.validation![0]!, 5)
    expect(outputs[0]!.loss.value).toBeCloseTo(last.validation![0]!, 5)
    const accuracy = scoreOf(evaluation, 'accuracy')
    expect(accuracy.interval![0]).toBeLessThan(accuracy.value!)
    expect(accuracy.interval![1]).toBeGreaterThan(accuracy.value!)
    // Three classes of the same size.
    expect(accuracy.trivial).toBeCloseTo(1 / 3, 1)
    const figures = engine.seen.evaluations.find(({ stage }) => stage === 'figures')!.figures!
    expect(figures.outputs[0]!.figures.scores[0]).toMatchObject({ value: accuracy.value, interval: null })
    expect(engine.seen.evaluations.at(-1)).toMatchObject({ stage: 'intervals', done: 1000, total: 1000 })
    expect(await engine.calls.evaluations(run)).toEqual({ evaluations: [evaluation], looks: 0, skipped: [] })
  })

  test('the file has the predictions of every row', async () => {
    const { engine, folder, table } = await trainedRun()
    const evaluation = await engine.calls.evaluate({ run: folder, part: 'test', weights: 'best' })
    const path = join(folder, 'evaluations', evaluation.predictions.file)
    expect(await fileDigest(path)).toBe(evaluation.predictions.sha256)
    const file = openTensors(path)
    try {
      const rows = file.read('row')
      const truth = file.read('output/true')
      const probability = file.read('output/probability')
      const loss = file.read('output/loss')
      const lines = readFileSync(table, 'utf8').split('\n').slice(1)
      expect(new Set(rows).size).toBe(40)
      for (let i = 0; i < rows.length; i++) {
        expect(lines[rows[i]!]!.split(',').at(-1)).toBe('abc'[truth[i]!])
        const own = probability[i * 3 + truth[i]!]!
        expect(loss[i]).toBeCloseTo(-Math.log(own), 4)
      }
    } finally {
      file.close()
    }
    expect(evaluationsIn(folder)).toEqual([`${evaluation.id}.json`, evaluation.predictions.file])
    const record = readJson(join(folder, 'evaluations', `${evaluation.id}.json`))
    expect(record).toMatchObject({ format: 'layerloom-evaluation', version: 1, part: 'test' })
  })

  test('rows are filtered, sorted and paged', async () => {
    const { engine, run, folder } = await trainedRun()
    const evaluation = await engine.calls.evaluate({ run, part: 'validation', weights: 'best' })
    const { figures } = evaluation.figures.outputs[0]!
    if (figures.kind !== 'classes') throw new Error('expected classes')
    const wrong = figures.rows - figures.confusion!.reduce((sum, row, c) => sum + row[c]!, 0)
    const mistakes = await engine.calls.predictionRows(query(run, evaluation, { filter: { isWrong: true } }))
    expect(mistakes.total).toBe(wrong)
    const losses = mistakes.rows.map(({ loss }) => loss)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    for (const { truth, predicted, probabilities, confidence } of mistakes.rows) {
      expect(predicted).not.toBe(truth)
      expect(Math.max(...probabilities!)).toBe(confidence)
      expect(probabilities![Number(predicted)]).toBe(confidence)
    }
    const cell = await engine.calls.predictionRows(
      query(run, evaluation, { filter: { truth: 0, predicted: 0 }, sort: 'confidence', from: 2, count: 3 }),
    )
    expect(cell.total).toBe(figures.confusion![0]![0])
    expect(cell.rows).toHaveLength(3)
    const slice = { column: 'kind', values: ['a'] }
    const sliced = await engine.calls.predictionRows(query(folder, evaluation, { filter: { slice } }))
    expect(sliced.total).toBe(figures.byClass[0]!.support)
    const byNumber = await engine.calls.predictionRows(
      query(run, evaluation, { filter: { slice: { column: 'f0', range: [0, 1e9] } } }),
    )
    expect(byNumber.total).toBeGreaterThan(0)
    expect(byNumber.total).toBeLessThan(80)
    // A point of a ROC curve: the rows of other classes with at least its score.
    const curve = figures.curves![0]!
    const at = curve.falsePositiveRate.findIndex((rate) => rate > 0.2)
    const taken = await engine.calls.predictionRows(
      query(run, evaluation, {
        filter: { without: 0, score: { of: 0, range: [curve.thresholds[at]!, Number.MAX_VALUE] } },
      }),
    )
    const others = figures.rows - figures.byClass[0]!.support
    expect(taken.total).toBe(Math.round(curve.falsePositiveRate[at]! * others))
  })

  test('looks at the test rows are counted, and a repeat inherits them', async () => {
    const { engine, run, folder } = await trainedRun()
    await engine.calls.evaluate({ run, part: 'test', weights: 'best' })
    await engine.calls.evaluate({ run, part: 'validation', weights: 'best' })
    const second = await engine.calls.evaluate({ run, part: 'test', weights: 'best' })
    expect((await engine.calls.evaluations(run)).looks).toBe(2)
    // The same predictions are stored once, and serve both evaluations.
    expect(evaluationsIn(folder).filter((name) => name.startsWith('test') && name.endsWith('s'))).toEqual([
      second.predictions.file,
    ])
    const [, , first] = (await engine.calls.evaluations(run)).evaluations
    expect((await engine.calls.predictionRows(query(run, first!))).total).toBe(40)
    await engine.calls.repeat(run)
    const repeated = await engine.finished()
    expect(await engine.calls.evaluations(repeated.folder!)).toMatchObject({ evaluations: [], looks: 2 })
  })

  test('two engines evaluate one run at once', async () => {
    const { engine, folder } = await trainedRun()
    const other = startEngine(portable)
    const [one, two] = await Promise.all(
      [engine, other].map(({ calls }) => calls.evaluate({ run: folder, part: 'test', weights: 'best' })),
    )
    expect(one!.figures).toEqual(two!.figures)
    expect((await engine.calls.evaluations(folder)).looks).toBe(2)
  })
})

describe('numbers', () => {
  test('errors are in the units of the table, beside the mean of the training rows', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'prices.csv')
    const rows = Array.from({ length: 300 }, (_, i) => [i % 17, (i * 7) % 13])
    writeFileSync(
      path,
      ['a,b,price', ...rows.map(([a, b]) => `${a},${b},${100 * a! + 10 * b! + 5000}`)].join('\n'),
    )
    const engine = startEngine(portable)
    await engine.calls.attach()
    const text = JSON.parse(
      documentText({ features: 2, path, split: { stratify: false }, training: { epochs: 5 } }),
    )
    text.data.source.task = 'number'
    text.data.columns = [{ name: 'price', steps: ['standardize'] }]
    text.networks.main.layers.last.props = { units: 1, activation: 'linear' }
    text.networks.main.layers.output.props = { loss: 'mean_squared_error', metrics: ['mean_absolute_error'] }
    const { run } = await engine.calls.train({ document: JSON.stringify(text), folder: null })
    const { folder: runFolder } = await engine.finished()
    const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'last' })
    const { figures } = evaluation.figures.outputs[0]!
    if (figures.kind !== 'number') throw new Error('expected a number')
    const page = await engine.calls.predictionRows(query(run, evaluation, { sort: 'error', count: 100 }))
    for (const { row, truth } of page.rows)
      expect(truth).toBeCloseTo(100 * rows[row]![0]! + 10 * rows[row]![1]! + 5000, 1)
    const errors = page.rows.map(({ truth, predicted }) => Math.abs(Number(predicted) - Number(truth)))
    expect(errors).toEqual([...errors].sort((a, b) => b - a))
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length
    expect(scoreOf(evaluation, 'mean_absolute_error').value).toBeCloseTo(mean, 6)
    expect(figures.trivial).toBeGreaterThan(5000)
    expect(figures.trivial).toBeLessThan(7000)
    expect(existsSync(join(runFolder!, 'preparation.json'))).toBe(true)
  })
})

describe('labels', () => {
  test('each label has its figures, and rows are found by labels', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'tags.csv')
    const rows = Array.from({ length: 200 }, (_, i) => [
      i % 7,
      (i * 5) % 11,
      i % 7 > 3 ? 1 : 0,
      i % 3 === 0 ? 1 : 0,
    ])
    writeFileSync(path, ['a,b,high,third', ...rows.map((row) => row.join())].join('\n'))
    const engine = startEngine(portable)
    await engine.calls.attach()
    const text = JSON.parse(documentText({ features: 2, path, split: { stratify: false } }))
    text.data.source.labels = ['high', 'third']
    text.data.source.features = ['a', 'b']
    text.networks.main.layers.last.props = { units: 2, activation: 'sigmoid' }
    text.networks.main.layers.output.props = { loss: 'binary_crossentropy', metrics: ['binary_accuracy'] }
    const { run } = await engine.calls.train({ document: JSON.stringify(text), folder: null })
    await engine.finished()
    const evaluation = await engine.calls.evaluate({ run, part: 'validation', weights: 'last' })
    const { figures } = evaluation.figures.outputs[0]!
    if (figures.kind !== 'labels') throw new Error('expected labels')
    expect(figures.labels).toEqual(['high', 'third'])
    const wrong = 1 - evaluation.figures.series[1]!.value!
    expect(scoreOf(evaluation, 'hamming_loss').value).toBeCloseTo(wrong, 5)
    const having = await engine.calls.predictionRows(
      query(run, evaluation, { filter: { truth: 1, without: 0 } }),
    )
    for (const { row, truth } of having.rows) {
      expect(truth).toEqual([1])
      expect(rows[row]!.slice(2)).toEqual([0, 1])
    }
    const all = await engine.calls.predictionRows(query(run, evaluation, { filter: { truth: 1 } }))
    expect(all.total).toBe(figures.byLabel[1]!.support)
    expect((await engine.calls.evaluations(run)).evaluations).toEqual([evaluation])
  })
})

describe('what is refused', () => {
  const evaluate = ({ calls }: TestEngine, run: string, part: 'test' | 'validation' = 'test') =>
    codeOf(calls.evaluate({ run, part, weights: 'best' }))

  test('other data, with the difference; the stored figures stay', async () => {
    const { engine, run, folder, table } = await trainedRun()
    await engine.calls.evaluate({ run, part: 'test', weights: 'best' })
    const before = readFileSync(table)
    appendFileSync(table, '\n0.5,0.5,0.5,0.5,d')
    onTestFinished(() => writeFileSync(table, before))
    const error = await engine.calls.evaluate({ run, part: 'test', weights: 'best' }).catch((e: Error) => e)
    expect((error as Error).message).toMatch(/the classes of kind differ \(new: d\)/)
    expect((await engine.calls.evaluations(folder)).evaluations).toHaveLength(1)
  })

  test('missing and damaged weights, and weights of another network', async () => {
    const { engine, run, folder } = await trainedRun()
    const path = join(folder, 'weights-best.safetensors')
    const bytes = readFileSync(path)
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(path, bytes)
    expect(await evaluate(engine, run)).toBe('weights_damaged')
    writeFileSync(path, bytes.subarray(0, 20))
    expect(await evaluate(engine, run)).toBe('weights_damaged')
    writeFileSync(path, Buffer.alloc(100, 0xff))
    expect(await evaluate(engine, run)).toBe('weights_damaged')
    const other = await train(startEngine(portable), 400, 5)
    cpSync(join(other.folder, 'weights-best.safetensors'), path)
    expect(await evaluate(engine, run)).toBe('weights_damaged')
    rmSync(path)
    expect(await evaluate(engine, run)).toBe('weights_missing')
    expect(evaluationsIn(folder)).toEqual([])
  })

  test('a part without rows, no run, a run of a newer version', async () => {
    const { engine, folder } = await trainedRun()
    expect(await evaluate(engine, join(folder, 'nothing'))).toBe('run_missing')
    const record = readJson(join(folder, 'run.json')) as { version: number }
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...record, version: 2 }))
    expect(await evaluate(engine, folder)).toBe('run_newer')
  })

  test('an evaluation that is cancelled leaves nothing', async () => {
    const { engine, run, folder } = await trainedRun({ rows: 4000 })
    const call = codeOf(engine.calls.evaluate({ run, part: 'train', weights: 'best' }))
    await engine.until(() => engine.seen.evaluations.some(({ stage }) => stage === 'figures'))
    await engine.calls.cancelEvaluation(run)
    expect(await call).toBe('evaluation_cancelled')
    expect(evaluationsIn(folder)).toEqual([])
  })

  test('a run that moves into the trash is not evaluated any more', async () => {
    const { engine, run, folder } = await trainedRun({ rows: 4000 })
    const call = codeOf(engine.calls.evaluate({ run, part: 'train', weights: 'best' }))
    const waiting = codeOf(engine.calls.evaluate({ run, part: 'test', weights: 'best' }))
    await engine.until(() => engine.seen.evaluations.some(({ stage }) => stage === 'figures'))
    expect(await engine.calls.trashRuns([run])).toEqual([run])
    expect([await call, await waiting]).toEqual(['evaluation_cancelled', 'evaluation_cancelled'])
    expect(existsSync(folder)).toBe(false)
    expect(await engine.calls.restoreRuns([run])).toEqual([run])
    expect(evaluationsIn(folder)).toEqual([])
    expect(await evaluate(engine, run)).toBe('nothing')
  })

  test('an evaluation that is cancelled does not go on preparing its data', async () => {
    const { folder } = await trainedRun()
    const own = temporaryFolder()
    const evaluator = createEvaluator({
      cache: own,
      executor: () => ({ kind: 'portable', title: '' }),
      launch: () => {
        throw new Error('no process is needed')
      },
    })
    const evaluate = (permit: () => Promise<void>) =>
      codeOf(
        evaluator.evaluate({
          folder,
          request: { run: folder, part: 'test', weights: 'last' },
          permit,
          onProgress: () => {},
        }),
      )
    expect(await evaluate(async () => evaluator.cancel(folder))).toBe('evaluation_cancelled')
    // The next one has its turn when the first one has ended.
    let cached: readonly string[] | null = null
    const stop = async () => {
      cached = readdirSync(own)
      void evaluator.cancel(null)
    }
    await evaluate(stop)
    expect(cached).toEqual([])
  })

  test('damaged and foreign files of evaluations are named, others are read', async () => {
    const { engine, run, folder } = await trainedRun()
    const evaluation = await engine.calls.evaluate({ run, part: 'test', weights: 'best' })
    const at = (id: string) => join(folder, 'evaluations', `${id}.json`)
    const text = readFileSync(at(evaluation.id), 'utf8')
    writeFileSync(at('test-20260101-000000000-aaaaaa'), text)
    writeFileSync(at('test-20260101-000000000-bbbbbb'), text.slice(0, 100))
    writeFileSync(at('test-20260101-000000000-cccccc'), text.replace('"version":1', '"version":2'))
    symlinkSync(at(evaluation.id), at('test-20260101-000000000-dddddd'))
    mkdirSync(at('test-20260101-000000000-eeeeee'))
    const { evaluations, skipped } = await engine.calls.evaluations(run)
    expect(evaluations).toHaveLength(1)
    expect(skipped).toHaveLength(5)
    writeFileSync(join(folder, 'evaluations', evaluation.predictions.file), 'no tensors')
    expect(await codeOf(engine.calls.predictionRows(query(run, evaluation)))).toBe('evaluation_file')
  })
})
