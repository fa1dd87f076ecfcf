/** A button whose press takes it away (a fix, a dismissal) leaves the keyboard's focus near it, not nowhere. */

const INPUTS = 'input, select, textarea, [role="switch"], [role="tab"][aria-selected="true"]'

/** To be called in the press: once the screen has changed, the closest control around what is gone gets the focus. */
export function keepFocus(button: HTMLElement): void {
  const around: HTMLElement[] = []
  for (let at = button.parentElement; at && at !== document.body; at = at.parentElement) around.push(at)
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    for (const each of around) {
      if (!each.isConnected) continue
      const next = each.querySelector<HTMLElement>(INPUTS) ?? each.querySelector<HTMLElement>('button')
      if (next) return next.focus()
    }
  })
}
