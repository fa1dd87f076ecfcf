/** Throttling of training events: figures are applied a few times per second, none is lost, and a start or an end is applied at once. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useApp } from '../../renderer/state/store.ts'
import { engineEvents } from '../../renderer/state/training.ts'
import type { Progress, RunResult } from '../../shared/ipc/contract/index.ts'
import { untranslated } from '../../shared/text.ts'
import { sampleRun } from './memory-host.ts'

const FRAME = 16
let changes = 0
let unsubscribe = () => {}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call, FRAME))
  vi.stubGlobal('cancelAnimationFrame', (id: NodeJS.Timeout) => clearTimeout(id))
  useApp.setState({ runs: {} })
  engineEvents.runStarted({ ...sampleRun({ document: '', folder: null }, 'r1'), state: 'training' })
  vi.advanceTimersByTime(1000)
  changes = 0
  unsubscribe = useApp.subscribe((state, before) => {
    if (state.runs !== before.runs) changes++
  })
})

afterEach(() => {
  unsubscribe()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const frame = (step: number): Progress => ({
  run: 'r1',
  state: 'training',
  epoch: 1,
  step,
  stepsPerSecond: 400,
  secondsLeft: 9,
  values: Float32Array.of(0.5, 0.8),
})
const run = () => useApp.getState().runs.r1!

it('applies the frames of a second in at most five changes, and keeps every point', () => {
  for (let step = 1; step <= 20; step++) {
    engineEvents.progress(frame(step))
    vi.advanceTimersByTime(50)
  }
  vi.advanceTimersByTime(250)
  expect(changes).toBeGreaterThan(2)
  expect(changes).toBeLessThanOrEqual(5)
  expect(run().points.count).toBe(20)
})

it('shows the first figures after a pause at once', () => {
  engineEvents.progress(frame(1))
  vi.advanceTimersByTime(1)
  expect(run().progress?.step).toBe(1)
})

it('applies an end at once, together with the waiting figures', () => {
  engineEvents.progress(frame(1))
  vi.advanceTimersByTime(1)
  engineEvents.progress(frame(2))
  const result = { run: 'r1', state: 'finished', reason: untranslated('done') } as RunResult
  engineEvents.finished(result)
  vi.advanceTimersByTime(FRAME)
  expect(run().state).toBe('finished')
  expect(run().points.count).toBe(2)
  expect(changes).toBe(2)
})

it('continues in a hidden window, which has no animation frames', () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  engineEvents.finished({ run: 'r1', state: 'stopped', reason: untranslated('stopped') } as RunResult)
  vi.advanceTimersByTime(250)
  expect(run().state).toBe('stopped')
})
