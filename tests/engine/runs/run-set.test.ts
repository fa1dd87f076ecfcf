/** Sets of runs: one for each fold, seed or optimizer, one after the other. */
import { describe, expect, it } from 'vitest'
import { memberJob } from '../../../electron/engine/runs/run-set.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { SET_OPTIMIZERS, withOptimizer } from '../../../shared/document/run-set.ts'
import type { SetPlan } from '../../../shared/ipc/contract/index.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  type TestEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const env = { LAYERLOOM_EXECUTOR: 'portable' }
const table = writeTable(folder, 120, 4)
const text = (training: object = {}) =>
  documentText({ features: 4, path: table, split: { method: 'kfold' }, training: { epochs: 2, ...training } })

const trainSet = (engine: TestEngine, plan: SetPlan, training?: object) =>
  engine.calls.trainSet({ document: text(training), folder: null }, plan)
/** Each run starts, then is told again with its steps. */
const started = (engine: TestEngine) => [
  ...new Map(engine.seen.started.map((info) => [info.run, info])).values(),
]
const results = (engine: TestEngine, count: number) =>
  engine.until(() => engine.seen.results.length === count && engine.seen.results)
const foldsOnDisk = async (engine: TestEngine) =>
  (await engine.calls.listRuns(10)).runs
    .map(({ info, settings, result }) => [info.set?.index, settings['split.fold'] ?? 0, result.state])
    .reverse()

describe('a set of runs', () => {
  it('trains each fold once, and the runs know each other on the disk', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    const first = await trainSet(engine, { kind: 'folds', count: 3 })
    expect(first).toMatchObject({ set: { index: 0, count: 3 }, following: 2 })
    await results(engine, 3)
    expect(started(engine).map(({ name, following }) => [name, following])).toEqual([
      ['Made · fold 1/3', 2],
      ['Made · fold 2/3', 1],
      ['Made · fold 3/3', undefined],
    ])
    expect(await foldsOnDisk(engine)).toEqual([
      [0, 0, 'finished'],
      [1, 1, 'finished'],
      [2, 2, 'finished'],
    ])
    const { runs } = await engine.calls.listRuns(10)
    expect(new Set(runs.map(({ info }) => info.set?.id))).toEqual(new Set([first.set!.id]))
    // A repeated run is none of the set: it has the same figures.
    const repeated = await engine.calls.repeat(first.run)
    expect(repeated.set).toBeUndefined()
    expect((await engine.until(() => engine.seen.results[3])).repeated?.same).toBe(true)
    expect(engine.seen.results).toHaveLength(4)
    expect((await engine.calls.continueRun(first.run, 1)).set).toBeUndefined()
    await results(engine, 5)
  })

  it('trains seeds that follow the one of the document', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    await trainSet(engine, { kind: 'seeds', count: 3 })
    await results(engine, 3)
    expect(started(engine).map(({ name, seed }) => [name, seed])).toEqual([
      ['Made', 5],
      ['Made', 6],
      ['Made', 7],
    ])
  })

  it('trains the optimizers, each run under the name of its own, with the same seed', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    await trainSet(engine, { kind: 'optimizers', count: 2 })
    await results(engine, 2)
    expect(started(engine).map(({ name, seed }) => [name, seed])).toEqual([
      ['Made · momentum', 5],
      ['Made · Nesterov', 5],
    ])
    const { runs } = await engine.calls.listRuns(10)
    expect(
      runs.map(({ settings: { optimizer, momentum, nesterov } }) => [optimizer, momentum, nesterov]),
    ).toEqual([
      ['sgd', 0.9, true],
      ['sgd', 0.9, undefined],
    ])
    await expect(trainSet(engine, { kind: 'optimizers', count: 8 })).rejects.toThrow('trainSet')
  })

  it('goes on after a run that is stopped alone, and ends when the set is stopped', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    const first = await trainSet(engine, { kind: 'folds', count: 3 }, { epochs: 1_000_000 })
    await engine.calls.skip(first.run)
    const second = await engine.until(() => started(engine)[1])
    // Whoever stops the first run meanwhile means the set.
    await engine.calls.stop(first.run)
    expect(engine.seen.results.map(({ run, state }) => [run, state])).toEqual([
      [first.run, 'stopped'],
      [second.run, 'stopped'],
    ])
    expect(started(engine)).toHaveLength(2)
    // Another training is possible, and none of the set comes between.
    await engine.calls.train({ document: text(), folder: null })
    await results(engine, 3)
    expect(started(engine)).toHaveLength(3)
  })

  it('waits for a paused run, and goes on with the missing ones when that is resumed, also after a restart', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    const first = await trainSet(engine, { kind: 'folds', count: 2 }, { epochs: 300 })
    await engine.until(() => engine.seen.epochs.length > 0)
    await engine.calls.pause(first.run)
    await engine.close()
    const next = startEngine({ env, cache, kind: 'window', runs: engine.runs })
    await next.calls.listRuns(10)
    const resumed = await next.calls.resume(first.run)
    expect(resumed.following).toBe(1)
    await results(next, 2)
    expect(await foldsOnDisk(next)).toEqual([
      [0, 0, 'finished'],
      [1, 1, 'finished'],
    ])
  })

  it('ends with a run that fails', async () => {
    const engine = startEngine({ env, cache, kind: 'window' })
    await expect(trainSet(engine, { kind: 'folds', count: 200 })).rejects.toThrow('200 folds')
    expect(engine.seen.results).toHaveLength(1)
    expect(started(engine)).toHaveLength(1)
  })
})

it('the seed of a run counts from that of the set, also from the job of a later run, and starts again at 0', () => {
  const id = '4a5cdb49-2c3b-4ac1-a7aa-70f9a6cd1a30'
  const set = (index: number) => ({ id, index, count: 5, kind: 'seeds' }) as const
  const parsed = { job: { document: text(), folder: null }, document: parseDocument(text()) }
  const third = memberJob(parsed, set(2))
  expect(third.job).toMatchObject({ seed: 7, set: set(2) })
  expect(memberJob(third, set(4)).job.seed).toBe(9)
  const last = { ...parsed, job: { ...parsed.job, seed: 2 ** 32 - 1 } }
  expect(memberJob(last, set(1)).job.seed).toBe(0)
})

it('the optimizers of a set are all different, and a place that only a newer version knows is refused', () => {
  const document = parseDocument(text())
  const all = SET_OPTIMIZERS.map((_, i) => JSON.stringify(withOptimizer(document, i).training.optimizer))
  expect(new Set(all).size).toBe(7)
  expect(() => withOptimizer(document, 7)).toThrow('A set has 7 optimizers')
})
