/** The signals that a run keeps while it trains: they change nothing of the training, follow it when it is resumed or continued, and end
 *  without it. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PreparedData } from '../../../electron/engine/data/index.ts'
import { prepareData } from '../../../electron/engine/data/index.ts'
import type { Executor, ExecutorKind } from '../../../electron/engine/executors/executor.ts'
import { checkpointsIn, readCheckpoint } from '../../../electron/engine/run-folder/checkpoint-file.ts'
import { METRICS } from '../../../electron/engine/run-folder/metrics-file.ts'
import { BEST, LAST } from '../../../electron/engine/run-folder/run-files.ts'
import { readSignals, SIGNALS } from '../../../electron/engine/run-folder/signals-file.ts'
import { loadExecutor } from '../../../electron/engine/worker/load-executor.ts'
import type { FromRun, RunJob } from '../../../electron/engine/worker/messages.ts'
import { openRun } from '../../../electron/engine/worker/open-run.ts'
import { signalsRecorder } from '../../../electron/engine/worker/signals/recorder.ts'
import { signalRows } from '../../../electron/engine/worker/signals/run-signals.ts'
import { trainRun } from '../../../electron/engine/worker/train.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import type { SignalsFrame } from '../../../shared/signals/signals.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const STEPS = 9
const EPOCHS = 4
const CHAIN = { features: 4, path: writeTable(folder, 200, 4) }
/** All kinds of state, shuffled rows, dropout and a smaller last batch. */
const text = documentText({
  ...CHAIN,
  hidden: [6, 5],
  batchNormalization: true,
  dropout: 0.2,
  training: {
    epochs: EPOCHS,
    optimizer: {
      ...{ type: 'nadam', learning_rate: 0.02, gradient_accumulation_steps: 2 },
      ...{ use_ema: true, ema_momentum: 0.9, ema_overwrite_frequency: 20 },
    },
  },
})
/** A small network, whose epochs share calls. */
const small = documentText({ ...CHAIN, training: { epochs: EPOCHS } })

let data: PreparedData
const executors = new Map<ExecutorKind, Executor>()
beforeAll(async () => {
  data = await prepareData(parseDocument(text).data!, { folder: null, cache })
  for (const kind of ['xla', 'graph', 'portable'] as const)
    executors.set(
      kind,
      await loadExecutor(kind, (why) => {
        throw new Error(why)
      }),
    )
})

interface Options extends Partial<RunJob> {
  readonly kind?: ExecutorKind
  /** Pauses at the first call after so many epochs. */
  readonly pauseAfter?: number
  readonly seconds?: number
}
interface Trained {
  readonly job: RunJob
  readonly messages: readonly FromRun[]
  readonly frames: readonly SignalsFrame[]
}

function jobOf({ kind = 'portable', ...rest }: Options): RunJob {
  return {
    ...{ run: '7b1c1a62-2f3f-4b0e-9a39-0a8b4d0f8f10', resume: null, document: text, epochs: EPOCHS, seed: 5 },
    ...{ series: ['loss'], info: data.info, files: data.files, executor: kind, small: false, signals: true },
    flags: {},
    folder: rest.folder ?? mkdtempSync(join(folder, 'run-')),
    ...rest,
  }
}
const recordOf = (kind: ExecutorKind) => ({
  ...{ kind, version: '1', threads: 1, flags: {}, cpu: 'any', device: 'cpu' as const },
})

/** Trains in this process, with a frame at the end of every call that ends an epoch. */
async function train({ pauseAfter, seconds = 0, ...options }: Options): Promise<Trained> {
  const job = jobOf(options)
  const messages: FromRun[] = []
  let epochs = 0
  await trainRun(job, {
    emit(message) {
      if (message.type === 'busy') return
      messages.push(message)
      if (message.type === 'epochs') epochs += message.frames.length
    },
    halted: () => (epochs >= (pauseAfter ?? Number.POSITIVE_INFINITY) ? 'pause' : null),
    allowed: async () => true,
    yieldToEventLoop: async () => {},
    ...{ chunk: 5, checkpointSeconds: 0, signalsSeconds: seconds },
    executor: executors.get(job.executor)!,
    record: recordOf(job.executor),
  })
  const frames = messages.flatMap((message) => (message.type === 'signals' ? [message.frame] : []))
  return { job, messages, frames }
}

/** The numbers of a training, to the last bit. */
function trainingIn({ folder: run }: RunJob) {
  const { tensors } = readCheckpoint(run, checkpointsIn(run)[0]!)
  return {
    metrics: readFileSync(join(run, METRICS), 'utf8').replaceAll(/"ms_per_step":[^,]*/g, ''),
    weights: [BEST, LAST].map((name) => readFileSync(join(run, name), 'hex')),
    states: [...tensors].map(([name, { values }]) => [
      name,
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex'),
    ]),
  }
}
/** What the states determine. */
const figuresOf = (frames: readonly SignalsFrame[]) =>
  frames.map((frame) => ({ ...frame, signals: { ...frame.signals, milliseconds: 0 } }))
const stepsOf = (frames: readonly SignalsFrame[]) => frames.map(({ step }) => step)
const ALL_STEPS = Array.from({ length: EPOCHS + 1 }, (_, epoch) => epoch * STEPS)
const logOf = ({ messages }: Trained) =>
  messages.flatMap((message) => (message.type === 'log' ? [message.text.en] : []))

describe('a training is the same with signals as without, to the last bit', () => {
  for (const kind of ['xla', 'graph', 'portable'] as const)
    it(kind, async () => {
      const [without, kept] = [await train({ kind, signals: false }), await train({ kind })]
      expect(trainingIn(kept.job)).toEqual(trainingIn(without.job))
      expect(without.frames).toEqual([])
      expect(existsSync(join(without.job.folder, SIGNALS))).toBe(false)
      expect(stepsOf(kept.frames)).toEqual(ALL_STEPS)
      expect(readSignals(kept.job.folder)).toEqual(kept.frames)
    })

  it('epochs that share calls', async () => {
    const options = { kind: 'xla', document: small, small: true } as const
    const [without, kept] = [await train({ ...options, signals: false }), await train(options)]
    expect(trainingIn(kept.job)).toEqual(trainingIn(without.job))
    expect(stepsOf(kept.frames)).toEqual(ALL_STEPS)
    // Calls of 5 steps end inside the epochs: the frames have the states of their ends.
    const graph = await train({ ...options, kind: 'graph', small: false })
    for (const [i, { signals }] of kept.frames.entries())
      expect(signals.loss).toBeCloseTo(graph.frames[i]!.signals.loss!, 4)
  })
})

describe('frames', () => {
  it('are of the run’s own nodes, and of the same rows and weights as while it is drawn', async () => {
    const [first] = (await train({ epochs: 1 })).frames
    const nodes = [
      'input',
      'dense_0',
      'norm_0',
      'dropout_0',
      'dense_1',
      'norm_1',
      'dropout_1',
      'last',
      'output',
    ]
    expect(first!.signals.calls.map(({ node }) => node)).toEqual(nodes)
    expect(first!.signals).toMatchObject({ source: 'data', rows: data.info.rows.train })
    expect(first!.signals.normalizations.map(({ node }) => node)).toEqual(['norm_0', 'norm_1'])
    expect(first!.signals.weights.every(({ trainable, updateNorm }) => trainable === updateNorm! > 0)).toBe(
      true,
    )
  })

  it('go on in a run that is resumed, as if it had never been paused', async () => {
    const whole = await train({})
    const paused = await train({ pauseAfter: 2 })
    expect(stepsOf(paused.frames)).toEqual([0, STEPS, 2 * STEPS])
    appendFileSync(join(paused.job.folder, SIGNALS), '{"epoch":')
    const resumed = await train({
      ...{ folder: paused.job.folder, signals: null },
      resume: { executor: recordOf('portable'), continued: null },
    })
    expect(stepsOf(resumed.frames)).toEqual([3 * STEPS, 4 * STEPS])
    expect(figuresOf(readSignals(paused.job.folder))).toEqual(figuresOf(whole.frames))
  })

  it('begin with those of the run that is continued', async () => {
    const first = await train({ epochs: 2 })
    const { run, document } = first.job
    const next = await train({
      run: 'b0e9a39a-2f3f-4b0e-9a39-0a8b4d0f8f11',
      signals: null,
      resume: { executor: null, continued: { run, folder: first.job.folder, document } },
    })
    expect(stepsOf(readSignals(next.job.folder))).toEqual(ALL_STEPS)
    expect(stepsOf(readSignals(first.job.folder))).toEqual(ALL_STEPS.slice(0, 3))
  })

  it('are at the start and at the last end where epochs follow each other quickly', async () => {
    const { frames } = await train({ seconds: 1000 })
    expect(stepsOf(frames)).toEqual([0, EPOCHS * STEPS])
  })
})

describe('without a wish for signals', () => {
  it('there are none if epochs are short', async () => {
    const { frames, job } = await train({ signals: null, seconds: 0 })
    expect(frames).toEqual([])
    expect(existsSync(join(job.folder, SIGNALS))).toBe(false)
  })

  it('they are kept from the first epoch on that takes a second', () => {
    const run = openRun(jobOf({ signals: null }), executors.get('portable')!)
    const messages: FromRun[] = []
    const recorder = signalsRecorder(
      run,
      (message) => void (message.type !== 'busy' && messages.push(message)),
      0,
    )
    const point = { states: null, isLast: false }
    recorder.begin()
    recorder.epochEnd({ ...point, epoch: 1, milliseconds: 999 })
    expect(messages).toEqual([])
    recorder.epochEnd({ ...point, epoch: 2, milliseconds: 1000 })
    recorder.epochEnd({ ...point, epoch: 3, milliseconds: 1 })
    recorder.close()
    expect(messages.map((message) => message.type === 'signals' && message.frame.epoch)).toEqual([0, 2, 3])
    run.session.close()
  })
})

it('signals that cannot be kept end with a line in the log; the training goes on', async () => {
  const run = mkdtempSync(join(folder, 'run-'))
  mkdirSync(join(run, SIGNALS))
  const trained = await train({ folder: run })
  expect(trained.frames).toEqual([])
  expect(
    logOf(trained).filter((line) => line.startsWith('No more signals are kept of this run')),
  ).toHaveLength(1)
  expect(trained.messages.filter(({ type }) => type === 'epochs')).toHaveLength(EPOCHS)
})

it('a large network has fewer rows, and one that is too large none', () => {
  const { model } = openRun(jobOf({}), executors.get('portable')!)
  expect(signalRows(model)).toBe(256)
  expect(signalRows(model, 1000)).toBeLessThan(30)
  expect(() => signalRows(model, 100)).toThrow(/signals are computed for at most 100/)
})

it('everyone who follows the run gets its frames, and they are read while it trains and afterwards', async () => {
  const { calls, seen, until, finished } = startEngine({
    env: { LAYERLOOM_EXECUTOR: 'portable', LAYERLOOM_SIGNALS_SECONDS: '0' },
    cache,
    kind: 'window',
  })
  const job = { document: small, folder: null, epochs: 100_000, signals: true }
  const { run } = await calls.train(job)
  await until(() => seen.signals.length > 2)
  const during = await calls.runSignals(run)
  expect(parseDocument(await calls.runDocument(run))).toEqual(parseDocument(small))
  expect(during.slice(0, 2)).toEqual(seen.signals.slice(0, 2).map(({ frame }) => frame))
  await calls.stop(run)
  await finished()
  expect(seen.signals.every((signals) => signals.run === run)).toBe(true)
  const after = await calls.runSignals(run)
  expect(parseDocument(await calls.runDocument(run))).toEqual(parseDocument(small))
  expect(after[0]).toEqual(seen.signals[0]!.frame)
  expect(after.at(-1)).toEqual(seen.signals.at(-1)!.frame)
})
