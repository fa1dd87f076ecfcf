/** Shortcuts: matching a key event, and formatting for display. Pure except for the platform. */

export const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')

export interface KeyInput {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  /** The physical key. With Alt, a Mac reports another letter; with Shift, a digit key reports another character. */
  readonly code?: string
}

/** Whether a key event matches a shortcut such as 'Mod+Shift+Z'. Shift is ignored for symbols such as '?', which need it on some
 *  keyboards. */
export function matches(shortcut: string, event: KeyInput, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1)!
  const hasModifier = (name: string) => parts.slice(0, -1).includes(name)
  const isSymbol = key.length === 1 && !/[a-z0-9]/i.test(key)
  return (
    (event.key.toLowerCase() === key.toLowerCase() ||
      (event.altKey && event.code === `Key${key.toUpperCase()}`) ||
      ((event.altKey || event.shiftKey) && event.code === `Digit${key}`)) &&
    (mac ? event.metaKey : event.ctrlKey) === hasModifier('Mod') &&
    !(mac ? event.ctrlKey : event.metaKey) &&
    event.altKey === hasModifier('Alt') &&
    (isSymbol || event.shiftKey === hasModifier('Shift'))
  )
}

/** A shortcut for display: 'Ctrl+Shift+Z', or '⇧⌘Z' on a Mac. */
export function formatShortcut(shortcut: string, mac = isMac): string {
  if (!mac) return shortcut.replace('Mod', 'Ctrl').replace('ContextMenu', 'Menu')
  const symbols: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
  const parts = shortcut.split('+')
  const rank = ['Alt', 'Shift', 'Mod']
  return [
    ...parts
      .slice(0, -1)
      .sort((a, b) => rank.indexOf(a) - rank.indexOf(b))
      .map((p) => symbols[p] ?? p),
    parts.at(-1)!,
  ].join('')
}
