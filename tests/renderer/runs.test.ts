/** The state of the runs in the window, from the events of a training. */
import { describe, expect, it } from 'vitest'
import {
  addPoint,
  applyEvents,
  canResume,
  fromInfo,
  fromSnapshot,
  MAX_POINTS,
  type RunEvent,
  type Runs,
} from '../../renderer/state/runs.ts'
import type { EpochEnd, Progress, RunSnapshot } from '../../shared/ipc/contract/index.ts'
import { thinEpochEnds } from '../../shared/ipc/epoch-ends.ts'
import { untranslated } from '../../shared/text.ts'
import { sampleRun } from './memory-host.ts'

const info = sampleRun({ document: '', folder: null }, 'r')
const frame = (epoch: number, step: number): Progress => ({
  run: 'r',
  state: 'training',
  epoch,
  step,
  stepsPerSecond: 1000,
  secondsLeft: 3,
  values: new Float32Array([0.5, 0.8]),
})

describe('events', () => {
  it('create and update a run', () => {
    const events: RunEvent[] = [
      { kind: 'started', info },
      { kind: 'changed', run: 'r', state: 'compiling' },
      { kind: 'progress', frame: frame(2, 1719 / 3) },
      { kind: 'log', run: 'r', line: { at: 0, text: untranslated('line') } },
    ]
    const { r } = applyEvents({}, events)
    expect(r!.state).toBe('training')
    expect(r!.points.count).toBe(1)
    expect(r!.points.x[0]).toBeCloseTo(4 / 3)
    expect(r!.points.series[1]![0]).toBeCloseTo(0.8)
    expect(r!.log).toHaveLength(1)
  })
  it('of an unknown run are ignored', () => {
    expect(applyEvents({}, [{ kind: 'changed', run: 'x', state: 'training' }])).toEqual({})
  })
  it('after the end do not change its state', () => {
    const result = {
      run: 'r',
      state: 'stopped',
      bestEpoch: null,
      folder: null,
      seconds: 1,
      problems: [],
      reason: untranslated(''),
    } as const
    const runs = applyEvents({ r: fromInfo(info) }, [
      { kind: 'finished', result },
      { kind: 'changed', run: 'r', state: 'training' },
      { kind: 'progress', frame: frame(1, 10) },
    ])
    expect(runs.r!.state).toBe('stopped')
  })
})

describe('a run that is resumed', () => {
  const epoch = (n: number): RunEvent => ({
    kind: 'epochs',
    frames: [
      {
        run: 'r',
        epoch: n,
        train: Float32Array.of(n, 1),
        validation: null,
        learningRate: 0.01,
        millisecondsPerStep: 1,
        best: false,
        waited: 0,
      },
    ],
  })
  const result = {
    run: 'r',
    state: 'paused',
    bestEpoch: null,
    folder: '/runs/r',
    seconds: 1,
    problems: [],
    reason: untranslated(''),
  } as const
  const resumed = { ...info, resumed: { epoch: 1, step: 0 } }

  it('with very many epochs has the same curve as when it is opened again', () => {
    const best = 237_627
    const all: EpochEnd[] = Array.from({ length: 300_000 }, (_, i) => ({
      run: 'r',
      epoch: i + 1,
      train: Float32Array.of(1 / (i + 1), 1),
      validation: null,
      learningRate: 0.01,
      millisecondsPerStep: 1,
      best: i + 1 === best || i + 1 === 22_000,
      waited: 0,
    }))
    const snapshot = (ends: readonly EpochEnd[]): RunSnapshot => ({
      info,
      epochEnds: thinEpochEnds(ends),
      points: new Float32Array(),
      progress: null,
      result: { ...result, bestEpoch: best },
      log: [],
    })
    const from = { epoch: 250_000, step: 0 }
    const events: RunEvent[] = [{ kind: 'started', info: { ...info, resumed: from } }]
    events.push({ kind: 'epochs', frames: thinEpochEnds(all.slice(0, from.epoch)) })
    for (let i = from.epoch; i < all.length; i += 64)
      events.push({ kind: 'epochs', frames: all.slice(i, i + 64) })
    events.push({ kind: 'finished', result: { ...result, bestEpoch: best } })
    // In batches, as in a window.
    let runs = { r: fromSnapshot(snapshot(all.slice(0, 260_000))) } as Runs
    for (let i = 0; i < events.length; i += 100) runs = applyEvents(runs, events.slice(i, i + 100))
    const ends = runs.r!.epochEnds
    expect(ends.map(({ epoch }) => epoch)).toEqual(snapshot(all).epochEnds.map(({ epoch }) => epoch))
    expect(ends.findLast((end) => end.best)!.epoch).toBe(best)
  })

  it('drops what came after its checkpoint, and has no epoch twice', () => {
    const paused = applyEvents({}, [
      { kind: 'started', info },
      { kind: 'progress', frame: frame(1, 100) },
      epoch(1),
      { kind: 'progress', frame: frame(2, 100) },
      epoch(2),
      { kind: 'finished', result },
    ])
    expect(paused.r!.state).toBe('paused')
    expect(canResume(paused.r!)).toBe(true)
    const resumedRuns = applyEvents(paused, [
      { kind: 'started', info },
      { kind: 'started', info: resumed },
      epoch(1),
      { kind: 'progress', frame: frame(2, 1) },
      epoch(2),
    ])
    expect(resumedRuns.r).toMatchObject({ state: 'training', result: null, points: { count: 2 } })
    expect(resumedRuns.r!.epochEnds.map((e) => e.epoch)).toEqual([1, 2])
  })
  it('is not possible after a failure with a loss that is not finite', () => {
    const problems = [
      { code: 'not_finite', severity: 'error', message: untranslated(''), node: null, field: null },
    ] as const
    const failed = { ...result, state: 'failed', problems } as const
    const { r } = applyEvents({}, [
      { kind: 'started', info },
      { kind: 'finished', result: failed },
    ])
    expect(canResume(r!)).toBe(false)
  })
})

describe('points', () => {
  it('halve their density when the arrays are full, keeping the newest', () => {
    let { points } = fromInfo(info)
    for (let i = 0; i < MAX_POINTS + 1; i++) points = addPoint(points, i, [i, -i])
    expect(points.count).toBe(MAX_POINTS / 2 + 1)
    expect(points.x[MAX_POINTS / 2 - 1]).toBe(MAX_POINTS - 1)
    expect(points.x[MAX_POINTS / 2]).toBe(MAX_POINTS)
    expect(points.series[1]![0]).toBe(-1)
  })
  it('are restored from a snapshot', () => {
    const view = fromSnapshot({
      info,
      epochEnds: [],
      points: new Float32Array([0.5, 1, 0.25, 1, 0.75, 0.5]),
      progress: frame(2, 0),
      result: null,
      log: [],
    })
    expect(view.points.count).toBe(2)
    expect([...view.points.x.subarray(0, 2)]).toEqual([0.5, 1])
    expect([...view.points.series[1]!.subarray(0, 2)]).toEqual([0.25, 0.5])
    expect(view.state).toBe('training')
  })
})
