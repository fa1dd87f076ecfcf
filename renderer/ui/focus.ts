/** Giving the keyboard's focus without taking it from a person who has gone on meanwhile. */

/** The first of these that can have the focus: visible, and not switched off. */
export const usable = (within: Element, what: string): HTMLElement | undefined =>
  [...within.querySelectorAll<HTMLElement>(what)].find(
    (each) => !each.matches(':disabled') && each.checkVisibility(),
  )

/** Keys and presses so far: a dialog that closes moves the focus too, but nobody asked for that. */
let inputs = 0
for (const type of ['keydown', 'pointerdown'])
  globalThis.document?.addEventListener(
    type,
    () => {
      inputs++
    },
    true,
  )

/** Gives the focus to what the next frame draws, unless a person has gone on by then. */
export function focusSoon(find: () => HTMLElement | null | undefined): void {
  const before = inputs
  requestAnimationFrame(() => {
    if (inputs === before) find()?.focus({ preventScroll: true })
  })
}
