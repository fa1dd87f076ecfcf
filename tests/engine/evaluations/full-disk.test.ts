/** A full disk while a run is evaluated or predicts a file: said in words, nothing is left behind, and the run is as usable as before. */
import {
  cpSync,
  existsSync,
  type ReadStream,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createEvaluator } from '../../../electron/engine/evaluations/evaluator.ts'
import { predictFile } from '../../../electron/engine/evaluations/predict-file.ts'
import { predictPictures } from '../../../electron/engine/evaluations/predict-pictures.ts'
import type { Predictor } from '../../../electron/engine/evaluations/predictor.ts'
import type { StoredRun } from '../../../electron/engine/evaluations/stored-run.ts'
import { spawnRun } from '../../../electron/engine/runs/child-run.ts'
import type { EvaluationRequest } from '../../../shared/ipc/contract/index.ts'
import { writeIdx } from '../../support/datasets.ts'
import {
  buildEngine,
  documentText,
  problemOf,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

/** Files that do not fit on the disk, after this number of writes to each. */
const disk = vi.hoisted(() => ({
  full: null as RegExp | null,
  writes: 0,
  paths: new Map<number, string>(),
  /** What was read in pieces. */
  read: [] as ReadStream[],
}))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    openSync(...args: Parameters<typeof fs.openSync>) {
      const file = fs.openSync(...args)
      disk.paths.set(file, String(args[0]))
      return file
    },
    createReadStream(...args: Parameters<typeof fs.createReadStream>) {
      const stream = fs.createReadStream(...args)
      disk.read.push(stream)
      return stream
    },
    writeSync(file: number, ...rest: unknown[]) {
      if (disk.full?.test(disk.paths.get(file)!) && disk.writes-- <= 0)
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      return (fs.writeSync as (...args: unknown[]) => number)(file, ...rest)
    },
  }
})
afterEach(() => {
  disk.full = null
})

buildEngine()
const cache = temporaryCache()
const kept = temporaryFolder()
const original = join(kept, 'run')
let table = ''

beforeAll(() => {
  table = writeTable(kept, 20_000, 4)
}, 60_000)

/** A trained run of its own. */
async function trainedRun(): Promise<string> {
  if (!existsSync(original)) {
    const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: 'portable' } })
    await engine.calls.train({
      document: documentText({ features: 4, path: table, hidden: [4] }),
      folder: null,
    })
    cpSync((await engine.finished()).folder!, original, { recursive: true })
  }
  const folder = join(temporaryPlace(), 'run')
  cpSync(original, folder, { recursive: true })
  return folder
}
let places = 0
const temporaryPlace = () => join(kept, `place-${++places}`)

const launch = (kind: 'portable' | 'graph' | 'xla', events: Parameters<typeof spawnRun>[3]) =>
  spawnRun(join(import.meta.dirname, '../../../dist/engine/run.mjs'), kind, process.env, events)
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

describe('an evaluation', () => {
  const request: EvaluationRequest = { run: '', part: 'test', weights: 'best' }
  const evaluate = (folder: string, start = launch) =>
    createEvaluator({ cache, executor: () => ({ kind: 'portable', title: '' }), launch: start }).evaluate({
      ...{ folder, request },
      permit: async () => {},
      onProgress: () => {},
    })

  test.skipIf(!existsSync('/dev/full'))('whose predictions do not fit', async () => {
    const folder = await trainedRun()
    const before = filesIn(folder)
    const problem = await problemOf(
      evaluate(folder, (kind, events) => {
        const child = launch(kind, events)
        return {
          ...child,
          evaluate(job) {
            symlinkSync('/dev/full', `${job.file}.${child.pid}.part`)
            child.evaluate(job)
          },
        }
      }),
    )
    expect(problem).toMatchObject({ code: 'disk_full' })
    expect(problem!.message.en).toContain(folder)
    expect(filesIn(folder)).toEqual([...before, 'evaluations'].sort())
    expect((await evaluate(folder)).rows).toBeGreaterThan(0)
  })

  test('whose figures do not fit', async () => {
    const folder = await trainedRun()
    const before = filesIn(folder)
    disk.full = /evaluations.*\.json\.\d+\.part$/
    disk.writes = 0
    expect(await problemOf(evaluate(folder))).toMatchObject({ code: 'disk_full' })
    expect(filesIn(folder)).toEqual([...before, 'evaluations'].sort())
    disk.full = null
    expect((await evaluate(folder)).rows).toBeGreaterThan(0)
  })
})

describe('a file of predictions', () => {
  test.each([0, 3])('that does not fit after %d writes', async (writes) => {
    const folder = await trainedRun()
    const out = join(folder, '..', 'out.csv')
    writeFileSync(out, 'earlier predictions')
    const before = filesIn(join(folder, '..'))
    const predict = () =>
      predictFile({
        ...{ folder, cache, signal: new AbortController().signal, onProgress: () => {} },
        query: { run: '', weights: 'best', data: table, labels: null, out, probabilities: false },
        options: { executor: 'portable', launch },
      })
    disk.full = /out\.csv\..*\.part$/
    disk.writes = writes
    const problem = await problemOf(predict())
    expect(problem).toMatchObject({ code: 'predictions_write' })
    expect(problem!.message.en).toBe(
      `The predictions cannot be written to ${out} (ENOSPC): the disk is full. Choose another file; nothing was left there.`,
    )
    expect(disk.writes).toBe(-1)
    expect(filesIn(join(folder, '..'))).toEqual(before)
    expect(readFileSync(out, 'utf8')).toBe('earlier predictions')
    disk.full = null
    expect((await predict()).rows).toBe(20_000)
  })

  test('that does not fit closes the pictures that it is about', async () => {
    const [images, out] = [join(kept, 'images'), join(kept, 'pictures.csv')]
    writeIdx(images, [5000, 4, 6], () => 1)
    const predictor = {
      ...{ outputs: [], dtype: 'uint8', shape: [4, 6], rowSize: 24 },
      predict: async () => [],
      read: () => [],
    } as unknown as Predictor
    const run = { record: { data: { targets: [{ name: 'label' }] } }, document: {} } as unknown as StoredRun
    disk.full = /pictures\.csv\..*\.part$/
    disk.writes = 0
    disk.read = []
    const predicted = predictPictures(run, predictor, {
      ...{ folder: '', cache, signal: new AbortController().signal, onProgress: () => {} },
      query: { run: '', weights: 'best', data: images, labels: null, out, probabilities: false },
      options: { executor: 'portable', launch },
    })
    expect(await problemOf(predicted)).toMatchObject({ code: 'predictions_write' })
    expect(disk.read.map(({ path, destroyed }) => [path, destroyed])).toEqual([[images, true]])
  })
})
