/** Giving the keyboard's focus without taking it from a person who has gone on meanwhile. */

/** The first of these that can have the focus: visible, and not switched off. */
export const usable = (within: Element, what: string): HTMLElement | undefined =>
  [...within.querySelectorAll<HTMLElement>(what)].find(
    (each) => !each.matches(':disabled') && each.checkVisibility(),
  )

/** Gives the focus to what the next frame draws, unless it has gone elsewhere by then. */
export function focusSoon(find: () => HTMLElement | null | undefined): void {
  const had = document.activeElement
  requestAnimationFrame(() => {
    const has = document.activeElement
    if (has === had || has === document.body) find()?.focus({ preventScroll: true })
  })
}
