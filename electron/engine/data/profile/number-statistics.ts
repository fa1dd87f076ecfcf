/** Statistics of numbers, as numpy computes them. */
import { quantile } from '../../../../shared/data/steps/quantiles.ts'
import type { NumberStatistics } from '../../../../shared/data/table-profile.ts'
import { forBlocks } from './blocks.ts'

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const
/** Interquartile ranges from the quartiles to the first outlier. */
const OUTLIER_RANGES = 3
/** Numbers that stand for a missing value in many files. */
const SENTINELS = [-99, -999, -9999, -99_999, 99, 999, 9999, 99_999]
/** Above this size, squares and ranges could exceed float64. */
const LARGE = 1e150

/** @param sorted a sample of the numbers, ascending and without NaN: quantiles are computed from it, other figures from all numbers
 *  @returns null if every number is missing */
export async function numberStatistics(
  numbers: Float64Array,
  sorted: Float64Array,
  signal?: AbortSignal,
): Promise<NumberStatistics | null> {
  const range = await rangeOf(numbers, signal)
  if (range.count === 0 || sorted.length === 0) return null
  const { min, max, count, allIntegers } = range
  const largest = Math.max(Math.abs(min), Math.abs(max))
  const unit = largest > LARGE ? largest : 1
  const mean = (await sumOf(numbers, (x) => x / unit, signal)) / count
  const variance = (await sumOf(numbers, (x) => (x / unit - mean) ** 2, signal)) / count
  const [low, first, median, third, high] = QUANTILES.map((q) => quantile(sorted, q))
  const reach = OUTLIER_RANGES * (third! - first!)
  // Where at least half of the values are equal, every other one would be an outlier.
  const isOutlier = (x: number) => reach > 0 && (x < first! - reach || x > third! + reach)
  return {
    min,
    max,
    mean: min === max ? min : mean * unit,
    deviation: min === max ? 0 : Math.sqrt(variance) * unit,
    quantiles: [low!, first!, median!, third!, high!],
    allIntegers,
    outliers: await sumOf(numbers, (x) => (isOutlier(x) ? 1 : 0), signal),
    sentinel: await sentinelOf(numbers, range, signal),
  }
}

interface Range {
  readonly min: number
  readonly max: number
  readonly count: number
  readonly allIntegers: boolean
}

/** @param excluded a value that is passed over */
async function rangeOf(numbers: Float64Array, signal?: AbortSignal, excluded = Number.NaN): Promise<Range> {
  let [min, max, count, allIntegers] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, true]
  await forBlocks(numbers.length, signal, (from, to) => {
    for (let row = from; row < to; row++) {
      const x = numbers[row]!
      if (Number.isNaN(x) || x === excluded) continue
      if (x < min) min = x
      if (x > max) max = x
      if (allIntegers && !Number.isInteger(x)) allIntegers = false
      count++
    }
  })
  return { min, max, count, allIntegers }
}

async function sumOf(
  numbers: Float64Array,
  term: (x: number) => number,
  signal?: AbortSignal,
): Promise<number> {
  let sum = 0
  // A sum of the sums of the blocks loses fewer digits than one long sum.
  await forBlocks(numbers.length, signal, (from, to) => {
    let part = 0
    for (let row = from; row < to; row++) {
      const x = numbers[row]!
      if (!Number.isNaN(x)) part += term(x)
    }
    sum += part
  })
  return sum
}

/** The smallest or largest number, if it is a usual one for missing values and farther from the others than they are from each other. */
async function sentinelOf(
  numbers: Float64Array,
  { min, max, count }: Range,
  signal?: AbortSignal,
): Promise<NumberStatistics['sentinel']> {
  for (const value of [min, max]) {
    if (min === max || !SENTINELS.includes(value)) continue
    const others = await rangeOf(numbers, signal, value)
    const distance = value === min ? others.min - value : value - others.max
    if (distance > others.max - others.min) return { value, count: count - others.count }
  }
  return null
}

/** Whether each value is the previous one plus 1. */
export async function isRowNumber(numbers: Float64Array, signal?: AbortSignal): Promise<boolean> {
  let holds = numbers.length > 2 && Number.isInteger(numbers[0])
  await forBlocks(numbers.length, signal, (from, to) => {
    for (let row = Math.max(from, 1); holds && row < to; row++) holds = numbers[row] === numbers[row - 1]! + 1
    return holds
  })
  return holds
}
