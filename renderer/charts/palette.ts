/** The theme's colours and font for drawings on a canvas element, and a listener for their changes. */

export interface Palette {
  readonly train: string
  readonly validation: string
  readonly best: string
  readonly grid: string
  readonly axis: string
  readonly text: string
  readonly background: string
  readonly font: string
}

/** Reads the CSS variables at this element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const value = (name: string): string => style.getPropertyValue(name).trim()
  return {
    train: value('--train'),
    validation: value('--val'),
    best: value('--ok'),
    grid: value('--line'),
    axis: value('--line2'),
    text: value('--ink3'),
    background: value('--panel'),
    font: `11px ${value('--mono') || 'monospace'}`,
  }
}

export const isEqualPalette = (a: Palette, b: Palette): boolean =>
  (Object.keys(a) as (keyof Palette)[]).every((name) => a[name] === b[name])

/** Calls `callback` when the theme may have changed: an attribute of the page's root, or the system's preference.
 *  @returns a function that stops it */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback)
  observer.observe(document.documentElement, { attributes: true })
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-theme'] })
  const preference = matchMedia('(prefers-color-scheme: dark)')
  preference.addEventListener('change', callback)
  return () => {
    observer.disconnect()
    preference.removeEventListener('change', callback)
  }
}
