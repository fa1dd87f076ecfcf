/** Splits that a column of the table decides: its groups stay together, its times stay in order, or it names the part of each row. */
import { randomState, range } from '../random/mt19937.ts'
import { inSlices, type Slices } from '../random/slices.ts'
import { counting, type Parts, type Split, selecting } from './parts.ts'
import { splitCount } from './split-count.ts'

/** Shares of the parts that are drawn; the others are for training. */
type Shares = Pick<Parts<number>, 'validation' | 'test'>

/**
 * Two calls of scikit-learn's GroupShuffleSplit (model_selection/_split.py): test groups are drawn first, then validation groups from the
 * others. Shares are those of groups. Rows of a part are in ascending order.
 * @param groups the group of each row, numbered in ascending order of the groups as numpy.unique does
 * @returns null if no group is left for training
 */
export function* groupShuffleSplit(groups: Int32Array, shares: Shares, seed: number): Slices<Split | null> {
  const count = (yield* counting(groups)).length
  const [validation, test] = [splitCount(shares.validation, count), splitCount(shares.test, count)]
  if (validation + test >= count) return null
  const all = Array.from({ length: count }, (_, group) => group)
  const tested = yield* drawGroups(all, test, seed)
  const rest = all.filter((group) => !tested.has(group))
  const validated = yield* drawGroups(rest, validation, seed)
  return yield* partsOf(groups.length, (row) =>
    tested.has(groups[row]!) ? 'test' : validated.has(groups[row]!) ? 'validation' : 'train',
  )
}

/** The first `size` of the shuffled groups. */
function* drawGroups(groups: readonly number[], size: number, seed: number): Slices<ReadonlySet<number>> {
  if (size === 0) return new Set()
  const order = yield* randomState(seed).permutation(groups.length)
  return new Set([...order.subarray(0, size)].map((i) => groups[i]!))
}

/** The earliest rows are for training, the latest for the test, those between for validation. Rows of the same time keep their order:
 *  numpy.argsort(times, kind="stable").
 *  @param times without NaN @param sizes numbers of rows */
export function* timeSplit(times: Float64Array, { validation, test }: Shares): Slices<Split> {
  const order = yield* stableOrder(times)
  const [first, last] = [order.length - validation - test, order.length - test]
  return { train: order.slice(0, first), validation: order.slice(first, last), test: order.slice(last) }
}

/** Rows that are sorted at once, before they are merged. */
const SORTED = 16_384

/** Merges sorted stretches, as a sort of all rows could not be interrupted. */
function* stableOrder(values: Float64Array): Slices<Int32Array> {
  const count = values.length
  let order = range(count)
  for (let from = 0; from < count; from += SORTED) {
    order.subarray(from, from + SORTED).sort((a, b) => values[a]! - values[b]! || a - b)
    yield
  }
  for (let width = SORTED; width < count; width *= 2) {
    const [old, merged] = [order, new Int32Array(count)]
    let [left, right, start] = [0, width, 0]
    yield* inSlices(count, (from, to) => {
      for (let at = from; at < to; at++) {
        // The next two stretches.
        if (at === start + 2 * width) [start, left, right] = [at, at, at + width]
        const [leftEnd, rightEnd] = [Math.min(start + width, count), Math.min(start + 2 * width, count)]
        const takesLeft = left < leftEnd && (right >= rightEnd || values[old[left]!]! <= values[old[right]!]!)
        merged[at] = takesLeft ? old[left++]! : old[right++]!
      }
    })
    order = merged
  }
  return order
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
export function* partsOf(
  rows: number,
  partOf: (row: number) => keyof Parts<unknown> | undefined,
): Slices<Split> {
  const places = new Int8Array(rows)
  yield* inSlices(rows, (from, to) => {
    for (let row = from; row < to; row++) {
      const part = partOf(row)
      places[row] = part ? PLACES.indexOf(part) : -1
    }
  })
  const all = range(rows)
  return {
    train: yield* selecting(all, (row) => places[row] === 0),
    validation: yield* selecting(all, (row) => places[row] === 1),
    test: yield* selecting(all, (row) => places[row] === 2),
  }
}

const PLACES: readonly (keyof Parts<unknown>)[] = ['train', 'validation', 'test']
