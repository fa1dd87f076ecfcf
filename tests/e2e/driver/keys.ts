/** Reaching things without a mouse. */
import { expect, type Locator, type Page } from '@playwright/test'

/** More controls than a window has. */
const MAX_TABS = 120

/** Presses Tab until the element has the focus. Fails when it cannot be reached so. */
export async function focusByKey(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeAttached()
  // Found once: looking for a name in the whole page again and again would take longer than the presses.
  let found = await element.elementHandle()
  for (let i = 0; i < MAX_TABS; i++) {
    const state = await found!.evaluate((it) =>
      it === document.activeElement ? 'focused' : it.isConnected ? 'there' : 'gone',
    )
    if (state === 'focused') return
    if (state === 'gone') found = await element.elementHandle()
    await page.keyboard.press('Tab')
  }
  throw new Error(`${element} cannot be reached with Tab`)
}
