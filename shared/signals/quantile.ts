/** A quantile of many values without sorting them all. */

/** The quantile as NumPy computes it by default: linear between the two values around the place (n − 1) · q. NaN without a value.
 *  @param values finite; they are reordered */
export function quantile(values: Float32Array, q: number): number {
  if (values.length === 0) return Number.NaN
  const place = (values.length - 1) * q
  const below = Math.floor(place)
  select(values, below)
  const low = values[below]!
  if (place === below) return low
  // The values after the place are at least as large: the next one is the least of them.
  let high = Number.POSITIVE_INFINITY
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!
  return low + (high - low) * (place - below)
}

/** Moves the value of rank k to place k, smaller ones before it and larger ones after it (Hoare's FIND, 1961). */
function select(values: Float32Array, k: number): void {
  let [left, right] = [0, values.length - 1]
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
