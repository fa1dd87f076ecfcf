/** The keys that move from picture to picture. */

/** Where a key leads from a picture; null for another key. */
export function pictureAfter(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  from: number,
  { count, perLine, lines }: { readonly count: number; readonly perLine: number; readonly lines: number },
): number | null {
  const all = ctrlKey || metaKey
  const line = from - (from % perLine)
  const places: { readonly [key: string]: number } = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - perLine,
    ArrowDown: from + perLine,
    PageUp: from - perLine * lines,
    PageDown: from + perLine * lines,
    Home: all ? 0 : line,
    End: all ? count - 1 : line + perLine - 1,
  }
  const to = places[key]
  return to === undefined ? null : Math.min(Math.max(to, 0), count - 1)
}
