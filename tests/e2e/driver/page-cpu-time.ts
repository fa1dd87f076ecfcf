/** Measures the CPU time of a page. Unlike wall-clock time, it does not depend on the load of the machine. */
import type { Page } from '@playwright/test'

/** The CPU time of the page's main thread while `action` runs, in milliseconds. */
export async function cpuTimeOf(page: Page, action: () => PromiseLike<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpuTime = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  const before = await cpuTime()
  await action()
  const after = await cpuTime()
  await session.detach()
  return after - before
}
