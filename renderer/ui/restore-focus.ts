/** Restores the keyboard focus when the focused element is removed or disabled (a fix, a dismissal, a run that ends, an undo): the focus
 *  moves to the closest control in its ancestors, or else to the canvas. */
import { useEffect } from 'react'
import { COLUMNS_SELECTOR, firstFocusable } from './focus.ts'

/** Of radio buttons the checked one, which is the tab stop of its group: an arrow key on another one would choose by accident. */
const INPUT_SELECTOR =
  'input:not([type="radio"]:not(:checked)), select, textarea, [role="switch"], [role="tab"][aria-selected="true"]'

/** What gets the focus where nothing closer can: the canvas, or the columns of the data. */
const WORKSPACE_SELECTOR = `[data-focus="canvas"], ${COLUMNS_SELECTOR}`

/** The middle of a workspace has a tab stop of its own, which says where its keys go. */
const MIDDLE_AREAS: readonly (string | undefined)[] = ['canvas', 'columns']

/** The element to focus after one inside these ancestors, innermost first; never in another area. */
function closestFocusable(ancestors: readonly HTMLElement[]): HTMLElement | null {
  const area = ancestors.findIndex((each) => each.dataset.area !== undefined)
  const within = area < 0 ? ancestors : ancestors.slice(0, area + 1)
  if (!MIDDLE_AREAS.includes(within.at(-1)?.dataset.area))
    for (const each of within) {
      const next = each.isConnected
        ? (firstFocusable(each, INPUT_SELECTOR) ?? firstFocusable(each, 'button'))
        : undefined
      if (next) return next
    }
  return firstFocusable(document.body, WORKSPACE_SELECTOR) ?? null
}

export function useRestoreFocus(): void {
  useEffect(() => {
    // Until an element has been focused, the first key belongs to the canvas.
    let lastFocused: Element | null = null
    let ancestors: readonly HTMLElement[] = []
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      lastFocused = target
      const list: HTMLElement[] = []
      for (
        let ancestor = target.parentElement;
        ancestor && ancestor !== document.body;
        ancestor = ancestor.parentElement
      )
        list.push(ancestor)
      ancestors = list
    }
    const isLost = () =>
      document.activeElement === document.body &&
      !(lastFocused?.isConnected && !lastFocused.matches(':disabled'))
    // After a frame, since the code that removed the element may set the focus itself.
    const restoreFocus = () => {
      if (!isLost()) return
      requestAnimationFrame(() => {
        if (isLost()) closestFocusable(ancestors)?.focus({ preventScroll: true })
      })
    }
    const observer = new MutationObserver(restoreFocus)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', onFocus)
    restoreFocus()
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', onFocus)
    }
  }, [])
}
