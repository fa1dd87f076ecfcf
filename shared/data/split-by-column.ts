/** Splits that a column of the table decides: its groups stay together, its times stay in order, or it names the part of each row. */
import { randomState } from '../random/mt19937.ts'
import type { Parts, Split } from './parts.ts'
import { splitCount } from './split-count.ts'

/** Shares of the parts that are drawn; the others are for training. */
type Shares = Pick<Parts<number>, 'validation' | 'test'>

/**
 * Two calls of scikit-learn's GroupShuffleSplit (model_selection/_split.py): test groups are drawn first, then validation groups from the
 * others. Shares are those of groups. Rows of a part are in ascending order.
 * @param groups the group of each row, numbered in ascending order of the groups as numpy.unique does
 * @returns null if no group is left for training
 */
export function groupShuffleSplit(groups: Int32Array, shares: Shares, seed: number): Split | null {
  const count = groups.reduce((most, group) => Math.max(most, group), -1) + 1
  const [validation, test] = [splitCount(shares.validation, count), splitCount(shares.test, count)]
  if (validation + test >= count) return null
  const all = Array.from({ length: count }, (_, group) => group)
  const tested = drawGroups(all, test, seed)
  const rest = all.filter((group) => !tested.has(group))
  const validated = drawGroups(rest, validation, seed)
  return partsOf(groups.length, (row) =>
    tested.has(groups[row]!) ? 'test' : validated.has(groups[row]!) ? 'validation' : 'train',
  )
}

/** The first `size` of the shuffled groups. */
function drawGroups(groups: readonly number[], size: number, seed: number): ReadonlySet<number> {
  if (size === 0) return new Set()
  const order = randomState(seed).permutation(groups.length)
  return new Set([...order.subarray(0, size)].map((i) => groups[i]!))
}

/** The earliest rows are for training, the latest for the test, those between for validation. Rows of the same time keep their order:
 *  numpy.argsort(times, kind="stable").
 *  @param times without NaN @param sizes numbers of rows */
export function timeSplit(times: Float64Array, { validation, test }: Shares): Split {
  const order = Int32Array.from(times.keys()).sort((a, b) => times[a]! - times[b]! || a - b)
  const [first, last] = [order.length - validation - test, order.length - test]
  return { train: order.slice(0, first), validation: order.slice(first, last), test: order.slice(last) }
}

/** The words that name a part. */
export const PART_WORDS: ReadonlyMap<string, keyof Parts<unknown>> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
])

/** Rows of each part in ascending order. @param partOf undefined: the row is in no part */
export function partsOf(rows: number, partOf: (row: number) => keyof Parts<unknown> | undefined): Split {
  const parts: Parts<number[]> = { train: [], validation: [], test: [] }
  for (let row = 0; row < rows; row++) {
    const part = partOf(row)
    if (part) parts[part].push(row)
  }
  return {
    train: Int32Array.from(parts.train),
    validation: Int32Array.from(parts.validation),
    test: Int32Array.from(parts.test),
  }
}
