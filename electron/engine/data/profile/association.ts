/** What a column says about the first target: mutual information, correlation, and whether it gives the target away. */
import { quantile } from '../../../../shared/data/steps/quantiles.ts'
import type { Association } from '../../../../shared/data/table-profile.ts'
import { forBlocks } from '../blocks.ts'
import { sampledValues } from './sample.ts'
import { sortedInBlocks } from './sort.ts'
import type { Target } from './target.ts'

/** Bins of a number, with about as many rows each. */
const BINS = 10
/** Distinct values that are told apart; rarer ones are one bin. */
const MAX_LEVELS = 50

/** The values of some rows in bins, missing ones in a bin of their own. */
export interface Binned {
  readonly bins: Int32Array
  readonly size: number
}

/** @param values of the sampled rows @param sorted those that are not missing, ascending */
export async function binNumbers(
  values: Float64Array,
  sorted: Float64Array,
  signal?: AbortSignal,
): Promise<Binned> {
  const edges: number[] = []
  for (let i = 1; i < BINS; i++) {
    const edge = quantile(sorted, i / BINS)
    if (edge !== edges.at(-1)) edges.push(edge)
  }
  const missing = edges.length + 1
  const bins = new Int32Array(values.length)
  await forBlocks(values.length, signal, (from, to) => {
    for (let i = from; i < to; i++) {
      const x = values[i]!
      let bin = Number.isNaN(x) ? missing : 0
      while (bin < edges.length && x > edges[bin]!) bin++
      bins[i] = bin
    }
  })
  return { bins, size: missing + 1 }
}

/** @param codes of all rows @param rows the sampled ones */
export async function binCodes(
  codes: Int32Array,
  size: number,
  rows: Int32Array,
  signal?: AbortSignal,
): Promise<Binned> {
  const counts = new Int32Array(size)
  await forBlocks(rows.length, signal, (from, to) => {
    for (let i = from; i < to; i++) if (codes[rows[i]!]! >= 0) counts[codes[rows[i]!]!]!++
  })
  const frequent = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]!).slice(0, MAX_LEVELS)
  const binOfCode = new Int32Array(size).fill(frequent.length)
  frequent.forEach((code, bin) => {
    binOfCode[code] = bin
  })
  const missing = frequent.length + 1
  const bins = new Int32Array(rows.length)
  await forBlocks(rows.length, signal, (from, to) => {
    for (let i = from; i < to; i++) {
      const code = codes[rows[i]!]!
      bins[i] = code < 0 ? missing : binOfCode[code]!
    }
  })
  return { bins, size: missing + 1 }
}

/** The target of the sampled rows in bins; −1 where it is missing. */
export async function binTarget(
  { codes, numbers, distinct, classes }: Target,
  rows: Int32Array,
  signal?: AbortSignal,
): Promise<Binned> {
  const isCoded = codes !== null && (classes !== null || numbers === null || distinct <= BINS)
  const { bins, size } = isCoded
    ? await binCodes(codes, distinct, rows, signal)
    : await binSampled(sampledValues(numbers!, rows), signal)
  const missing = size - 1
  return { bins: bins.map((bin) => (bin === missing ? -1 : bin)), size: missing }
}

const binSampled = async (values: Float64Array, signal?: AbortSignal): Promise<Binned> =>
  binNumbers(values, await sortedInBlocks(values, signal), signal)

/** Mutual information and the target's entropy in bits, with Miller and Madow's correction: without it, columns of noise with many values
 *  seem to say something. */
export async function informationOf(
  column: Binned,
  target: Binned,
  signal?: AbortSignal,
): Promise<Pick<Association, 'information' | 'entropy'>> {
  const joint = new Float64Array(column.size * target.size)
  const ofColumn = new Float64Array(column.size)
  const ofTarget = new Float64Array(target.size)
  let rows = 0
  await forBlocks(column.bins.length, signal, (from, to) => {
    for (let i = from; i < to; i++) {
      const [x, y] = [column.bins[i]!, target.bins[i]!]
      if (y < 0) continue
      joint[x * target.size + y]!++
      ofColumn[x]!++
      ofTarget[y]!++
      rows++
    }
  })
  const entropy = entropyOf(ofTarget, rows)
  const information = entropyOf(ofColumn, rows) + entropy - entropyOf(joint, rows)
  return { information: Math.min(Math.max(information, 0), entropy), entropy }
}

function entropyOf(counts: Float64Array, rows: number): number {
  let [bits, used] = [0, 0]
  for (const count of counts) {
    if (count === 0) continue
    used++
    bits -= (count / rows) * Math.log2(count / rows)
  }
  return used < 2 ? 0 : bits + (used - 1) / (2 * rows * Math.LN2)
}

/** Pearson's correlation of the rows in which both are present; null if one is constant there. */
export async function correlationOf(
  a: Float64Array,
  b: Float64Array,
  signal?: AbortSignal,
): Promise<number | null> {
  let [count, meanA, meanB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0]
  await forBlocks(a.length, signal, (from, to) => {
    for (let i = from; i < to; i++) {
      const [x, y] = [a[i]!, b[i]!]
      if (Number.isNaN(x) || Number.isNaN(y)) continue
      count++
      const [deltaA, deltaB] = [x - meanA, y - meanB]
      meanA += deltaA / count
      meanB += deltaB / count
      squaresA += deltaA * (x - meanA)
      squaresB += deltaB * (y - meanB)
      products += deltaA * (y - meanB)
    }
  })
  const correlation = products / Math.sqrt(squaresA) / Math.sqrt(squaresB)
  return Number.isFinite(correlation) ? Math.min(Math.max(correlation, -1), 1) : null
}

/** A column of which each value occurs with one target value only. */
export interface Determining {
  /** Distinct values of the column. */
  readonly values: number
  /** Rows in which column and target have a value. */
  readonly rows: number
}

/** Whether a determining column repeats its values so often that it is no chance, not counting rows that repeat others. */
export const isNoChance = ({ values, rows }: Determining, duplicates: number): boolean =>
  values * 2 <= rows - duplicates

/** @returns null if the column does not determine the target, or if its values in the rows of a class do not occur twice on average: each
 *  of the few rows of a rare class has some value of its own */
export async function determiningOf(
  codes: Int32Array,
  size: number,
  target: Target,
  signal?: AbortSignal,
): Promise<Determining | null> {
  if (!target.codes || target.distinct < 2) return null
  const targetOf = new Int32Array(size).fill(-1)
  const groups = target.classes?.length ?? 1
  const [values, rows] = [new Float64Array(groups), new Float64Array(groups)]
  let holds = true
  await forBlocks(codes.length, signal, (from, to) => {
    for (let row = from; holds && row < to; row++) {
      const [code, goal] = [codes[row]!, target.codes![row]!]
      if (code < 0 || goal < 0) continue
      const group = target.classes ? goal : 0
      if (targetOf[code]! < 0) {
        targetOf[code] = goal
        values[group]!++
      }
      holds = targetOf[code] === goal
      rows[group]!++
    }
    return holds
  })
  const isRepeated = rows.every((count, group) => values[group]! * 2 <= count)
  const total = { values: sum(values), rows: sum(rows) }
  return holds && isRepeated && total.values > 1 ? total : null
}

const sum = (list: Float64Array): number => list.reduce((a, b) => a + b, 0)
