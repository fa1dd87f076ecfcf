/** A page whose processor is slowed down, by the browser's own means: LAYERLOOM_THROTTLE=4 leaves it a quarter. */
import type { BrowserContext, Page } from '@playwright/test'

/** How many times slower the page is than the machine. */
export const THROTTLE = Number(process.env.LAYERLOOM_THROTTLE ?? 1)

/** A bound in milliseconds on something that the page does. */
export const patience = (milliseconds: number): number => milliseconds * THROTTLE

export async function throttle(context: BrowserContext, page: Page): Promise<void> {
  if (THROTTLE === 1) return
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
}
