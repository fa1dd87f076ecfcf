/** Moves the focus with the keyboard. */
import { expect, type Locator, type Page } from '@playwright/test'

/** The maximum number of presses of Tab. It is larger than the number of controls in a window. */
const MAX_TABS = 120

/** Presses Tab until the element has the focus. @throws Error when Tab does not reach it */
export async function focusByKey(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeAttached()
  // The element is resolved once. Resolving a name in the page at each press would take longer than the presses.
  let handle = await element.elementHandle()
  for (let i = 0; i < MAX_TABS; i++) {
    const state = await handle!.evaluate((node) =>
      node === document.activeElement ? 'focused' : node.isConnected ? 'there' : 'gone',
    )
    if (state === 'focused') return
    if (state === 'gone') handle = await element.elementHandle()
    await page.keyboard.press('Tab')
  }
  throw new Error(`${element} cannot be reached with Tab`)
}
