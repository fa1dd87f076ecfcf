/** A column as codes of its distinct values, which is what counts, classes and associations are computed from. */
import { MAX_DISTINCT } from '../../../../shared/data/table-profile.ts'
import { forBlocks } from '../blocks.ts'

export interface Coded<T> {
  /** Code of each row, −1 where the value is missing. */
  readonly codes: Int32Array
  /** The value of each code. */
  readonly values: readonly T[]
}

/** @returns null for more than MAX_DISTINCT distinct numbers */
export async function encode(numbers: Float64Array, signal?: AbortSignal): Promise<Coded<number> | null> {
  const codes = new Int32Array(numbers.length)
  const codeOf = new Map<number, number>()
  let hasMore = false
  await forBlocks(numbers.length, signal, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = numbers[row]!
      if (Number.isNaN(value)) {
        codes[row] = -1
        continue
      }
      let code = codeOf.get(value)
      if (code === undefined) {
        code = codeOf.size
        if (code === MAX_DISTINCT) {
          hasMore = true
          return false
        }
        codeOf.set(value, code)
      }
      codes[row] = code
    }
    return true
  })
  return hasMore ? null : { codes, values: [...codeOf.keys()] }
}

/** Number of rows of each code. */
export async function countsOf(codes: Int32Array, size: number, signal?: AbortSignal): Promise<Float64Array> {
  const counts = new Float64Array(size)
  await forBlocks(codes.length, signal, (from, to) => {
    for (let row = from; row < to; row++) if (codes[row]! >= 0) counts[codes[row]!]!++
  })
  return counts
}

/** The same column with its values in another order; values that no row has are left out. */
export function reordered<T>({ codes, values }: Coded<T>, order: readonly number[]): Coded<T> {
  const next = new Int32Array(values.length).fill(-1)
  order.forEach((code, i) => {
    next[code] = i
  })
  return {
    codes: codes.map((code) => (code < 0 ? -1 : next[code]!)),
    values: order.map((code) => values[code]!),
  }
}
