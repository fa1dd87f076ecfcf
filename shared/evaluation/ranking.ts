/** Rows in the order of their score for one class: ROC and precision-recall curves, and the areas below them. */
import { range } from '../random/mt19937.ts'
import { atOnce, inSlices, type Slices } from '../random/slices.ts'
import type { RowWeights } from './bootstrap.ts'

export interface Ranking {
  /** Row numbers, the highest score first. */
  readonly order: Int32Array
  readonly scores: Float32Array
  /** Rows of the class, in this order. */
  readonly positives: Int32Array
  /** The scores that rows of the class have, the highest first: the places in the order of the rows with this score, and the end of the rows
   *  of the class up to it. */
  readonly ties: { readonly from: Int32Array; readonly to: Int32Array; readonly positiveEnd: Int32Array }
}

export function rankRows(scores: Float32Array, truth: Int32Array, group: number): Ranking {
  const order = descendingOrder(scores)
  const { length } = order
  const positives: number[] = []
  const [from, to, positiveEnd]: [number[], number[], number[]] = [[], [], []]
  for (let start = 0, end = 0; start < length; start = end) {
    const before = positives.length
    const score = scores[order[start]!]!
    do {
      const row = order[end]!
      if (truth[row] === group) positives.push(row)
      end++
      // NaN is not equal to itself: each is a score of its own.
    } while (end < length && scores[order[end]!] === score)
    if (positives.length === before) continue
    from.push(start)
    to.push(end)
    positiveEnd.push(positives.length)
  }
  return {
    order,
    scores,
    positives: Int32Array.from(positives),
    ties: {
      from: Int32Array.from(from),
      to: Int32Array.from(to),
      positiveEnd: Int32Array.from(positiveEnd),
    },
  }
}

/** Places of a counting sort by 16 bits of a key. */
const BUCKETS = 2 ** 16

/** Row numbers by descending score; equal ones in the order of the rows. */
export const descendingOrder = (scores: Float32Array | Float64Array): Int32Array =>
  atOnce(orderingDescending(scores))

/** The same in slices of work. Stable counting sorts by 16 bits at a time, as sorting with a comparison takes many times as long. */
export function* orderingDescending(scores: Float32Array | Float64Array): Slices<Int32Array> {
  const { length } = scores
  const keys = scores.slice()
  const bits = new Uint32Array(keys.buffer)
  // The last word of a number is its highest, with the sign.
  const words = keys.BYTES_PER_ELEMENT / 4
  let order = new Int32Array(length)
  yield* inSlices(length, (from, to) => {
    for (let i = from; i < to; i++) {
      // Adding 0 makes −0 the same score as 0.
      keys[i]! += 0
      order[i] = i
      const last = i * words + words - 1
      // The bits of a float order negative numbers from the highest to the lowest; turned, they do so with the others.
      if (bits[last]! & 0x80000000) continue
      for (let at = i * words; at < last; at++) bits[at] = ~bits[at]!
      bits[last] = ~bits[last]! & 0x7fffffff
    }
  })
  let next = new Int32Array(length)
  const start = new Uint32Array(BUCKETS + 1)
  for (let digit = 0; digit < 2 * words; digit++) {
    const word = digit >> 1
    const shift = (digit & 1) * 16
    start.fill(0)
    yield* inSlices(length, (from, to) => {
      for (let i = from; i < to; i++) start[((bits[i * words + word]! >>> shift) & 0xffff) + 1]!++
    })
    for (let b = 0; b < BUCKETS; b++) start[b + 1]! += start[b]!
    const [source, sorted] = [order, next]
    yield* inSlices(length, (from, to) => {
      for (let i = from; i < to; i++) {
        const row = source[i]!
        sorted[start[(bits[row * words + word]! >>> shift) & 0xffff]!++] = row
      }
    })
    next = source
    order = sorted
  }
  return order
}

/** Areas below the curves of a class; NaN without a row of the class or without another. */
export interface Areas {
  readonly rocAuc: number
  readonly averagePrecision: number
}

/** roc_auc_score and average_precision_score. Only the rows of the class and the number of rows before each are looked at, as this is done
 *  for each draw.
 *  @param weights how often each row counts; null: once */
export function areasOf({ order, positives, ties }: Ranking, weights: RowWeights | null): Areas {
  const rowsBefore = weights === null ? range(order.length + 1) : weightsBefore(order, weights)
  const all = rowsBefore[order.length]!
  let found = 0
  let above = 0
  let precision = 0
  for (let tie = 0, at = 0; tie < ties.from.length; tie++) {
    let tied = 0
    const end = ties.positiveEnd[tie]!
    if (weights === null) tied = end - at
    else for (let i = at; i < end; i++) tied += weights[positives[i]!]!
    at = end
    if (tied === 0) continue
    const from = rowsBefore[ties.from[tie]!]!
    const to = rowsBefore[ties.to[tie]!]!
    // Rows of other classes with a higher score, and half of those with the same one.
    above += tied * (from - found + (to - from - tied) / 2)
    found += tied
    precision += (tied * found) / to
  }
  const others = all - found
  const isDefined = found > 0 && others > 0
  return {
    rocAuc: isDefined ? 1 - above / (found * others) : Number.NaN,
    averagePrecision: isDefined ? precision / found : Number.NaN,
  }
}

let reusedSums = new Int32Array(0)

/** Sums of the weights before each place of the order, in an array that the next call uses again. */
function weightsBefore(order: Int32Array, weights: RowWeights): Int32Array {
  const { length } = order
  if (reusedSums.length <= length) reusedSums = new Int32Array(length + 1)
  const sums = reusedSums
  let sum = 0
  sums[0] = 0
  for (let i = 0; i < length; i++) {
    sum += weights[order[i]!]!
    sums[i + 1] = sum
  }
  return sums
}

/** Points of both curves: of all rows with a score of at least the threshold. */
export interface Curve {
  readonly thresholds: readonly number[]
  readonly falsePositiveRate: readonly number[]
  /** Also called recall. */
  readonly truePositiveRate: readonly number[]
  readonly precision: readonly number[]
}

/** Points of a curve that are kept: more than a plot shows. */
const MAX_POINTS = 200

/** The curves of a class, from the highest threshold on; null without a row of the class or without another. At most `limit` points, evenly
 *  along the true positive rate and the false positive rate. */
export function curveOf({ order, scores, positives }: Ranking, limit = MAX_POINTS): Curve | null {
  const { length } = order
  const others = length - positives.length
  if (positives.length === 0 || others === 0) return null
  const isLast = (i: number) => i + 1 === length || scores[order[i + 1]!] !== scores[order[i]!]
  let distinct = 0
  for (let i = 0; i < length; i++) if (isLast(i)) distinct++
  const isThinned = distinct > limit
  const curve = {
    thresholds: [] as number[],
    falsePositiveRate: [] as number[],
    truePositiveRate: [] as number[],
    precision: [] as number[],
  }
  let found = 0
  let latest = -1
  for (let i = 0; i < length; i++) {
    if (order[i] === positives[found]) found++
    if (!isLast(i)) continue
    const rest = i + 1 - found
    // Both rates grow from 0 to 1: their sum is the way along the curve.
    const way = Math.floor(((found / positives.length + rest / others) / 2) * (limit - 1))
    if (isThinned && way === latest && i + 1 < length) continue
    latest = way
    curve.thresholds.push(scores[order[i]!]!)
    curve.falsePositiveRate.push(rest / others)
    curve.truePositiveRate.push(found / positives.length)
    curve.precision.push(found / (i + 1))
  }
  return curve
}
