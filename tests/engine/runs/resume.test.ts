/** Runs that are interrupted and resumed have the numbers of an uninterrupted run. */
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  CHECKPOINTS,
  checkpointsIn,
  readCheckpoint,
} from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { BEST, LAST } from '../../../electron/engine/run-folder/run-files.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { streamOf } from '../../support/random-arrays.ts'
import {
  buildEngine,
  documentText,
  readJson,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const kinds = ['graph', 'xla'] as const
const table = writeTable(folder, 700, 6)
const EPOCHS = 8
const STEPS = 31

/** A document with all kinds of state (dropout, moving averages, slots, accumulated gradients, callbacks) and a smaller last batch. */
const text = (training: object = {}) =>
  documentText({
    features: 6,
    path: table,
    hidden: [12, 8],
    batchNormalization: true,
    dropout: 0.2,
    training: {
      epochs: EPOCHS,
      batch_size: 16,
      optimizer: {
        ...{ type: 'nadam', learning_rate: 0.02, gradient_accumulation_steps: 2 },
        ...{ use_ema: true, ema_momentum: 0.9, ema_overwrite_frequency: 20 },
      },
      callbacks: [
        { type: 'EarlyStopping', patience: 5, restore_best_weights: true },
        { type: 'ReduceLROnPlateau', patience: 1, factor: 0.5, min_delta: 0.05, cooldown: 1 },
        'CSVLogger',
      ],
      ...training,
    },
  })

interface Numbers {
  readonly metrics: readonly unknown[]
  readonly last: Buffer
  readonly best: Buffer
  readonly csv: string
}
const numbersOf = (run: string): Numbers => ({
  metrics: readFileSync(join(run, METRICS), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as object), ms_per_step: 0 })),
  last: readFileSync(join(run, LAST)),
  best: readFileSync(join(run, BEST)),
  csv: readFileSync(join(run, 'callbacks', 'training.csv'), 'utf8'),
})

const engineWith = (kind: string, chunk: number, options: { runs?: string; seconds?: number } = {}) =>
  startEngine({
    env: {
      LAYERLOOM_EXECUTOR: kind,
      LAYERLOOM_CHUNK: String(chunk),
      LAYERLOOM_CHECKPOINT_SECONDS: String(options.seconds ?? 0),
    },
    cache,
    kind: 'terminal',
    ...(options.runs ? { runs: options.runs } : {}),
  })

const uninterruptedRuns = new Map<string, Promise<Numbers>>()
/** The numbers of the uninterrupted run, computed once per executor. */
function uninterrupted(kind: string): Promise<Numbers> {
  const cached = uninterruptedRuns.get(kind)
  if (cached) return cached
  const numbers = (async () => {
    const engine = engineWith(kind, 7, { seconds: 1000 })
    const out = join(folder, `whole-${kind}`)
    await engine.calls.train({ document: text(), folder: null, out })
    expect((await engine.finished()).state).toBe('finished')
    // Only the one from which more epochs would go on.
    expect(checkpointsIn(out)).toHaveLength(1)
    return numbersOf(out)
  })()
  uninterruptedRuns.set(kind, numbers)
  return numbers
}

const childOf = (engine: TestEngine): number =>
  Number(
    execFileSync('ps', ['--ppid', String(engine.pid()), '-o', 'pid='], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
      .at(-1),
  )
const stepsDone = (engine: TestEngine) => {
  const frame = engine.seen.frames.at(-1)
  return frame ? (frame.epoch - 1) * STEPS + frame.step : 0
}
const startTraining = async (engine: TestEngine, out: string) => {
  await engine.calls.train({ document: text(), folder: null, out })
}
const waitForResult = (engine: TestEngine, n = 1) => engine.until(() => engine.seen.results[n - 1])

describe.skipIf(process.platform !== 'linux')('a run that is killed at any step and resumed', () => {
  for (const kind of kinds)
    it(`has the numbers of an uninterrupted run: ${kind}`, async () => {
      const expected = await uninterrupted(kind)
      const random = streamOf(23)
      const out = join(folder, `killed-${kind}`)
      let engine = engineWith(kind, 1, { seconds: 0.02 })
      await startTraining(engine, out)
      for (const chunk of [3, 50, 5]) {
        const previousSteps = stepsDone(engine)
        const wait = 3 + Math.floor(40 * Math.abs(Math.sin(previousSteps + chunk + random.normal())))
        await engine.until(() => engine.seen.results.length > 0 || stepsDone(engine) >= previousSteps + wait)
        const state = engine.seen.results.at(-1)?.state
        if (state) break
        process.kill(childOf(engine), 'SIGKILL')
        const failed = await waitForResult(engine)
        expect(failed.state).toBe('failed')
        await engine.close()
        engine = engineWith(kind, chunk, { seconds: 0.02 })
        const info = await engine.calls.resume(out)
        expect(info.resumed!.epoch * STEPS + info.resumed!.step).toBeGreaterThan(0)
      }
      expect((await waitForResult(engine)).state).toBe('finished')
      const actual = numbersOf(out)
      expect(actual.metrics).toEqual(expected.metrics)
      expect(actual.last.equals(expected.last)).toBe(true)
      expect(actual.best.equals(expected.best)).toBe(true)
      const record = readJson(join(out, RECORD)) as RunRecord
      expect(record).toMatchObject({ state: 'finished', problems: [], epochs_done: expected.metrics.length })
      expect(checkpointsIn(out).length).toBeLessThanOrEqual(2)
    })
})

const env = 'graph'
/** Ends a run after at least two epochs, with checkpoints. */
async function interrupted(name: string, method: 'pause' | 'stop' = 'pause') {
  const out = join(folder, name)
  const engine = engineWith(env, 2, { seconds: 0.02 })
  await startTraining(engine, out)
  await engine.until(() => engine.seen.epochs.length >= 2 && checkpointsIn(out).length === 2)
  await engine.calls[method](engine.seen.started[0]!.run)
  const result = await waitForResult(engine)
  expect(engine.seen.epochs.length).toBeLessThan(EPOCHS)
  return { out, engine, result }
}
let paused: Promise<string> | null = null
/** A new folder with a copy of a paused run, which is trained once. */
async function copyOfPaused(name: string): Promise<string> {
  paused ??= interrupted('copied').then(({ out }) => out)
  const out = join(folder, name)
  cpSync(await paused, out, { recursive: true })
  return out
}
const refusal = async (engine: TestEngine, out: string) => {
  const error = await engine.calls.resume(out).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problems[0]!
}

describe('pause and resume', () => {
  it('in the same engine, by the run’s id, gives the numbers of an uninterrupted run', async () => {
    const expected = await uninterrupted(env)
    const { out, engine, result } = await interrupted('paused')
    expect(result).toMatchObject({ state: 'paused', problems: [], folder: out })
    expect(readJson(join(out, RECORD))).toMatchObject({
      state: 'paused',
      reason: { en: 'It can be resumed from where it stopped.' },
    })
    const epochsBefore = engine.seen.epochs.length
    const info = await engine.calls.resume(result.run)
    expect(info.run).toBe(result.run)
    expect(info.resumed!.epoch).toBe(epochsBefore)
    // The earlier epochs are sent again, for windows that have not received them.
    const epochs = await engine.until(
      () => engine.seen.epochs.length >= 2 * epochsBefore && engine.seen.epochs,
    )
    expect(epochs.slice(epochsBefore, 2 * epochsBefore).map((e) => e.epoch)).toEqual(
      epochs.slice(0, epochsBefore).map((e) => e.epoch),
    )
    await engine.calls.pause(result.run)
    expect((await waitForResult(engine, 2)).state).toBe('paused')
    await engine.calls.resume(result.run)
    expect((await waitForResult(engine, 3)).state).toBe('finished')
    expect(numbersOf(out)).toEqual(expected)
    const [snapshot] = await engine.calls.attach()
    expect(snapshot!.epochEnds.map((e) => e.epoch)).toEqual(expected.metrics.map((_, i) => i + 1))
    expect((await refusal(engine, result.run)).code).toBe('run_finished')
  })

  it('after a stop, which saves the best weights as the last, continues from where it was', async () => {
    const expected = await uninterrupted(env)
    const { out, result } = await interrupted('stopped', 'stop')
    expect(result.state).toBe('stopped')
    const engine = engineWith(env, 9)
    await engine.calls.resume(out)
    expect((await waitForResult(engine)).state).toBe('finished')
    expect(numbersOf(out)).toEqual(expected)
  })

  it.skipIf(process.platform !== 'linux')('after the engine itself was killed', async () => {
    const expected = await uninterrupted(env)
    const out = join(folder, 'engine-killed')
    const first = engineWith(env, 4, { seconds: 0.02 })
    await startTraining(first, out)
    await first.until(() => first.seen.epochs.length >= 2 && checkpointsIn(out).length === 2)
    const child = childOf(first)
    process.kill(first.pid()!, 'SIGKILL')
    await first.until(() => !existsSync(`/proc/${child}`))
    const next = engineWith(env, 4, { runs: first.runs })
    const [snapshot] = await next.calls.attach()
    expect(snapshot!.result!.state).toBe('failed')
    await next.calls.resume(snapshot!.info.run)
    expect((await waitForResult(next)).state).toBe('finished')
    expect(numbersOf(out)).toEqual(expected)
  })
})

describe('a checkpoint', () => {
  it('that is damaged is replaced by the previous one, which is logged', async () => {
    const expected = await uninterrupted(env)
    const out = await copyOfPaused('damaged')
    const [newest, older] = checkpointsIn(out)
    truncateSync(join(out, CHECKPOINTS, newest!), 3000)
    expect(() => readCheckpoint(out, newest!)).toThrow()
    const engine = engineWith(env, 5)
    await engine.calls.resume(out)
    await waitForResult(engine)
    expect(engine.seen.log.map((l) => l.text.en).join('\n')).toContain(`${newest} is damaged`)
    expect(older).toBeDefined()
    expect(numbersOf(out)).toEqual(expected)
  })

  it('with one wrong byte is refused', async () => {
    const out = await copyOfPaused('one-byte')
    const [name] = checkpointsIn(out)
    const path = join(out, CHECKPOINTS, name!)
    const bytes = readFileSync(path)
    const head = bytes.indexOf('\\"epoch\\":')
    for (const at of [head + 10, bytes.length - 1]) {
      const corrupted = Buffer.from(bytes)
      corrupted[at]! ^= 1
      writeFileSync(path, corrupted)
      expect(() => readCheckpoint(out, name!)).toThrow()
    }
  })

  it('is missing: the run restarts, with the same numbers', async () => {
    const expected = await uninterrupted(env)
    const out = await copyOfPaused('none')
    rmSync(join(out, CHECKPOINTS), { recursive: true })
    const engine = engineWith(env, 5)
    expect((await engine.calls.resume(out)).resumed).toEqual({ epoch: 0, step: 0 })
    await waitForResult(engine)
    expect(numbersOf(out)).toEqual(expected)
  })

  it.skipIf(!existsSync('/dev/full'))(
    'that cannot be written to a full disk fails the run; the earlier ones remain usable',
    async () => {
      const expected = await uninterrupted(env)
      const out = join(folder, 'full-disk')
      const engine = engineWith(env, 1, { seconds: 0.05 })
      await startTraining(engine, out)
      await engine.until(() => checkpointsIn(out).length === 2)
      for (;;)
        try {
          symlinkSync('/dev/full', join(out, CHECKPOINTS, 'next.part'))
          break
        } catch (error) {
          // A checkpoint is being written at this moment.
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      const result = await waitForResult(engine)
      expect(result).toMatchObject({ state: 'failed', problems: [{ code: 'disk_full' }] })
      expect(checkpointsIn(out)).toHaveLength(2)
      const next = engineWith(env, 6)
      await next.calls.resume(out)
      expect((await waitForResult(next)).state).toBe('finished')
      expect(numbersOf(out)).toEqual(expected)
    },
  )
})

describe('a run is not resumed', () => {
  const record = (out: string) => readJson(join(out, RECORD)) as RunRecord
  const change = (out: string, changes: object) =>
    writeFileSync(join(out, RECORD), JSON.stringify({ ...record(out), ...changes }))

  it('if its document, data or executor differ; its folder is unchanged', async () => {
    const out = await copyOfPaused('other')
    const original = record(out)
    const engine = engineWith(env, 2)

    change(out, { executor: { ...original.executor, threads: 99 } })
    const computes = await refusal(engine, out)
    expect(computes).toMatchObject({ code: 'executor_differs' })
    expect(computes.message.en).toMatch(/threads 99 → \d/)

    change(out, { seed: 6, executor: original.executor })
    const other = await refusal(engine, out)
    expect(other).toMatchObject({ code: 'checkpoint_differs' })
    expect(other.message.en).toContain('the document')

    change(out, { seed: original.seed, data: { ...original.data, fingerprint: '0'.repeat(64) } })
    const data = await refusal(engine, out)
    expect(data).toMatchObject({ code: 'data_changed', field: 'data' })

    change(out, { data: original.data })
    expect(record(out)).toEqual(original)
    expect((await refusal(engine, join(folder, 'nowhere'))).code).toBe('run_missing')
    await engine.calls.resume(out)
    expect((await waitForResult(engine, engine.seen.results.length + 1)).state).toBe('finished')
  })

  it('for a window that names a folder', async () => {
    const out = await copyOfPaused('window')
    const window = startEngine({ cache, kind: 'window' })
    expect((await refusal(window, out)).code).toBe('run_missing')
  })
})

describe('repeating a run', () => {
  it('reports that the numbers are the same, or where they first differ', async () => {
    const engine = engineWith(env, 3, { seconds: 1000 })
    const out = join(folder, 'first')
    await engine.calls.train({ document: text({ epochs: 3 }), folder: null, out })
    const first = await waitForResult(engine)
    await engine.calls.repeat(first.run)
    const repeated = await waitForResult(engine, 2)
    expect(repeated.run).not.toBe(first.run)
    expect(repeated.repeated).toMatchObject({ same: true, text: { en: expect.stringContaining('3 epochs') } })
    expect(readJson(join(repeated.folder!, RECORD))).toMatchObject({
      repeats: { run: first.run, same: true },
    })
    const lines = readFileSync(join(out, METRICS), 'utf8').split('\n')
    lines[1] = lines[1]!.replace(/"loss":[\d.]+/, '"loss":0.25')
    writeFileSync(join(out, METRICS), lines.join('\n'))
    await engine.calls.repeat(first.run)
    const other = await waitForResult(engine, 3)
    expect(other.repeated).toMatchObject({ same: false })
    expect(other.repeated!.text.en).toMatch(/since epoch 2: loss was 0.25 and is .*executor are the same/)
  })

  it('is refused when the data changed, and creates no folder', async () => {
    const path = join(folder, 'changing.csv')
    const [table, other] = [60, 61].map((rows) => writeTable(folder, rows, 4))
    copyFileSync(table!, path)
    const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
    const document = documentText({ features: 4, path, training: { epochs: 1 } })
    const { run } = await engine.calls.train({ document, folder: null })
    await waitForResult(engine)
    const runs = readdirSync(engine.runs)
    copyFileSync(other!, path)
    await expect(engine.calls.repeat(run)).rejects.toMatchObject({
      problems: [{ code: 'data_changed', field: 'data' }],
    })
    expect(readdirSync(engine.runs)).toEqual(runs)
    copyFileSync(table!, path)
    await engine.calls.repeat(run)
    expect((await waitForResult(engine, 3)).repeated).toMatchObject({ same: true })
  })
})
