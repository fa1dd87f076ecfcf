/** The split of file format version 1: rows in the order of a hash of (seed, row number). hash-split-python.ts is the same rule in numpy; a
 *  test compares the two. */

import { range } from '../random/mt19937.ts'
import { permutation } from '../random/permutation.ts'
import { inSlices, type Slices } from '../random/slices.ts'
import { counting, type Split, selecting } from './parts.ts'

/**
 * Divides `total` in proportion to `counts` in integers: each gets its share rounded down, and the rest goes, one each, to the largest
 * remainders, the earlier one first if they are equal (Hamilton's method).
 * Precondition: total ≤ sum of counts; then no share exceeds its count.
 */
export function allot(total: number, counts: readonly number[]): number[] {
  const sum = counts.reduce((a, b) => a + b, 0)
  if (sum === 0) return counts.map(() => 0)
  const shares = counts.map((count) => Math.floor((total * count) / sum))
  const remaining = total - shares.reduce((a, b) => a + b, 0)
  counts
    .map((count, i) => ({ i, remainder: (total * count) % sum }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
    .slice(0, remaining)
    .forEach(({ i }) => {
      shares[i]!++
    })
  return shares
}

/**
 * Splits the rows in the order of `permutation(rows, seed)`: the first rows of each class go to validation, the next to test and the
 * others to training. Each list is then sorted in ascending order.
 * @param classes class of each row, or `null` to treat all rows as one class (not stratified)
 * @param rows number of rows
 * @param validation, test exact counts with validation + test ≤ rows
 */
export function* hashSplit(
  classes: Int32Array | null,
  rows: number,
  validation: number,
  test: number,
  seed: number,
): Slices<Split> {
  const counts = classes ? yield* counting(classes) : [rows]
  const forValidation = allot(validation, counts)
  const forTest = allot(
    test,
    counts.map((count, c) => count - forValidation[c]!),
  )
  const part = new Uint8Array(rows)
  const assigned = counts.map(() => 0)
  const order = yield* permutation(rows, seed)
  yield* inSlices(rows, (from, to) => {
    for (let i = from; i < to; i++) {
      const row = order[i]!
      const c = classes ? classes[row]! : 0
      const rank = assigned[c]!++
      part[row] = rank < forValidation[c]! ? 1 : rank < forValidation[c]! + forTest[c]! ? 2 : 0
    }
  })
  const all = range(rows)
  return {
    train: yield* selecting(all, (row) => part[row] === 0),
    validation: yield* selecting(all, (row) => part[row] === 1),
    test: yield* selecting(all, (row) => part[row] === 2),
  }
}
