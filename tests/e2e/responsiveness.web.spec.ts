/** The responsiveness of the window during training: no long task on its main thread, and a short delay from key to paint. The times come
 *  from Chromium's trace and event timing, not from a clock of the test. */
import type { CDPSession } from '@playwright/test'
import { expect, test } from './driver/test.ts'
import { scaledTimeout } from './driver/throttle.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** The start, in microseconds. */
  readonly ts: number
  readonly dur?: number
  /** The part of `dur` in which the thread was running. In the rest it waited for a core. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

interface Task {
  /** The milliseconds from start to end. */
  readonly wall: number
  /** The milliseconds on a core. */
  readonly cpu: number
}

/** The tasks of the page's main thread while `during` runs. */
async function tasks(cdp: CDPSession, action: () => Promise<void>): Promise<readonly Task[]> {
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  })
  await action()
  const complete = new Promise<void>((done) => cdp.once('Tracing.tracingComplete', () => done()))
  await cdp.send('Tracing.end')
  await complete
  const main = events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain')
  const isMain = (e: TraceEvent) => main.some(({ pid, tid }) => pid === e.pid && tid === e.tid)
  return events
    .filter((e) => /RunTask$/.test(e.name) && e.ph === 'X' && isMain(e))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }))
}

const ascending = (a: number, b: number) => a - b

test.use({ ownProcess: true })

test('the window stays responsive during training', async ({ app, host }, info) => {
  const { page } = host
  await app.openExample('lesson-dropout').select('dense').train().expectPoint()
  await page.evaluate(() => {
    const delays: number[] = []
    Object.assign(window, { delays })
    new PerformanceObserver((list) => {
      // The duration is the time from the key to the frame that shows it, rounded to 8 ms by the browser.
      for (const entry of list.getEntries()) if (entry.name === 'keydown') delays.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
  })
  const cdp = await page.context().newCDPSession(page)
  const keys = 40
  const measure = (epochs: number) =>
    tasks(cdp, async () => {
      await page.getByRole('complementary').getByLabel('name', { exact: true }).click()
      for (let i = 0; i < keys; i++) await page.keyboard.press('abcdefghij'[i % 10] ?? 'a', { delay: 40 })
      await app.expectEpochs(epochs)
    })
  const longestOf = (measured: Awaited<ReturnType<typeof measure>>) =>
    Math.max(...measured.map(({ cpu }) => cpu))
  let measuredTasks = await measure(3)
  // A long task of the window comes again with the next keys; a pause of the machine does not.
  if (longestOf(measuredTasks) >= scaledTimeout(50)) {
    await page.evaluate(() => {
      ;(window as unknown as { delays: number[] }).delays.length = 0
    })
    measuredTasks = await measure(5)
  }
  const slowKeys = await page.evaluate(() => (window as unknown as { delays: number[] }).delays)
  await app.expectTraining().stop().expectState('stopped')

  // Keys below the threshold of 16 ms are not listed.
  const delays = [...Array.from({ length: Math.max(0, keys - slowKeys.length) }, () => 8), ...slowKeys].sort(
    ascending,
  )
  const median = delays[Math.floor(delays.length / 2)] ?? Number.NaN
  const walls = measuredTasks.map(({ wall }) => wall).sort(ascending)
  const longest = longestOf(measuredTasks)
  const measured = [
    `${measuredTasks.length} tasks, longest ${longest.toFixed(1)} ms of work and ${walls.at(-1)?.toFixed(1)} ms by the clock`,
    `key to paint median ${median} ms, worst ${delays.at(-1)} ms`,
  ].join('; ')
  info.annotations.push({ type: 'measured', description: measured })
  console.log(measured)
  expect(measuredTasks.length).toBeGreaterThan(100)
  // On a machine whose cores are all busy, a task of 2 ms may last 80 ms. The bound of 50 ms therefore applies to the CPU time, and to the
  // wall-clock time of 99 % of the tasks.
  expect(longest, measured).toBeLessThan(scaledTimeout(50))
  expect(walls[Math.floor(walls.length * 0.99)], measured).toBeLessThan(scaledTimeout(50))
  expect(median, measured).toBeLessThanOrEqual(scaledTimeout(50))
})
