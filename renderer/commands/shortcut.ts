/** Keys: matching an event to a written shortcut, and writing a shortcut as people know it. Pure but for the platform. */

export const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')

export interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  /** The key's place; with Alt, a Mac writes another letter, and with Shift a digit is another sign. */
  readonly code?: string
}

/** 'Mod+Shift+Z' against a key event. Shift is not compared for signs such as '?', which need it on some keyboards. */
export function matches(shortcut: string, event: Keys, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1)!
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  const sign = key.length === 1 && !/[a-z0-9]/i.test(key)
  return (
    (event.key.toLowerCase() === key.toLowerCase() ||
      (event.altKey && event.code === `Key${key.toUpperCase()}`) ||
      ((event.altKey || event.shiftKey) && event.code === `Digit${key}`)) &&
    (mac ? event.metaKey : event.ctrlKey) === wants('Mod') &&
    !(mac ? event.ctrlKey : event.metaKey) &&
    event.altKey === wants('Alt') &&
    (sign || event.shiftKey === wants('Shift'))
  )
}

/** 'Ctrl+Shift+Z', or '⇧⌘Z' on a Mac. */
export function shown(shortcut: string, mac = isMac): string {
  if (!mac) return shortcut.replace('Mod', 'Ctrl').replace('ContextMenu', 'Menu')
  const sign: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
  const parts = shortcut.split('+')
  const rank = ['Alt', 'Shift', 'Mod']
  return [
    ...parts
      .slice(0, -1)
      .sort((a, b) => rank.indexOf(a) - rank.indexOf(b))
      .map((p) => sign[p] ?? p),
    parts.at(-1)!,
  ].join('')
}
