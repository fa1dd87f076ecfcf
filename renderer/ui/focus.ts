/** Sets the keyboard focus without taking it from a user who has continued elsewhere. */

/** The first matching element that can receive the focus: visible and enabled. */
export const firstFocusable = (container: Element, selector: string): HTMLElement | undefined =>
  [...container.querySelectorAll<HTMLElement>(selector)].find(
    (each) => !each.matches(':disabled') && each.checkVisibility({ checkVisibilityCSS: true }),
  )

/** Number of key and pointer presses. A focus change without one, as by a closing dialog, was not requested by the user. */
let inputCount = 0
for (const type of ['keydown', 'pointerdown'])
  globalThis.document?.addEventListener(
    type,
    () => {
      inputCount++
    },
    true,
  )

/** Focuses an element after the next frame has rendered, unless the user has pressed something by then. */
export function focusNextFrame(find: () => HTMLElement | null | undefined): void {
  const initialCount = inputCount
  requestAnimationFrame(() => {
    if (inputCount === initialCount) find()?.focus({ preventScroll: true })
  })
}

/** The tab stop among the columns of the data: the cell, or the button where there are no columns yet; not a button in the head. */
export const COLUMNS_SELECTOR =
  '[data-focus="columns"][tabindex="0"], [data-focus="columns"] :is([tabindex="0"], button:not([role="columnheader"] > button))'
