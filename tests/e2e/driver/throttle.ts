/** Throttles the CPU of a page with the browser's emulation. LAYERLOOM_THROTTLE=4 makes the page four times slower. */
import type { BrowserContext, Page } from '@playwright/test'

/** The factor by which the page is slowed down. */
export const THROTTLE = Number(process.env.LAYERLOOM_THROTTLE ?? 1)

/** A time limit for work of the page, scaled by the throttle. @returns milliseconds */
export const scaledTimeout = (milliseconds: number): number => milliseconds * THROTTLE

export async function throttle(context: BrowserContext, page: Page): Promise<void> {
  if (THROTTLE === 1) return
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
}
