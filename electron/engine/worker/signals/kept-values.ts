/** Arrays that are computed once and kept while they are used: initial weights, rows. */

interface Sized {
  readonly bytes: number
}

/** @param limit bytes; what was used longest ago goes first */
export function keptValues<T extends Sized>(limit: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>()
  let total = 0
  return (key, make) => {
    const value = kept.get(key) ?? make()
    if (!kept.delete(key)) total += value.bytes
    kept.set(key, value)
    for (const [oldest, { bytes }] of kept) {
      if (total <= limit || oldest === key) break
      kept.delete(oldest)
      total -= bytes
    }
    return value
  }
}
