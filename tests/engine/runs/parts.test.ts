/** The small parts of a run: chunk sizes, progress, best epoch, snapshots, weight files, folders, choice of the executor. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { executorDifferences } from '../../../electron/engine/executors/executor-differences.ts'
import type { ExecutorRecord } from '../../../electron/engine/executors/executor-record.ts'
import {
  type Computer,
  instructionSetsOf,
  thisComputer,
} from '../../../electron/engine/executors/native-support.ts'
import {
  compiledFolder,
  executorOf,
  executorTitle,
  readRuntime,
  runEnvironment,
  threadsOf,
  xlaFlags,
} from '../../../electron/engine/executors/runtime.ts'
import { readWeights, writeWeights } from '../../../electron/engine/run-folder/weights-file.ts'
import { takeAbandoned } from '../../../electron/engine/runs/active-runs.ts'
import { crashText } from '../../../electron/engine/runs/crash-text.ts'
import { lockRun } from '../../../electron/engine/runs/run-lock.ts'
import { newRunFolder, runsFolder } from '../../../electron/engine/runs/runs-folder.ts'
import { keepSnapshot } from '../../../electron/engine/runs/snapshot.ts'
import { CALL_MILLISECONDS, nextChunk } from '../../../electron/engine/worker/chunks.ts'
import {
  bestEpochOf,
  type EpochCallbacks,
  epochCallbacks,
  initialStates,
  restoreStates,
  updateStates,
} from '../../../electron/engine/worker/epoch-callbacks.ts'
import { epochOrder } from '../../../electron/engine/worker/epoch-order.ts'
import { evaluationRows } from '../../../electron/engine/worker/open-run.ts'
import { progressMeter } from '../../../electron/engine/worker/progress.ts'
import { callbacks } from '../../../shared/catalog/callbacks/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import type { Progress, RunInfo } from '../../../shared/ipc/contract/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'layerloom-parts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('chunks', () => {
  it('converge to the target duration of a call', () => {
    let chunk = 1
    const perStep = 0.4
    for (let i = 0; i < 10; i++) chunk = nextChunk(chunk, chunk * perStep)
    expect(chunk * perStep).toBeCloseTo(CALL_MILLISECONDS, 0)
  })
  it('grow at most eightfold and are at least 1', () => {
    expect(nextChunk(1, 0.001)).toBe(8)
    expect(nextChunk(5, 10_000)).toBe(1)
  })
})

describe('the order of an epoch', () => {
  const rows = Int32Array.from({ length: 50 }, (_, i) => 3 * i)
  it('depends on seed and epoch, and is a permutation', () => {
    const first = epochOrder(rows, true, 1, 0)
    expect(epochOrder(rows, true, 1, 0)).toEqual(first)
    expect(epochOrder(rows, true, 1, 1)).not.toEqual(first)
    expect(epochOrder(rows, true, 2, 0)).not.toEqual(first)
    expect(first.toSorted()).toEqual(rows)
    expect(epochOrder(rows, false, 1, 0)).toEqual(rows)
  })
})

describe('progress', () => {
  it('sends at most one frame per 60 ms, with the remaining time', () => {
    const frames: Omit<Progress, 'run'>[] = []
    let now = 0
    const meter = progressMeter(
      (f) => frames.push(f),
      () => now,
    )
    const at = (step: number) => ({ state: 'training' as const, epoch: 1, step, values: Float32Array.of(1) })
    const left = { stepsLeft: 1000, validationsLeft: 2 }
    meter.frame(at(0), left)
    expect(frames[0]).toMatchObject({ secondsLeft: null, stepsPerSecond: 0 })
    meter.addSteps(200, 400)
    meter.addValidation(500)
    for (now = 10; now < 60; now += 10) meter.frame(at(1), left)
    expect(frames).toHaveLength(1)
    now = 61
    meter.frame(at(2), left)
    expect(frames[1]).toMatchObject({ step: 2, stepsPerSecond: 500, secondsLeft: 3 })
  })

  /** Simulates calls with a fake clock; returns the displayed speed and remaining time after each. */
  function simulate(calls: readonly (readonly [steps: number, milliseconds: number])[], totalSteps: number) {
    let now = 0
    let done = 0
    const seen: { readonly at: number; readonly speed: number; readonly left: number | null }[] = []
    const meter = progressMeter(
      ({ stepsPerSecond: speed, secondsLeft: left }) => seen.push({ at: now, speed, left }),
      () => now,
    )
    for (const [steps, milliseconds] of calls) {
      now += milliseconds
      done += steps
      meter.addSteps(steps, milliseconds)
      const at = { state: 'training', epoch: 1, step: done, values: Float32Array.of(1) } as const
      meter.frame(at, { stepsLeft: totalSteps - done, validationsLeft: 0 })
    }
    return seen.filter(({ left }) => left !== null) as { at: number; speed: number; left: number }[]
  }
  const repeat = <T>(n: number, value: T): readonly T[] => Array.from({ length: n }, () => value)
  const ratios = (seen: readonly { readonly left: number }[]) =>
    seen.slice(1).map(({ left }, i) => left / seen[i]!.left)
  /** 12 steps in 30 ms are 400 steps per second. */
  const normalCall = [12, 30] as const

  it.each([
    ['in one call', [[12, 2000]], 200],
    ['in one call, early', [[12, 2000]], 15],
    ['spread over ten calls', repeat(10, [12, 200] as const), 200],
    ['with few steps in many calls', repeat(100, [1, 20] as const), 200],
  ] as const)('recovers from a stall of two seconds %s', (_how, stall, stepsBefore) => {
    const seen = simulate([...repeat(stepsBefore, normalCall), ...stall, ...repeat(400, normalCall)], 100_000)
    const stallEnd = stepsBefore * normalCall[1] + 2000
    for (const { at, speed } of seen) {
      if (at < stallEnd - 2000 || at > stallEnd + 2000) {
        expect(speed).toBeGreaterThan(300)
        expect(speed).toBeLessThan(500)
      }
    }
    for (const jump of ratios(seen)) {
      expect(jump).toBeGreaterThan(2 / 3)
      expect(jump).toBeLessThan(4 / 3)
    }
  })

  it('adopts a speed that changes permanently', () => {
    const seen = simulate([...repeat(200, normalCall), ...repeat(100, [2, 40] as const)], 100_000)
    expect(seen.at(-1)!.speed).toBeCloseTo(50, 0)
    expect(seen.find(({ at }) => at >= 6000 + 3000)!.speed).toBeLessThan(100)
  })

  it('follows a constantly low speed and few long calls', () => {
    expect(simulate(repeat(40, [1, 5000] as const), 400).at(-1)).toMatchObject({ speed: 0.2, left: 1800 })
    // Every tenth call is slower, which is part of the average speed.
    const withPauses = repeat(40, [...repeat(9, normalCall), [12, 60] as const]).flat()
    expect(simulate(withPauses, 100_000).at(-1)!.speed).toBeCloseTo(364, -1)
  })
})

describe('callbacks after epochs', () => {
  const stopping = (props: object) => [createConfig(callbacks, 'EarlyStopping', props as never)]
  const names = ['loss', 'accuracy', 'val_loss', 'val_accuracy']
  /** The decisions after epochs with these values of a figure, and the last states. */
  function decide(
    watching: EpochCallbacks,
    values: readonly number[],
    { states = initialStates(watching), name = 'val_loss' } = {},
  ) {
    const decisions = values.map((value, epoch) => {
      const results = { epoch, figures: new Map([[name, value]]), learningRate: 0.01 }
      const next = updateStates(watching, states, results)
      states = next.states
      return next.decision
    })
    return { decisions, states }
  }

  it('know the best epoch without early stopping', () => {
    const watching = epochCallbacks([], names)
    const { decisions, states } = decide(watching, [3, 1, 2])
    expect(decisions.map((v) => v.best)).toEqual([true, true, false])
    expect(bestEpochOf(states)).toBe(1)
    expect(decide(watching, [9], { states }).decisions.map((v) => v.stop)).toEqual([null])
    expect(watching.restoresBestWeights).toBe(false)
  })
  it('stop when the patience is exhausted', () => {
    const watching = epochCallbacks(stopping({ patience: 2, restore_best_weights: true }), names)
    const { decisions } = decide(watching, [3, 1, 2, 2])
    expect(decisions.map((v) => v.waited)).toEqual([0, 0, 1, 2])
    expect(decisions.map((v) => v.stop !== null)).toEqual([false, false, false, true])
    expect(decisions[3]!.stop!.en).toBe(
      'Early stopping: val_loss did not improve for 2 epochs; the best was epoch 2.',
    )
    expect(watching.restoresBestWeights).toBe(true)
  })
  it('lower the learning rate on a plateau, down to its minimum', () => {
    const plateau = createConfig(callbacks, 'ReduceLROnPlateau', { factor: 0.5, patience: 2, min_lr: 0.004 })
    const watching = epochCallbacks([plateau], names)
    let states = initialStates(watching)
    let learningRate = Math.fround(0.01)
    const rates = [3, 1, 1, 1, 1, 1, 1, 1].map((v, epoch) => {
      const next = updateStates(watching, states, {
        epoch,
        figures: new Map([['val_loss', v]]),
        learningRate,
      })
      states = next.states
      learningRate = next.decision.rate ?? learningRate
      return Number(learningRate.toPrecision(6))
    })
    expect(rates).toEqual([0.01, 0.01, 0.01, 0.005, 0.005, 0.004, 0.004, 0.004])
  })
  it('save improved epochs only, also after they are restored', () => {
    const checkpoint = createConfig(callbacks, 'ModelCheckpoint', {
      filepath: 'a.keras',
      save_best_only: true,
    })
    const watching = epochCallbacks([checkpoint], names)
    const first = decide(watching, [3, 4, 1])
    expect(first.decisions.map((v) => v.checkpointFiles.length)).toEqual([1, 0, 1])
    const states = restoreStates(watching, JSON.parse(JSON.stringify(first.states)))!
    const { decisions } = decide(watching, [2, 0.5], { states })
    expect(decisions.map((v) => v.checkpointFiles)).toEqual([[], ['a.keras']])
    expect(restoreStates(epochCallbacks([], names), first.states)).toBeNull()
  })
  it('remark on a missing monitored figure', () => {
    const watching = epochCallbacks(stopping({ monitor: 'val_loss' }), ['loss'])
    expect(watching.remarks[0]!.en).toMatch(
      /monitors val_loss, which this run does not have \(available: loss\)/,
    )
    expect(decide(watching, [1], { name: 'loss' }).decisions[0]!.best).toBe(true)
  })
  it('save every epoch when the monitored figure is missing, and remark on it', () => {
    const checkpoint = createConfig(callbacks, 'ModelCheckpoint', {
      filepath: 'a.keras',
      save_best_only: true,
    })
    const watching = epochCallbacks([checkpoint], ['loss'])
    const { decisions } = decide(watching, [3, 4, 1], { name: 'loss' })
    expect(decisions.map((v) => v.checkpointFiles.length)).toEqual([1, 1, 1])
    expect(watching.remarks.map(({ en }) => en)).toEqual([
      'ModelCheckpoint with save_best_only monitors val_loss, which this run does not have (available: loss), so it saves every epoch, as Keras does.',
    ])
    expect(epochCallbacks([{ ...checkpoint, save_best_only: false }], ['loss']).remarks).toEqual([])
  })
})

describe('a snapshot', () => {
  it('has at most 4,000 points, over the whole run', () => {
    const keeper = keepSnapshot({ run: 'r', stepsPerEpoch: 100, series: ['loss'] } as unknown as RunInfo)
    const frame = (i: number): Progress => ({
      run: 'r',
      state: 'training',
      epoch: 1 + Math.floor(i / 100),
      step: (i % 100) + 1,
      stepsPerSecond: 1,
      secondsLeft: 0,
      values: Float32Array.of(i),
    })
    for (let i = 0; i < 10_000; i++) keeper.progress(frame(i))
    const { points, progress } = keeper.snapshot()
    expect(points.length / 2).toBeLessThanOrEqual(4000)
    expect(points.length / 2).toBeGreaterThan(1000)
    expect(points[0]).toBeLessThan(1)
    expect(points.at(-2)).toBeCloseTo(100)
    expect(progress!.values[0]).toBe(9999)
  })
})

describe('weights on disk', () => {
  const path = join(folder, 'weights.safetensors')
  const weights = new Map([
    ['층/kernel', { shape: [2, 2], values: Float32Array.of(1, -2, 0.5, Number.NaN) }],
    ['b', { shape: [], values: Float32Array.of(7) }],
  ])
  it('are read as they were written', () => {
    writeWeights(path, weights, 3)
    expect(readWeights(path)).toEqual({ epoch: 3, weights })
    expect(readFileSync(path).readBigUInt64LE(0) % 8n).toBe(0n)
    expect(readdirSync(folder)).toEqual(['weights.safetensors'])
  })
  it('are refused when damaged', () => {
    const bytes = readFileSync(path)
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(path, bytes)
    expect(() => readWeights(path)).toThrow(/damaged/)
  })
})

describe('folders', () => {
  it('of runs follow the conventions of the system', () => {
    expect(runsFolder({ LAYERLOOM_RUNS: '/somewhere' })).toBe('/somewhere')
    expect(runsFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/layerloom/runs')
    expect(runsFolder({}, 'linux')).toMatch(/\.local\/share\/layerloom\/runs$/)
    expect(runsFolder({}, 'darwin')).toMatch(/Application Support\/Layerloom\/runs$/)
  })
  it('of one run are named after it, with a unique suffix', () => {
    const at = new Date('2026-03-04T05:06:07.8Z')
    const runs = join(folder, 'runs')
    expect(newRunFolder(runs, '../My Net: é!', at)).toBe(join(runs, '2026-03-04-050607-my-net-é'))
    expect(newRunFolder(runs, '../My Net: é!', at)).toBe(join(runs, '2026-03-04-050607-my-net-é-2'))
    expect(newRunFolder(runs, '...', at)).toBe(join(runs, '2026-03-04-050607-run'))
  })
  it('of abandoned runs are found once, unless they are locked', () => {
    const runs = join(folder, 'noted')
    const [abandoned, busy] = [join(folder, 'gone'), join(folder, 'busy')]
    for (const path of [join(runs, '.active'), abandoned, busy]) mkdirSync(path, { recursive: true })
    const note = { run: '00000000-0000-4000-8000-000000000001', folder: abandoned }
    const write = (name: string, content: object) =>
      writeFileSync(join(runs, '.active', `${name}.json`), JSON.stringify(content))
    write(note.run, note)
    write('another-name', note)
    write('id', { run: '../../victim', folder: abandoned })
    write('00000000-0000-4000-8000-000000000002', {
      ...note,
      run: '00000000-0000-4000-8000-000000000002',
      folder: busy,
    })
    const lock = lockRun(busy)
    expect(takeAbandoned(runs)).toEqual([note])
    expect(takeAbandoned(runs)).toEqual([])
    expect(readdirSync(join(runs, '.active'))).toHaveLength(1)
    lock.release()
    expect(takeAbandoned(runs)).toHaveLength(1)
  })
})

describe('the runtime', () => {
  const cache = (tensorflow: object) => {
    const at = mkdtempSync(join(folder, 'cache-'))
    writeFileSync(join(at, 'runtime.json'), JSON.stringify({ tensorflow }))
    return at
  }
  it('is XLA with the tested version, and sets flags only then', () => {
    const info = readRuntime(cache({ kind: 'wheel', version: '2.21.0', reason: '' }), {})
    expect(info).toMatchObject({ tensorflow: 'wheel', version: '2.21.0', xla: true, reason: null })
    const kind = executorOf(info, 10, {})
    expect(kind).toBe('xla')
    expect(executorOf(info, 10, { LAYERLOOM_EXECUTOR: 'graph' })).toBe('graph')
    expect(executorOf(info, 500, {})).toBe('graph')
    expect(executorOf(info, 10, { LAYERLOOM_EXECUTOR: 'portable' })).toBe('portable')
    const compiled = compiledFolder(info, kind, '/cache', {})
    expect(compiled).toMatch(/^\/cache\/xla\/2\.21\.0-[0-9a-f]{16}$/)
    const env = runEnvironment(info, kind, compiled, {})
    const defaultFlags = xlaFlags(info, kind, false, {}).XLA_FLAGS!
    expect(defaultFlags).toMatch(/region_analysis/)
    expect(xlaFlags(info, kind, true, {}).XLA_FLAGS).toMatch(/region_analysis.*small_while_loop/)
    expect(xlaFlags(info, kind, true, { XLA_FLAGS: '--own' })).toEqual({})
    expect(xlaFlags(info, 'graph', true, {})).toEqual({})
    expect(env.TF_XLA_FLAGS).toContain(compiled)
    expect(runEnvironment(info, kind, '/a "b" c\\d', {}).TF_XLA_FLAGS).toBe(
      '--tf_xla_persistent_cache_directory="/a \\"b\\" c\\\\d"',
    )
    expect(executorTitle(info, kind)).toMatch(/^TensorFlow 2\.21 · XLA · \d+ cores?$/)
    const gpu = { LAYERLOOM_DEVICE: 'gpu', CUDA_VISIBLE_DEVICES: '1' }
    expect(runEnvironment(info, kind, null, gpu)).toMatchObject({
      CUDA_VISIBLE_DEVICES: '1',
      NVIDIA_TF32_OVERRIDE: '0',
    })
    expect(executorTitle(info, kind, 'float32', gpu)).toBe('TensorFlow 2.21 · XLA · GPU')
    expect(executorTitle(info, kind, 'mixed_bfloat16')).toMatch(/^TensorFlow .* cores? · mixed_bfloat16$/)
  })
  it('uses as many threads as the settings say', () => {
    const info = readRuntime(cache({ kind: 'wheel', version: '2.21.0' }), { LAYERLOOM_THREADS: '1' })
    expect(executorTitle(info, 'xla')).toBe('TensorFlow 2.21 · XLA · 1 core')
    expect(runEnvironment(info, 'xla', null, { LAYERLOOM_THREADS: '3' })).toMatchObject({
      TF_NUM_INTRAOP_THREADS: '3',
      TF_NUM_INTEROP_THREADS: '3',
    })
    expect(threadsOf({ LAYERLOOM_THREADS: '3' })).toBe(3)
    for (const wrong of ['0', '-1', '1.5', 'many', '99999'])
      expect(threadsOf({ LAYERLOOM_THREADS: wrong })).toBe(threadsOf({}))
  })
  it('is the plain graph with the old library', () => {
    const info = readRuntime(cache({ kind: 'tfjs-download', version: '2.9.1', reason: 'no pip' }), {})
    expect(info).toMatchObject({ tensorflow: 'tfjs-download', xla: false, reason: { en: 'no pip' } })
    expect(executorOf(info, 10, {})).toBe('graph')
    const forced = executorOf(info, 10, { LAYERLOOM_EXECUTOR: 'xla' })
    expect(compiledFolder(info, forced, '/cache', {})).toBeNull()
    expect(xlaFlags(info, forced, true, {})).toEqual({})
    expect(runEnvironment(info, forced, null, {})).toEqual({
      TF_CPP_MIN_LOG_LEVEL: '3',
      CUDA_VISIBLE_DEVICES: '-1',
    })
  })
  it('is portable on a computer that cannot load TensorFlow, and says why', () => {
    const installed = cache({ kind: 'wheel', version: '2.21.0', reason: '' })
    const cpuinfo = (flags: string) =>
      instructionSetsOf(`processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t: avx\n`)
    const computer: Computer = {
      platform: 'linux',
      arch: 'x64',
      instructionSets: cpuinfo('fpu sse4_2 avx avx2 fma'),
      glibc: '2.36',
    }
    const on = (difference: Partial<Computer>) => readRuntime(installed, {}, { ...computer, ...difference })
    expect(on({})).toMatchObject({ tensorflow: 'wheel', reason: null })
    for (const [difference, reason] of [
      [{ instructionSets: cpuinfo('fpu sse4_2 avx2x xavx') }, /AVX, which this one does not have/],
      [{ glibc: '2.26' }, /glibc 2\.27 or newer; this system has 2\.26/],
      [{ glibc: '1.99' }, /has 1\.99/],
      [{ glibc: null }, /another C library/],
    ] as const) {
      const info = on(difference)
      expect(info).toMatchObject({ tensorflow: 'none', version: null, xla: false })
      expect(info.reason!.en).toMatch(reason)
      expect(executorOf(info, 10, { LAYERLOOM_EXECUTOR: 'xla' })).toBe('portable')
    }
    // Nothing is known against these.
    for (const difference of [
      { instructionSets: '' },
      { arch: 'arm64', instructionSets: 'Features\t: fp asimd' },
      { platform: 'darwin', glibc: null, instructionSets: '' },
      { glibc: '3.0' },
    ] as const)
      expect(on(difference).tensorflow).toBe('wheel')
  })
  it('finds the C library of this computer', () => {
    if (process.platform === 'linux') expect(thisComputer().glibc).toMatch(/^2\.\d+$/)
    else expect(thisComputer().glibc).toBeNull()
  })
  it('is none when the set-up found none or was never run', () => {
    expect(readRuntime(cache({ kind: 'none', reason: 'no C++ compiler' }), {})).toMatchObject({
      tensorflow: 'none',
      version: null,
      reason: { en: 'no C++ compiler' },
    })
    const missing = readRuntime(join(folder, 'nowhere'), {})
    expect(missing.reason!.en).toMatch(/npm start/)
    expect(executorOf(missing, 10, { LAYERLOOM_EXECUTOR: 'xla' })).toBe('portable')
  })
})

it('a crash is reported with its signal and the last lines', () => {
  expect(crashText({ code: null, signal: 'SIGKILL', lines: [] }).en).toMatch(/killed \(SIGKILL\).*memory/)
  expect(crashText({ code: null, signal: 'SIGILL', lines: [] }).en).toMatch(/instruction .* portable/)
  expect(crashText({ code: null, signal: null, lines: ['spawn'], missing: '/opt/node' }).en).toMatch(
    /no \/opt\/node any more.*install/,
  )
  expect(crashText({ code: 134, signal: null, lines: ['a', 'F0000 bad'] }).en).toMatch(
    /\(code 134\): a \| F0000 bad/,
  )
})

describe('the record of the executor', () => {
  const previous: ExecutorRecord = { kind: 'xla', version: '2.21.0', threads: 2, flags: {}, cpu: 'a' }
  it('does not differ if only a folder or a field that was not recorded differs', () => {
    for (const folder of ['/b', '"/b"', '"/my cache \\"캐시\\""']) {
      const flags = { TF_XLA_FLAGS: `--tf_xla_persistent_cache_directory=${folder}` }
      expect(executorDifferences(previous, { ...previous, flags, device: 'cpu' })).toEqual([])
    }
  })
  it('differs in threads, processor, device', () => {
    const current: ExecutorRecord = { ...previous, threads: 4, cpu: 'b', device: 'gpu' }
    expect(executorDifferences(previous, current)).toEqual([
      'threads 2 → 4',
      'processor a → b',
      'device cpu → gpu',
    ])
  })
})

describe('rows per evaluation', () => {
  it.each([
    [1, 32, 0, 1],
    [1, 32, 100, 100],
    [1, 32, 10_000, 512],
    // The losses of several Outputs are means over batches, so full batches are evaluated.
    [2, 32, 0, 1],
    [2, 32, 20, 20],
    [2, 32, 100, 128],
    [2, 40, 10_000, 480],
    [2, 600, 10_000, 600],
    [2, 600, 100, 100],
  ])('%d Outputs, batches of %d, %d rows: %d', (outputs, batch, rows, expected) => {
    expect(evaluationRows(outputs, batch, rows)).toBe(expected)
  })
})
