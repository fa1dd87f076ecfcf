/** Restores the keyboard focus when the focused element is removed or disabled (a fix, a dismissal, a run that ends, an undo): the focus
 *  moves to the closest control in its ancestors, or else to the canvas. */
import { useEffect } from 'react'
import { usable } from './focus.ts'

const INPUTS = 'input, select, textarea, [role="switch"], [role="tab"][aria-selected="true"]'

/** The element to focus after one inside these ancestors, innermost first; never in another area. */
function closest(around: readonly HTMLElement[]): HTMLElement | null {
  const area = around.findIndex((each) => each.dataset.area !== undefined)
  const within = area < 0 ? around : around.slice(0, area + 1)
  if (within.at(-1)?.dataset.area !== 'canvas')
    for (const each of within) {
      const next = each.isConnected ? (usable(each, INPUTS) ?? usable(each, 'button')) : undefined
      if (next) return next
    }
  return document.querySelector<HTMLElement>('[data-focus="canvas"]')
}

export function useKeepFocus(): void {
  useEffect(() => {
    // Until an element has been focused, the first key belongs to the canvas.
    let last: Element | null = null
    let around: readonly HTMLElement[] = []
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      last = target
      const list: HTMLElement[] = []
      for (let at = target.parentElement; at && at !== document.body; at = at.parentElement) list.push(at)
      around = list
    }
    const isLost = () =>
      document.activeElement === document.body && !(last?.isConnected && !last.matches(':disabled'))
    // After a frame, since the code that removed the element may set the focus itself.
    const look = () => {
      if (!isLost()) return
      requestAnimationFrame(() => {
        if (isLost()) closest(around)?.focus({ preventScroll: true })
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', onFocus)
    look()
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', onFocus)
    }
  }, [])
}
