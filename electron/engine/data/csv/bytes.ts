/** Bytes of a table that mean something, and simple questions about what is at a place. */

export const [LF, CR, SPACE, TAB] = [10, 13, 32, 9] as const

export function startsWith(bytes: Buffer, at: number, limit: number, text: Buffer): boolean {
  if (at + text.length > limit) return false
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false
  return true
}

/** The index after the blanks at an index. */
export function afterBlanks(bytes: Buffer, start: number, limit: number): number {
  let at = start
  while (at < limit && (bytes[at] === SPACE || bytes[at] === TAB)) at++
  return at
}
