/** Stopping in every state, and the loss of the run's process or the engine. Durations are printed; the limits allow a busy machine. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import type { RunInfo, RunSnapshot } from '../../../shared/ipc/contract/index.ts'
import type { ProblemError } from '../../../shared/problem.ts'
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
const env = { LAYERLOOM_EXECUTOR: 'graph' }
const table = writeTable(folder, 6000, 12)
/** Trains for minutes. */
const longTraining = (more: object = {}, training: object = {}) =>
  documentText({
    features: 12,
    path: table,
    hidden: [64, 64],
    ...more,
    training: { epochs: 100_000, batch_size: 8, ...training },
  })
const start = (engine: TestEngine, text = longTraining()) =>
  engine.calls.train({ document: text, folder: null })

/** In ms. 200 are promised; twice that is a fault even on a busy machine. */
const MAX_STOP_MS = 400

async function timeToStop(engine: TestEngine, run: RunInfo): Promise<number> {
  const startTime = performance.now()
  const stopped = engine.calls.stop(run.run)
  await engine.until(() => engine.seen.results.length > 0 || engine.seen.states.includes('stopped'))
  const elapsed = performance.now() - startTime
  await stopped
  const result = await engine.finished()
  expect(result.state).toBe('stopped')
  return elapsed
}
const logDuration = (state: string, elapsed: number) =>
  console.log(`stop while ${state}: ${elapsed.toFixed(0)} ms`)

describe('stop', () => {
  it('while training, and the next run works', async () => {
    const engine = startEngine({ env, cache })
    const info = await start(engine)
    await engine.until(() => engine.seen.epochs.length >= 1)
    const elapsed = await timeToStop(engine, info)
    logDuration('training', elapsed)
    expect(elapsed).toBeLessThan(MAX_STOP_MS)
    const result = await engine.finished()
    expect(result.bestEpoch).toBeGreaterThanOrEqual(1)
    const record = readJson(join(result.folder!, RECORD)) as RunRecord
    expect(record).toMatchObject({ state: 'stopped', best_epoch: result.bestEpoch })
    expect(readdirSync(result.folder!)).toContain('weights-last.safetensors')
    const next = documentText({ features: 12, path: table, training: { epochs: 1 } })
    await start(engine, next)
    await engine.until(() => engine.seen.results[1]?.state === 'finished')
  })

  it('while preparing', async () => {
    const big = writeTable(folder, 60_000, 30)
    const engine = startEngine({ env, cache })
    const training = start(engine, longTraining({ features: 30, path: big }))
    const info = await engine.until(() => engine.seen.started[0])
    expect(info.state).toBe('preparing')
    const elapsed = await timeToStop(engine, info)
    logDuration('preparing', elapsed)
    expect(elapsed).toBeLessThan(MAX_STOP_MS)
    expect((await training).state).toBe('stopped')
  })

  it('while compiling, which cannot be interrupted', async () => {
    const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: 'xla' }, cache })
    if (!(await engine.calls.runtime()).xla)
      return expect(await engine.calls.runtime()).toMatchObject({ xla: false })
    const deep = longTraining({
      hidden: Array.from({ length: 24 }, () => 40),
      batchNormalization: true,
      dropout: 0.1,
    })
    const info = await start(engine, deep)
    await engine.until(() => engine.seen.states.includes('compiling'))
    // By then it is inside the call, which takes seconds.
    await new Promise((r) => setTimeout(r, 150))
    expect(engine.seen.states).not.toContain('training')
    const elapsed = await timeToStop(engine, info)
    logDuration('compiling', elapsed)
    expect(elapsed).toBeLessThan(MAX_STOP_MS)
  })

  it('while validating', async () => {
    const engine = startEngine({ env, cache })
    const split = { validation: 5600, test: 0 }
    const info = await start(engine, longTraining({ split, hidden: [1500, 1500] }, { batch_size: 400 }))
    await engine.until(() => engine.seen.frames.some((f) => f.state === 'validating'))
    const elapsed = await timeToStop(engine, info)
    logDuration('validating', elapsed)
    expect(elapsed).toBeLessThan(MAX_STOP_MS)
  })

  it('of a finished or unknown run does nothing', async () => {
    const engine = startEngine({ env, cache })
    await engine.calls.stop('nobody')
    const info = await start(engine, documentText({ features: 12, path: table, training: { epochs: 1 } }))
    await engine.finished()
    await engine.calls.stop(info.run)
    expect(engine.seen.results).toHaveLength(1)
  })
})

describe('one run at a time', () => {
  it('refuses a second run, naming the first', async () => {
    const engine = startEngine({ env, cache })
    const info = await start(engine)
    const error = await start(engine).catch((e: unknown) => e)
    expect((error as ProblemError).problems[0]).toMatchObject({ code: 'busy' })
    expect((error as ProblemError).message).toContain('Made')
    await engine.calls.stop(info.run)
  })
})

describe.skipIf(process.platform !== 'linux')('an exited process', () => {
  const childrenOf = (pid: number) =>
    execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
      .map(Number)

  it('fails the run with the reason, and the next run works', async () => {
    const engine = startEngine({ env, cache })
    await start(engine)
    await engine.until(() => engine.seen.epochs.length >= 1)
    process.kill(childrenOf(engine.pid()!)[0]!, 'SIGKILL')
    const result = await engine.finished()
    expect(result.state).toBe('failed')
    expect(result.problems[0]!.message.en).toMatch(/SIGKILL.*memory/)
    expect(result.bestEpoch).toBeGreaterThanOrEqual(1)
    expect((readJson(join(result.folder!, RECORD)) as RunRecord).state).toBe('failed')
    await start(engine, documentText({ features: 12, path: table, training: { epochs: 1 } }))
    await engine.until(() => engine.seen.results[1]?.state === 'finished')
  })

  it('of a killed engine: the next engine marks the run as failed and returns its epochs', async () => {
    const engine = startEngine({ env, cache })
    const info = await start(engine)
    await engine.until(() => engine.seen.epochs.length >= 2)
    const [child] = childrenOf(engine.pid()!)
    process.kill(engine.pid()!, 'SIGKILL')
    // Without its engine, the run's process exits.
    await engine.until(() => !existsSync(`/proc/${child}`))
    const next = startEngine({ env, cache, runs: engine.runs })
    const [snapshot] = await next.calls.attach()
    expect(snapshot!.info).toMatchObject({ run: info.run, name: 'Made', state: 'failed' })
    expect(snapshot!.result!.reason.en).toMatch(/engine ended/)
    expect(snapshot!.epochEnds.length).toBeGreaterThanOrEqual(2)
    const { folder: run } = snapshot!.result!
    expect((readJson(join(run!, RECORD)) as RunRecord).state).toBe('failed')
    expect(readFileSync(join(run!, METRICS), 'utf8').trim().split('\n').length).toBe(
      snapshot!.epochEnds.length,
    )
  })

  it('of a closed host: the run is recorded as stopped', async () => {
    const engine = startEngine({ env, cache })
    await start(engine)
    await engine.until(() => engine.seen.epochs.length >= 1)
    const [child] = childrenOf(engine.pid()!)
    await engine.close()
    await engine.until(() => !existsSync(`/proc/${child}`))
    const [run] = readdirSync(engine.runs).filter((name) => !name.startsWith('.'))
    const record = readJson(join(engine.runs, run!, RECORD)) as RunRecord
    expect(record).toMatchObject({
      state: 'stopped',
      reason: { en: expect.stringMatching(/app was closed/) },
    })
  })
})

describe('attach', () => {
  it('returns a running run to a client that connects later', async () => {
    const engine = startEngine({ env, cache })
    const info = await start(engine)
    await engine.until(() => engine.seen.frames.length > 5)
    const [snapshot] = (await engine.calls.attach()) as RunSnapshot[]
    expect(snapshot!.info).toMatchObject({
      run: info.run,
      state: 'training',
      stepsPerEpoch: info.stepsPerEpoch,
    })
    expect(snapshot!.points.length % 3).toBe(0)
    expect(snapshot!.points.length).toBeGreaterThan(3)
    expect(snapshot!.log.length).toBeGreaterThan(0)
    await engine.calls.stop(info.run)
    const [after] = await engine.calls.attach()
    expect(after!.result!.state).toBe('stopped')
  })
})
