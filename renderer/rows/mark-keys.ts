/** The keys by which a row is marked, the same wherever rows are shown: X or Delete excludes it, W corrects its label. */

/** What a key does with the active row; null for another key. */
export function markOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): 'exclude' | 'relabel' | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'Delete' || key === 'Backspace') return 'exclude'
  return ({ x: 'exclude', w: 'relabel' }[key.toLowerCase()] as 'exclude' | 'relabel' | null) ?? null
}
