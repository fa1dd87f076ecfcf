/** More epochs after a run give the numbers of one run of all epochs, in a run of their own. */
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKPOINTS } from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { BEST, LAST } from '../../../electron/engine/run-folder/run-files.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import type { RunInfo } from '../../../shared/ipc/contract/index.ts'
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
const table = writeTable(folder, 300, 6)

/** All kinds of state: dropout, moving averages, slots, callbacks, best weights that are restored at the end. */
const text = (patience = 50) =>
  documentText({
    features: 6,
    path: table,
    hidden: [12, 8],
    batchNormalization: true,
    dropout: 0.2,
    training: {
      ...{ epochs: 3, batch_size: 16, optimizer: { type: 'adam', learning_rate: 0.02, use_ema: true } },
      callbacks: [
        { type: 'EarlyStopping', patience, min_delta: 0.1, restore_best_weights: true },
        { type: 'ReduceLROnPlateau', patience: 1, factor: 0.5, min_delta: 0.05 },
        'CSVLogger',
      ],
    },
  })

const numbersOf = (run: string) => ({
  metrics: readFileSync(join(run, METRICS), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as object), ms_per_step: 0 })),
  last: readFileSync(join(run, LAST)),
  best: readFileSync(join(run, BEST)),
  csv: readFileSync(join(run, 'callbacks', 'training.csv'), 'utf8'),
})
const recordIn = (run: string) => readJson(join(run, RECORD)) as RunRecord

const engineWith = (kind: string, env: Readonly<Record<string, string>> = {}) => {
  const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: kind, ...env }, cache })
  let ended = 0
  /** The folder of a run, once it has ended. */
  const trained = async (start: Promise<RunInfo>) => {
    await start
    const { folder: run } = await engine.until(() => engine.seen.results[ended])
    ended++
    return run!
  }
  const train = (out: string, options: { epochs?: number; patience?: number } = {}) =>
    trained(
      engine.calls.train({
        document: text(options.patience),
        folder: null,
        out: join(folder, out),
        ...(options.epochs ? { epochs: options.epochs } : {}),
      }),
    )
  return {
    ...engine,
    train,
    more: (run: string, epochs: number) => trained(engine.calls.continueRun(run, epochs)),
  }
}

describe.each(['graph', 'xla'])('with the executor %s', (kind) => {
  it('3 and 2 more epochs have the numbers of 5', async () => {
    const { train, more, seen } = engineWith(kind)
    const first = await train(`first-${kind}`)
    const before = numbersOf(first)
    const second = await more(first, 2)
    expect(numbersOf(second)).toEqual(numbersOf(await train(`whole-${kind}`, { epochs: 5 })))
    // The first run stays as it is, and the new one shows the whole history.
    expect(numbersOf(first)).toEqual(before)
    const { run } = recordIn(first)
    const record = recordIn(second)
    expect(record).toMatchObject({ epochs: 5, epochs_done: 5, continues: { run, epoch: 3, step: 0 } })
    expect(record.document).toMatchObject({ training: { epochs: 5 } })
    expect(seen.epochs.filter((end) => end.run === record.run).map(({ epoch }) => epoch)).toEqual([
      1, 2, 3, 4, 5,
    ])
    expect(seen.started.find(({ continues }) => continues)).toMatchObject({ resumed: { epoch: 3, step: 0 } })
  })
})

it('a run that stopped early goes on with what it has waited', async () => {
  const { train, more } = engineWith('graph')
  const first = await train('early', { epochs: 40, patience: 2 })
  const done = recordIn(first).epochs_done
  expect(done).toBeLessThan(40)
  const second = await more(first, 30)
  const lines = numbersOf(second).metrics as unknown as readonly { readonly best: boolean }[]
  const improved = lines.findIndex(({ best }, i) => i >= done && best)
  // Without an improvement, one more epoch is one too many.
  expect(lines.length).toBe(improved < 0 ? done + 1 : lines.findLastIndex(({ best }) => best) + 3)
  expect(lines.length).toBeGreaterThan(done)
})

it('a run that was stopped inside an epoch goes on from there', async () => {
  const { calls, seen, until, more, train } = engineWith('graph', { LAYERLOOM_CHUNK: '1' })
  const info = await calls.train({ document: text(), folder: null, epochs: 500 })
  await until(() => (seen.frames.at(-1)?.step ?? 0) > 3 && seen.epochs.length > 1)
  await calls.stop(info.run)
  const { folder: first } = await until(() => seen.results[0])
  seen.results.splice(0)
  const { epochs_done: done } = recordIn(first!)
  const second = await more(first!, 2)
  expect(recordIn(second)).toMatchObject({ epochs: done + 2, state: 'finished' })
  expect(numbersOf(second).metrics).toEqual(
    numbersOf(await train('stopped-whole', { epochs: done + 2 })).metrics,
  )
})

it('a killed process after the last checkpoint ends as the run would have', async () => {
  const { train, calls, until, seen } = engineWith('graph')
  const first = await train('killed')
  const expected = numbersOf(first)
  const record = recordIn(first)
  writeFileSync(join(first, RECORD), JSON.stringify({ ...record, state: 'stopped', epochs_done: 2 }))
  rmSync(join(first, LAST))
  await calls.resume(first)
  const { state } = await until(() => seen.results[1])
  expect(state).toBe('finished')
  expect(numbersOf(first)).toEqual(expected)
})

it('what cannot be continued is refused with the reason, and no folder is left', async () => {
  const { train, calls, runs } = engineWith('graph')
  const first = await train('refused')
  const copy = join(folder, 'paused')
  cpSync(first, copy, { recursive: true })
  writeFileSync(join(copy, RECORD), JSON.stringify({ ...recordIn(copy), state: 'paused' }))
  await expect(calls.continueRun(copy, 2)).rejects.toThrow(/Resume it first/)
  await expect(calls.continueRun(first, 1_000_000)).rejects.toThrow(/at most 1000000 epochs/)
  const kept = join(folder, 'kept.csv')
  copyFileSync(table, kept)
  writeFileSync(table, readFileSync(table, 'utf8').replace(/^-?\d\.\d+/m, '9.5'))
  await expect(calls.continueRun(first, 2)).rejects.toThrow(/not the data that the run was trained on/)
  copyFileSync(kept, table)
  rmSync(join(first, CHECKPOINTS), { recursive: true })
  await expect(calls.continueRun(first, 2)).rejects.toThrow(/no readable checkpoint/)
  expect(readdirSync(runs).filter((name) => !name.startsWith('.'))).toEqual([])
})
