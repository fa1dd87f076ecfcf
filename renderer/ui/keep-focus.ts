/** The keyboard's focus is never left nowhere. What had it may go or be switched off (a fix, a dismissal, a run that ends, an undo):
 *  then the closest control around it has it, else the canvas. */
import { useEffect } from 'react'
import { usable } from './focus.ts'

const INPUTS = 'input, select, textarea, [role="switch"], [role="tab"][aria-selected="true"]'

/** Where the focus goes when it was on something inside these, the innermost first; never into another area. */
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
    // Before anything had it, the first key is meant for the network.
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
    // After the frame: whoever took it away may have another place for it.
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
