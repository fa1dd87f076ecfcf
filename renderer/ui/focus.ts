/** Sets the keyboard focus without taking it from a user who has continued elsewhere. */

/** The first matching element that can receive the focus: visible and enabled. */
export const usable = (within: Element, what: string): HTMLElement | undefined =>
  [...within.querySelectorAll<HTMLElement>(what)].find(
    (each) => !each.matches(':disabled') && each.checkVisibility(),
  )

/** Number of key and pointer presses. A focus change without one, as by a closing dialog, was not requested by the user. */
let inputs = 0
for (const type of ['keydown', 'pointerdown'])
  globalThis.document?.addEventListener(
    type,
    () => {
      inputs++
    },
    true,
  )

/** Focuses an element after the next frame has rendered, unless the user has pressed something by then. */
export function focusSoon(find: () => HTMLElement | null | undefined): void {
  const before = inputs
  requestAnimationFrame(() => {
    if (inputs === before) find()?.focus({ preventScroll: true })
  })
}
