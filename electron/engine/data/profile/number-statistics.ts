/** Statistics of numbers, as numpy computes them. */
import { quantile } from '../../../../shared/data/steps/quantiles.ts'
import type { NumberStatistics } from '../../../../shared/data/table-profile.ts'
import { forBlocks } from '../blocks.ts'

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const
/** Interquartile ranges from the quartiles to the first outlier. */
const OUTLIER_RANGES = 3
/** Numbers that stand for a missing value in many files. */
const SENTINELS = [-99, -999, -9999, -99_999, 99, 999, 9999, 99_999]
/** Above this size, sums of squares could exceed float64, so that numbers are divided by UNIT. */
const LARGE = 2 ** 480
const UNIT = 2 ** 600

/** @param sorted a sample of the numbers, ascending and without NaN: quantiles are computed from it, other figures from all numbers
 *  @returns null if every number is missing */
export async function numberStatistics(
  numbers: Float64Array,
  sorted: Float64Array,
  signal?: AbortSignal,
): Promise<NumberStatistics | null> {
  const range = await rangeOf(numbers, signal)
  const { min, max, count, allIntegers, unit } = range
  if (count === 0 || sorted.length === 0) return null
  const mean = range.sum / count
  const [low, first, median, third, high] = QUANTILES.map((q) => quantile(sorted, q))
  const reach = OUTLIER_RANGES * (third! - first!)
  // Where at least half of the values are equal, every other one would be an outlier.
  const fences = reach > 0 ? [first! - reach, third! + reach] : [min, max]
  const { squares, outliers, firstOutlier } = await spreadOf(
    numbers,
    mean,
    unit,
    fences as [number, number],
    signal,
  )
  const isConstant = min === max
  return {
    min,
    max,
    mean: isConstant ? min : mean * unit,
    deviation: isConstant ? 0 : Math.sqrt(squares / count) * unit,
    quantiles: [low!, first!, median!, third!, high!],
    allIntegers,
    outliers,
    ...(firstOutlier !== null && { firstOutlier }),
    sentinel: await sentinelOf(numbers, range, signal),
  }
}

interface Range {
  readonly min: number
  readonly max: number
  readonly count: number
  readonly allIntegers: boolean
  /** What numbers are divided by, so that sums and squares stay below the largest float64. */
  readonly unit: number
  /** Of the divided numbers. */
  readonly sum: number
}

/** @param excluded a value that is passed over */
async function rangeOf(numbers: Float64Array, signal?: AbortSignal, excluded = Number.NaN): Promise<Range> {
  let [min, max, count, allIntegers] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, true]
  let [sum, scaledSum] = [0, 0]
  await forBlocks(numbers.length, signal, (from, to) => {
    // A sum of the sums of the blocks loses fewer digits than one long sum.
    let [part, scaledPart] = [0, 0]
    for (let row = from; row < to; row++) {
      const x = numbers[row]!
      if (Number.isNaN(x) || x === excluded) continue
      if (x < min) min = x
      if (x > max) max = x
      if (allIntegers && !Number.isInteger(x)) allIntegers = false
      part += x
      scaledPart += x / UNIT
      count++
    }
    sum += part
    scaledSum += scaledPart
  })
  const isLarge = Math.max(-min, max) > LARGE
  return { min, max, count, allIntegers, unit: isLarge ? UNIT : 1, sum: isLarge ? scaledSum : sum }
}

/** @param mean of the numbers divided by `unit` @param fences the smallest and the largest number that is no outlier */
async function spreadOf(
  numbers: Float64Array,
  mean: number,
  unit: number,
  [lower, upper]: readonly [number, number],
  signal?: AbortSignal,
): Promise<{ readonly squares: number; readonly outliers: number; readonly firstOutlier: number | null }> {
  let [squares, outliers] = [0, 0]
  let firstOutlier: number | null = null
  await forBlocks(numbers.length, signal, (from, to) => {
    let part = 0
    for (let row = from; row < to; row++) {
      const x = numbers[row]!
      if (Number.isNaN(x)) continue
      const distance = x / unit - mean
      part += distance * distance
      if (x >= lower && x <= upper) continue
      outliers++
      firstOutlier ??= row
    }
    squares += part
  })
  return { squares, outliers, firstOutlier }
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
