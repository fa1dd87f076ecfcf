/** The same rows in the same order as `sklearn.model_selection.train_test_split` (scikit-learn: model_selection/_split.py, ShuffleSplit
 *  and StratifiedShuffleSplit; utils/extmath.py, _approximate_mode). */
import { type RandomState, randomState } from '../random/mt19937.ts'
import { countCodes } from './parts.ts'

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
export function trainTestSplit(
  rows: number,
  testSize: number,
  seed: number,
  codes: Int32Array | null,
): TwoParts {
  const random = randomState(seed)
  if (codes) return stratifiedSplit(codes, testSize, random)
  const order = random.permutation(rows)
  return { test: order.slice(0, testSize), train: order.slice(testSize) }
}

function stratifiedSplit(codes: Int32Array, testSize: number, random: RandomState): TwoParts {
  const rowsByClass = groupRows(codes)
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
    const order = random.permutation(rows.length)
    const [trainCount, testCount] = [trainCounts[c]!, testCounts[c]!]
    for (let i = 0; i < trainCount; i++) train[trained++] = rows[order[i]!]!
    for (let i = 0; i < testCount; i++) test[tested++] = rows[order[trainCount + i]!]!
  }
  random.shuffle(train)
  random.shuffle(test)
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
    const order = random.permutation(candidates.length)
    const added = Math.min(candidates.length, missing)
    for (let i = 0; i < added; i++) drawn[candidates[order[i]!]!]!++
    missing -= added
  }
  return drawn
}

/** The rows of each class that occurs, ascending. */
function groupRows(codes: Int32Array): Int32Array[] {
  const counts = countCodes(codes)
  const groups = counts.map((count) => new Int32Array(count))
  const filled = counts.map(() => 0)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    groups[code]![filled[code]!++] = row
  }
  return groups.filter((rows) => rows.length > 0)
}
