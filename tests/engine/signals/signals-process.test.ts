/** The process of a client’s signals: started once, restarted after a crash, ended when it is idle. */
import { afterEach, expect, it, vi } from 'vitest'
import type { ChildEvents, ChildRun } from '../../../electron/engine/runs/child-run.ts'
import { signalsProcess } from '../../../electron/engine/signals/signals-process.ts'
import type { SignalsJob } from '../../../electron/engine/worker/messages.ts'
import type { Signals } from '../../../shared/signals/signals.ts'

afterEach(() => vi.useRealTimers())

const job: SignalsJob = { document: '', draw: 0, data: null, problems: [] }
const never = new AbortController().signal

function fakeProcesses(idle = 1000) {
  const started: {
    readonly events: ChildEvents
    readonly asked: number[]
    readonly cancelled: number[]
    killed: boolean
  }[] = []
  const process = signalsProcess((events) => {
    const one = { events, asked: [] as number[], cancelled: [] as number[], killed: false }
    started.push(one)
    return {
      signals: (id: number) => void one.asked.push(id),
      cancelSignals: (id: number) => void one.cancelled.push(id),
      kill: () => {
        one.killed = true
      },
    } as unknown as ChildRun
  }, idle)
  const answer = (place: number, id: number, rows: number) =>
    started[place]!.events.onMessage({ type: 'initialSignals', id, signals: { rows } as Signals })
  return { process, started, answer }
}

it('one process answers all queries, in any order', async () => {
  const { process, started, answer } = fakeProcesses()
  const [first, second] = [process.compute(job, never), process.compute(job, never)]
  answer(0, 2, 20)
  answer(0, 1, 10)
  expect([(await first).rows, (await second).rows]).toEqual([10, 20])
  expect(started).toHaveLength(1)
  process.end()
  expect(started[0]!.killed).toBe(true)
})

it('a cancelled query is rejected at once with its reason, and the process hears of it', async () => {
  const { process, started, answer } = fakeProcesses()
  const controller = new AbortController()
  const cancelled = process.compute(job, controller.signal)
  controller.abort(new Error('replaced'))
  await expect(cancelled).rejects.toThrow('replaced')
  expect(started[0]!.cancelled).toEqual([1])
  const next = process.compute(job, never)
  answer(0, 1, 10)
  answer(0, 2, 20)
  expect((await next).rows).toBe(20)
})

it('a crash rejects what waits with its cause, and the next query starts another process', async () => {
  const { process, started, answer } = fakeProcesses()
  const waiting = process.compute(job, never)
  started[0]!.events.onExit({ code: null, signal: 'SIGSEGV', lines: ['first', 'the cause'] })
  await expect(waiting).rejects.toMatchObject({
    problems: [{ code: 'signals_crashed', message: { en: expect.stringMatching(/SIGSEGV.*the cause/) } }],
  })
  const next = process.compute(job, never)
  answer(1, 2, 5)
  expect((await next).rows).toBe(5)
})

it('ends itself after a while without a query', async () => {
  vi.useFakeTimers()
  const { process, started, answer } = fakeProcesses(1000)
  const first = process.compute(job, never)
  answer(0, 1, 1)
  await first
  vi.advanceTimersByTime(999)
  expect(started[0]!.killed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(started[0]!.killed).toBe(true)
})
