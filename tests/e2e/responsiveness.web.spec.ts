/** The window while a network trains: no long task on its thread, and keys reach the screen at once. From Chromium's own
 *  trace and event timing, not from a stopwatch of the test. */
import type { CDPSession } from '@playwright/test'
import { expect, test } from './driver/test.ts'
import { patience } from './driver/throttle.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  /** Of them, those the thread was running: the rest it waited for a core. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

interface Task {
  /** Milliseconds from beginning to end. */
  readonly wall: number
  /** Milliseconds of them on a core. */
  readonly own: number
}

/** Every task of the page's main thread, in milliseconds, while `during` runs. */
async function tasks(cdp: CDPSession, during: () => Promise<void>): Promise<readonly Task[]> {
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  })
  await during()
  const complete = new Promise<void>((done) => cdp.once('Tracing.tracingComplete', () => done()))
  await cdp.send('Tracing.end')
  await complete
  const main = events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain')
  const isMain = (e: TraceEvent) => main.some(({ pid, tid }) => pid === e.pid && tid === e.tid)
  return events
    .filter((e) => /RunTask$/.test(e.name) && e.ph === 'X' && isMain(e))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, own: tdur / 1000 }))
}

const ascending = (a: number, b: number) => a - b

test.use({ ownProcess: true })

test('training leaves the window quick', async ({ app, host }, info) => {
  const { page } = host
  await app.openExample('lesson-dropout').select('dense').train().expectPoint()
  await page.evaluate(() => {
    const delays: number[] = []
    Object.assign(window, { delays })
    new PerformanceObserver((list) => {
      // From the key until the frame that shows it; the browser rounds to 8 ms.
      for (const entry of list.getEntries()) if (entry.name === 'keydown') delays.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
  })
  const cdp = await page.context().newCDPSession(page)
  const keys = 40
  const found = await tasks(cdp, async () => {
    await page.getByRole('complementary').getByLabel('name', { exact: true }).click()
    for (let i = 0; i < keys; i++) await page.keyboard.press('abcdefghij'[i % 10] ?? 'a', { delay: 40 })
    await app.expectEpochs(3)
  })
  const slow = await page.evaluate(() => (window as unknown as { delays: number[] }).delays)
  await app.expectTraining().stop().expectState('stopped')

  // Keys below the threshold are not listed: they took less than 16 ms.
  const delays = [...Array.from({ length: Math.max(0, keys - slow.length) }, () => 8), ...slow].sort(
    ascending,
  )
  const median = delays[Math.floor(delays.length / 2)] ?? Number.NaN
  const walls = found.map(({ wall }) => wall).sort(ascending)
  const longest = Math.max(...found.map(({ own }) => own))
  const measured = [
    `${found.length} tasks, longest ${longest.toFixed(1)} ms of work and ${walls.at(-1)?.toFixed(1)} ms by the clock`,
    `key to paint median ${median} ms, worst ${delays.at(-1)} ms`,
  ].join('; ')
  info.annotations.push({ type: 'measured', description: measured })
  console.log(measured)
  expect(found.length).toBeGreaterThan(100)
  // A machine whose cores are all taken lets a task of 2 ms last 80: the bound of 50 ms holds for the work, and by the
  // clock for all but one task in a hundred.
  expect(longest, measured).toBeLessThan(patience(50))
  expect(walls[Math.floor(walls.length * 0.99)], measured).toBeLessThan(patience(50))
  expect(median, measured).toBeLessThanOrEqual(patience(50))
})
