/** How much a page has to do for something. Not a stopwatch: whatever else the machine is doing, the work is the same. */
import type { Page } from '@playwright/test'

/** Milliseconds that the page's main thread computed while `during` ran. */
export async function workOf(page: Page, during: () => PromiseLike<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const computed = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  const before = await computed()
  await during()
  const after = await computed()
  await session.detach()
  return after - before
}
