/** A run in its own process: its events, the files in its folder, its end. */
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKPOINTS } from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { BEST, LAST } from '../../../electron/engine/run-folder/run-files.ts'
import { readWeights } from '../../../electron/engine/run-folder/weights-file.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { bfloat16 } from '../../support/interpreter.ts'
import {
  buildEngine,
  documentText,
  readJson,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const emptyCache = temporaryFolder()
const damagedCache = temporaryCache()
/** The interval prevents checkpoints on a busy machine; they are tested elsewhere. */
const env = { LAYERLOOM_EXECUTOR: 'graph', LAYERLOOM_CHECKPOINT_SECONDS: '3600' }
const tablePath = writeTable(folder, 300, 6)
const document = (training: object = {}, more: object = {}) =>
  documentText({ features: 6, path: tablePath, training, ...more })
const metricsOf = (run: string) =>
  readFileSync(join(run, METRICS), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { [name: string]: number | boolean | null })

describe('a run', () => {
  it('emits its epochs and writes its folder', async () => {
    const engine = startEngine({ env, cache })
    const info = await engine.calls.train({ document: document(), folder: null })
    expect(info).toMatchObject({ name: 'Made', epochs: 3, stepsPerEpoch: 14, batchSize: 16, seed: 5 })
    expect(info.series).toEqual(['loss', 'accuracy'])
    const result = await engine.finished()
    expect(result).toMatchObject({ state: 'finished', problems: [] })
    const { seen } = engine
    expect(seen.epochs.map((e) => e.epoch)).toEqual([1, 2, 3])
    expect(seen.states.slice(0, 2)).toEqual(['compiling', 'training'])
    expect(seen.frames[0]).toMatchObject({ run: info.run, state: 'training', epoch: 1, step: 1 })
    const losses = seen.epochs.map((e) => e.validation![0]!)
    expect(losses[2]).toBeLessThan(losses[0]!)

    const run = result.folder!
    expect(run.startsWith(engine.runs)).toBe(true)
    expect(readdirSync(run).sort()).toEqual(
      [CHECKPOINTS, METRICS, 'preparation.json', 'reading.json', RECORD, BEST, LAST].sort(),
    )
    const record = readJson(join(run, RECORD)) as RunRecord
    expect(record).toMatchObject({
      format: 'layerloom-run',
      version: 1,
      state: 'finished',
      seed: 5,
      epochs_done: 3,
      best_epoch: result.bestEpoch,
      executor: {
        kind: 'graph',
        version: expect.stringMatching(/^2\./),
        threads: expect.any(Number),
        device: 'cpu',
      },
      versions: { layerloom: expect.any(String), node: process.versions.node },
      document: JSON.parse(document()),
      data: {
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        rows: { train: 210, validation: 60, test: 30 },
      },
    })
    expect(JSON.parse(readFileSync(join(run, 'preparation.json'), 'utf8'))).toHaveLength(6)
    const lines = metricsOf(run)
    expect(lines.map((l) => l.epoch)).toEqual([1, 2, 3])
    expect(lines[2]!.val_loss).toBe(losses[2])
    const best = readWeights(join(run, BEST))
    expect(best.epoch).toBe(result.bestEpoch)
    expect([...best.weights.keys()]).toEqual(['dense/kernel', 'dense/bias', 'dense_1/kernel', 'dense_1/bias'])
    expect(readWeights(join(run, LAST)).epoch).toBe(3)
  })

  it('takes epochs, seed and folder from the call, and the same seed gives the same numbers', async () => {
    const out = join(folder, 'asked')
    const first = startEngine({ env, cache })
    const info = await first.calls.train({ document: document(), folder: null, epochs: 2, seed: 9, out })
    expect(info).toMatchObject({ epochs: 2, seed: 9 })
    expect((await first.finished()).folder).toBe(out)
    const secondEngine = startEngine({ env, cache })
    await secondEngine.calls.train({ document: document(), folder: null, epochs: 2, seed: 9 })
    const second = await secondEngine.finished()
    const weights = (run: string) => readFileSync(join(run, LAST))
    expect(weights(second.folder!).equals(weights(out))).toBe(true)
    await expect(secondEngine.calls.train({ document: document(), folder: null, out })).rejects.toThrow(
      /already contains a run/,
    )
  })

  it('trains without validation rows and with a batch larger than the data', async () => {
    const engine = startEngine({ env, cache })
    const text = document({ batch_size: 1000 }, { split: { validation: 0, test: 0 } })
    const info = await engine.calls.train({ document: text, folder: null })
    expect(info).toMatchObject({ stepsPerEpoch: 1, hasValidation: false })
    expect((await engine.finished()).state).toBe('finished')
    expect(engine.seen.epochs[0]!.validation).toBeNull()
  })

  it('trains in mixed precision when asked to, and reports it', async () => {
    const float32Engine = startEngine({ env, cache })
    await float32Engine.calls.train({ document: document(), folder: null })
    await float32Engine.finished()
    const engine = startEngine({ env, cache })
    const text = document({ dtype_policy: 'mixed_bfloat16' })
    const info = await engine.calls.train({ document: text, folder: null })
    expect(info.executor).toMatch(/^TensorFlow .* · mixed_bfloat16$/)
    const result = await engine.finished()
    expect(result.state).toBe('finished')
    const record = readJson(join(result.folder!, RECORD)) as RunRecord
    expect(record.document).toMatchObject({ training: { dtype_policy: 'mixed_bfloat16' } })
    // It reaches a similar loss with different numbers.
    const last = ({ seen }: typeof engine) => seen.epochs.at(-1)!.validation![0]!
    expect(last(engine)).not.toBe(last(float32Engine))
    expect(Math.abs(last(engine) / last(float32Engine) - 1)).toBeLessThan(0.02)
    // The weights are not rounded to bfloat16.
    const kernel = readWeights(join(result.folder!, LAST)).weights.get('dense/kernel')!.values
    expect(kernel.filter((v) => bfloat16(v) === v).length).toBeLessThan(kernel.length / 10)
  })

  it('stops early and restores the best weights', async () => {
    const engine = startEngine({ env, cache })
    const callbacks = [{ type: 'EarlyStopping', patience: 2, restore_best_weights: true }]
    const text = document(
      { epochs: 300, callbacks, optimizer: { type: 'adam', learning_rate: 0.05 } },
      { hidden: [64, 64] },
    )
    const info = await engine.calls.train({ document: text, folder: null })
    expect(info.patience).toBe(2)
    const result = await engine.finished()
    expect(result.state).toBe('finished')
    expect(result.reason.en).toMatch(/Early stopping: val_loss/)
    expect(engine.seen.epochs.length).toBe(result.bestEpoch! + 2)
    expect(engine.seen.epochs.at(-1)!.waited).toBe(2)
    const [best, last] = [BEST, LAST].map((name) => readFileSync(join(result.folder!, name)))
    expect(last!.equals(best!)).toBe(true)
  })

  it('fails with the step when the loss is not finite', async () => {
    const engine = startEngine({ env, cache })
    const text = document(
      { epochs: 50, optimizer: { type: 'sgd', learning_rate: 1e18 } },
      { output: { loss: 'mean_squared_error' }, hidden: [] },
    )
    // A numeric target, so that the loss is unbounded.
    const regression = JSON.parse(text)
    regression.data.source = {
      type: 'csv',
      path: tablePath,
      target: 'f0',
      task: 'number',
      features: ['f1', 'f2'],
    }
    regression.networks.main.layers.input.props.shape = [2]
    regression.networks.main.layers.last.props = { units: 1 }
    await engine.calls.train({ document: JSON.stringify(regression), folder: null })
    const result = await engine.finished()
    expect(result.state).toBe('failed')
    expect(result.problems[0]).toMatchObject({ code: 'not_finite', field: 'optimizer.learning_rate' })
    expect(result.problems[0]!.message.en).toMatch(
      /epoch 1, step \d+.*learning_rate \(now 1000000000000000000\)/,
    )
    expect((readJson(join(result.folder!, RECORD)) as RunRecord).state).toBe('failed')
  })
})

describe('compiled networks', () => {
  it('are cached for the next run, and damaged ones are removed', async () => {
    const own = damagedCache
    const xla = startEngine({ env: { LAYERLOOM_EXECUTOR: 'xla' }, cache: own })
    const { version } = await xla.calls.runtime()
    if (!version?.startsWith('2.21.')) return expect(version).not.toMatch(/^2\.21/)
    await xla.calls.train({ document: document({ epochs: 1 }), folder: null })
    await xla.until(() => xla.seen.results[0]?.state === 'finished')
    const [kind] = readdirSync(join(own, 'xla'))
    const [compiledFile] = readdirSync(join(own, 'xla', kind!))
    writeFileSync(join(own, 'xla', kind!, compiledFile!), 'damaged')
    await xla.calls.train({ document: document({ epochs: 1 }), folder: null })
    await xla.until(() => xla.seen.results[1]?.state === 'finished')
    expect(xla.seen.log.some((l) => /compiled again/.test(l.text.en))).toBe(true)
  })
})

describe('what cannot be trained', () => {
  const engine = () => startEngine({ env, cache })
  const refusal = async (
    job: Parameters<ReturnType<typeof engine>['calls']['train']>[0],
    testEngine = engine(),
  ) => {
    const error = await testEngine.calls.train(job).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ProblemError)
    return { problems: (error as ProblemError).problems, engine: testEngine }
  }

  it('is refused with node and field before the run starts', async () => {
    const { problems, engine: testEngine } = await refusal({
      document: document({}, { hiddenProps: { units: 0 } }),
      folder: null,
    })
    expect(problems[0]).toMatchObject({ node: 'dense_0', field: 'units', severity: 'error' })
    expect(testEngine.seen.started).toEqual([])
  })

  it('is refused when it does not fit the data', async () => {
    const text = document().replaceAll('"units":3', '"units":2')
    const { problems, engine: testEngine } = await refusal({ document: text, folder: null })
    expect(problems[0]).toMatchObject({ code: 'too-few-outputs', node: 'output' })
    expect((await testEngine.finished()).state).toBe('failed')
    // The log line that repeats the refusal is marked with `ends`.
    expect(testEngine.seen.log.filter(({ ends }) => ends).map(({ text }) => text)).toEqual([
      problems[0]!.message,
    ])
  })

  it('is refused when the data file is missing', async () => {
    const { problems } = await refusal({ document: document(), folder: null, data: join(folder, 'none.csv') })
    expect(problems[0]!.code).toBe('data_missing')
  })

  it('is refused when a window names a file to write or read', async () => {
    const window = startEngine({ env, cache, kind: 'window' })
    for (const more of [{ out: join(folder, 'elsewhere') }, { data: '/etc/hostname' }]) {
      const { problems } = await refusal({ document: document(), folder: null, ...more }, window)
      expect(problems[0]!.message.en).toBe(
        'The run’s folder (--out) and other data (--data) can be set only on the command line. Change the document instead.',
      )
    }
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
  })

  it('the portable executor, without native TensorFlow, gives the same figures', async () => {
    const run = async (engine: ReturnType<typeof startEngine>) => {
      await engine.calls.train({ document: document(), folder: null, seed: 3 })
      const { state, folder: out } = await engine.finished()
      expect(state).toBe('finished')
      return { lines: metricsOf(out!), executor: (readJson(join(out!, RECORD)) as RunRecord).executor }
    }
    const withoutTensorFlow = startEngine({ env, cache: emptyCache })
    expect(await withoutTensorFlow.calls.runtime()).toMatchObject({ tensorflow: 'none', xla: false })
    expect((await withoutTensorFlow.calls.versions()).node).toBe(process.versions.node)
    const portable = await run(withoutTensorFlow)
    const native = await run(startEngine({ env, cache }))
    expect(portable.executor).toMatchObject({
      kind: 'portable',
      version: expect.stringMatching(/WebAssembly/),
    })
    for (const [i, line] of native.lines.entries())
      expect(portable.lines[i]!.val_loss).toBeCloseTo(Number(line.val_loss), 4)
  })
})

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  it('fails the run with a problem and keeps the files written before', async () => {
    const out = join(folder, 'full')
    const engine = startEngine({ env, cache })
    await engine.calls.train({ document: document(), folder: null, out })
    // Its process is loading TensorFlow; figures are written after the first epoch.
    symlinkSync('/dev/full', join(out, METRICS))
    const result = await engine.finished()
    expect(result.state).toBe('failed')
    expect(result.problems[0]).toMatchObject({ code: 'disk_full' })
    expect(result.problems[0]!.message.en).toContain(out)
    expect((readJson(join(out, RECORD)) as RunRecord).problems[0]!.code).toBe('disk_full')
    await engine.calls.train({ document: document(), folder: null })
    await engine.until(() => engine.seen.results[1]?.state === 'finished')
  })
})
