/** Runs and caches that earlier versions of the app have written (tests/fixtures/versions) open, and those of newer versions are refused with
 *  their version. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpointsIn, readCheckpoint } from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { storedEvaluations } from '../../../electron/engine/run-folder/evaluation-files.ts'
import { readAnnotations } from '../../../electron/engine/runs/annotations.ts'
import { readRecord } from '../../../electron/engine/runs/read-run.ts'
import { buildEngine, startEngine, temporaryCache, temporaryFolder } from '../support.ts'

buildEngine()
const ROOT = join(import.meta.dirname, '..', '..', '..')
const VERSIONS = join(ROOT, 'tests', 'fixtures', 'versions')
const env = { LAYERLOOM_EXECUTOR: 'portable' }

/** A copy of an old run, whose table is where its record says. */
function copyOf(name: string, runs: string): string {
  const home = temporaryFolder()
  const run = join(runs, name)
  copyFileSync(join(ROOT, 'assets', 'examples', 'iris.csv'), join(home, 'iris.csv'))
  cpSync(join(VERSIONS, 'runs', name), run, { recursive: true })
  const record = join(run, 'run.json')
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll('/home/person', home.replaceAll('\\', '/')))
  return run
}

/** A cache with the data that old versions have prepared. */
function oldCache(): string {
  const cache = temporaryCache()
  cpSync(join(VERSIONS, 'cache'), join(cache, 'data'), { recursive: true })
  return cache
}

describe.each(readdirSync(join(VERSIONS, 'runs')))('the run “%s”', (name) => {
  it('is listed and opened with its figures', async () => {
    const runs = temporaryFolder()
    const folder = copyOf(name, runs)
    const engine = startEngine({ env, cache: oldCache(), runs })
    const { runs: listed, skipped } = await engine.calls.listRuns(10)
    expect(skipped).toEqual([])
    expect(listed).toHaveLength(1)
    const record = readRecord(folder)
    expect(record).toMatchObject({
      state: 'finished',
      epochs_done: 2,
      data: { targets: [{ name: 'species' }] },
    })
    expect((await engine.calls.openRun(record.run)).epochEnds).toHaveLength(2)
  })

  it('has checkpoints that are read', () => {
    const folder = copyOf(name, temporaryFolder())
    const names = checkpointsIn(folder)
    expect(names).toHaveLength(2)
    for (const each of names) expect(readCheckpoint(folder, each).tensors.size).toBeGreaterThan(10)
  })
})

it('a run with the fingerprint of today is evaluated and trained on', async () => {
  const runs = temporaryFolder()
  const folder = copyOf('prepared-tables', runs)
  const engine = startEngine({ env, cache: oldCache(), runs })

  const { figures } = await engine.calls.evaluate({ run: folder, part: 'validation', weights: 'best' })
  const last = JSON.parse(readFileSync(join(folder, 'metrics.ndjson'), 'utf8').trim().split('\n').at(-1)!)
  const accuracy = figures.series.find((one) => one.name === 'accuracy')
  expect(accuracy?.value).toBeCloseTo(last.val_accuracy, 6)

  await engine.calls.continueRun(folder, 1)
  const { state, folder: continued } = await engine.finished()
  expect(state).toBe('finished')
  expect(readRecord(continued!).epochs_done).toBe(3)
})

it('a run of an earlier fingerprint of the data is not evaluated on data that may be others', async () => {
  const runs = temporaryFolder()
  const folder = copyOf('last-of-format-1', runs)
  const engine = startEngine({ env, cache: oldCache(), runs })
  const evaluate = () => engine.calls.evaluate({ run: folder, part: 'validation', weights: 'best' })
  // It is the way that fingerprints were made that differs, and the message says so.
  await expect(evaluate()).rejects.toMatchObject({ problems: [{ code: 'earlier_fingerprint' }] })
  await expect(engine.calls.continueRun(folder, 1)).rejects.toMatchObject({
    problems: [{ code: 'earlier_fingerprint' }],
  })
  // Data with fewer rows are other ones in any case.
  const table = join(readRecord(folder).data.folder!, 'iris.csv')
  writeFileSync(table, readFileSync(table, 'utf8').split('\n').slice(0, 101).join('\n'))
  await expect(evaluate()).rejects.toMatchObject({ problems: [{ code: 'data_changed' }] })
})

describe('of a newer version', () => {
  const [name] = readdirSync(join(VERSIONS, 'runs'))
  const newer = /version 7 of the format; this (one|app) reads version 1/
  const copy = () => copyOf(name!, temporaryFolder())
  const messages = (read: () => unknown): string => {
    try {
      read()
      return 'it was read'
    } catch (error) {
      return (error as Error).message
    }
  }

  it('is a run', () => {
    const folder = copy()
    const record = join(folder, 'run.json')
    writeFileSync(record, readFileSync(record, 'utf8').replace('"version": 1', '"version": 7'))
    expect(messages(() => readRecord(folder))).toMatch(newer)
  })
  it('is a checkpoint', () => {
    const folder = copy()
    const [checkpoint] = checkpointsIn(folder)
    const path = join(folder, 'checkpoints', checkpoint!)
    const bytes = readFileSync(path)
    bytes.write('"version":"7"', bytes.indexOf('"version":"1"'))
    writeFileSync(path, bytes)
    expect(messages(() => readCheckpoint(folder, checkpoint!))).toMatch(newer)
  })
  it('is an evaluation', () => {
    const folder = copy()
    mkdirSync(join(folder, 'evaluations'))
    const file = join(folder, 'evaluations', 'test-20300101-000000000-abcdef.json')
    writeFileSync(file, JSON.stringify({ format: 'layerloom-evaluation', version: 7 }))
    expect(storedEvaluations(folder).skipped[0]?.message.en).toMatch(newer)
  })
  it('is what a person has added', () => {
    const folder = copy()
    writeFileSync(
      join(folder, 'annotations.json'),
      JSON.stringify({ format: 'layerloom-annotations', version: 7 }),
    )
    expect(messages(() => readAnnotations(folder))).toMatch(newer)
  })
})
