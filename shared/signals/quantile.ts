/** Quantiles of many values without sorting them all. */

/** Quantiles as NumPy computes them by default: linear between the two values around the place (n − 1) · q. NaN without a value.
 *  @param values finite; they are reordered @param shares ascending */
export function quantiles(values: Float32Array, shares: readonly number[]): readonly number[] {
  // What is before the last place is smaller than what follows, so that the next search begins there.
  let from = 0
  return shares.map((q) => {
    if (values.length === 0) return Number.NaN
    const place = (values.length - 1) * q
    const found = valueAt(values, place, from)
    from = Math.floor(place)
    return found
  })
}

/** @param from first place of the values that may stand at this one */
function valueAt(values: Float32Array, place: number, from: number): number {
  const below = Math.floor(place)
  select(values, below, from)
  const low = values[below]!
  if (place === below) return low
  // The values after the place are at least as large: the next one is the least of them.
  let high = Number.POSITIVE_INFINITY
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!
  return low + (high - low) * (place - below)
}

/** Moves the value of rank k to place k, smaller ones before it and larger ones after it (Hoare's FIND, 1961).
 *  @param from all values before this place are at most as large as those from it on */
function select(values: Float32Array, k: number, from: number): void {
  let [left, right] = [from, values.length - 1]
  while (left < right) {
    const pivot = values[(left + right) >>> 1]!
    let [i, j] = [left, right]
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const swap = values[i]!
      values[i++] = values[j]!
      values[j--] = swap
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return
  }
}
