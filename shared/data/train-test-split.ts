/** The same rows in the same order as `sklearn.model_selection.train_test_split` (scikit-learn: model_selection/_split.py, ShuffleSplit
 *  and StratifiedShuffleSplit; utils/extmath.py, _approximate_mode). */
import { type RandomState, randomState } from '../random/mt19937.ts'
import { atOnce, inSlices, type Slices } from '../random/slices.ts'
import { counting, taking } from './parts.ts'

/** Rows of the two parts, in the order of scikit-learn. */
export interface TwoParts {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** Why scikit-learn refuses to stratify: a class has a single row, or a part has fewer rows than there are classes. */
export type StratifyRefusal =
  /** `codes` of the classes with a single row. */
  | { readonly reason: 'single row'; readonly codes: readonly number[] }
  | { readonly reason: 'small part'; readonly rows: number; readonly classes: number }

/** @param counts number of rows of each class; classes without rows do not count */
export function stratifyRefusal(counts: readonly number[], testSize: number): StratifyRefusal | null {
  const codes = [...counts.keys()].filter((code) => counts[code] === 1)
  if (codes.length > 0) return { reason: 'single row', codes }
  const rows = counts.reduce((a, b) => a + b, 0)
  const smaller = Math.min(testSize, rows - testSize)
  const classes = counts.filter((count) => count > 0).length
  return smaller < classes ? { reason: 'small part', rows: smaller, classes } : null
}

/**
 * `train_test_split(range(rows), test_size=testSize, random_state=seed, stratify=codes)`.
 * @param testSize number of test rows, with 0 < testSize < rows
 * @param codes the class of each row, numbered in ascending order of the labels; null: not stratified. `stratifyRefusal` of
 * their counts must be null.
 */
export function* trainTestSplit(
  rows: number,
  testSize: number,
  seed: number,
  codes: Int32Array | null,
): Slices<TwoParts> {
  const random = randomState(seed)
  if (codes) return yield* stratifiedSplit(codes, testSize, random)
  const order = yield* random.permutation(rows)
  return { test: order.slice(0, testSize), train: order.slice(testSize) }
}

function* stratifiedSplit(codes: Int32Array, testSize: number, random: RandomState): Slices<TwoParts> {
  const rowsByClass = yield* groupRows(codes)
  const counts = rowsByClass.map((rows) => rows.length)
  const trainCounts = approximateMode(counts, codes.length - testSize, random)
  const testCounts = approximateMode(
    counts.map((count, c) => count - trainCounts[c]!),
    testSize,
    random,
  )
  const train = new Int32Array(codes.length - testSize)
  const test = new Int32Array(testSize)
  let [trained, tested] = [0, 0]
  for (const [c, rows] of rowsByClass.entries()) {
    const order = yield* random.permutation(rows.length)
    const [trainCount, testCount] = [trainCounts[c]!, testCounts[c]!]
    train.set(yield* taking(rows, order.subarray(0, trainCount)), trained)
    test.set(yield* taking(rows, order.subarray(trainCount, trainCount + testCount)), tested)
    trained += trainCount
    tested += testCount
  }
  yield* random.shuffle(train)
  yield* random.shuffle(test)
  return { train, test }
}

/**
 * The most likely counts of `draws` rows drawn without replacement from classes with these counts: the shares rounded down, and the
 * remaining rows one each to the largest remainders, with random choices among equal ones.
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((a, b) => a + b, 0)
  const shares = counts.map((count) => (count / total) * draws)
  const drawn = shares.map(Math.floor)
  let missing = draws - drawn.reduce((a, b) => a + b, 0)
  const remainders = shares.map((share, c) => share - drawn[c]!)
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break
    const candidates = remainders.flatMap((r, c) => (r === remainder ? [c] : []))
    // numpy's choice without replacement is the beginning of a permutation.
    const order = atOnce(random.permutation(candidates.length))
    const added = Math.min(candidates.length, missing)
    for (let i = 0; i < added; i++) drawn[candidates[order[i]!]!]!++
    missing -= added
  }
  return drawn
}

/** The rows of each class that occurs, ascending. */
function* groupRows(codes: Int32Array): Slices<Int32Array[]> {
  const counts = yield* counting(codes)
  const groups = counts.map((count) => new Int32Array(count))
  const filled = counts.map(() => 0)
  yield* inSlices(codes.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const code = codes[row]!
      groups[code]![filled[code]!++] = row
    }
  })
  return groups.filter((rows) => rows.length > 0)
}
