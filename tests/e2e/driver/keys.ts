/** Reaching things without a mouse. */
import { expect, type Locator, type Page } from '@playwright/test'

/** More controls than a window has. */
const MOST_TABS = 120

/** Presses Tab until the element has the focus. Fails when it cannot be reached so. */
export async function focusByKey(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeAttached()
  for (let i = 0; i < MOST_TABS; i++) {
    if (await element.evaluate((it) => it === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${element} cannot be reached with Tab`)
}
