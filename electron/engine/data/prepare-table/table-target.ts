/** A target of a table: the values that are predicted, row by row. */
import { type TargetInfo, targetWidth } from '../../../../shared/data/data-info.ts'

export interface TableTarget {
  readonly info: TargetInfo
  /** The class or the number of each row of the table; −1 or NaN where it is missing. Of labels the numbers of a row side by side, or
   *  codes of `categories` until the training rows decide the labels. */
  readonly values: Int32Array | Float64Array | Float32Array
  /** The cells that list labels. */
  readonly categories?: readonly string[] | undefined
  /** The numbers are milliseconds, which steps turn into numbers. */
  readonly isDate?: boolean | undefined
}

/** The class of each row; null for numbers and labels. */
export const codesOf = ({ info, values }: TableTarget): Int32Array | null =>
  info.kind === 'classes' ? (values as Int32Array) : null

/** Whether a row has no value. */
export function missingIn({ info, values }: TableTarget): (row: number) => boolean {
  if (values instanceof Int32Array) return (row) => values[row]! < 0
  const width = targetWidth(info)
  if (width === 1) return (row) => Number.isNaN(values[row]!)
  return (row) => values.subarray(row * width, (row + 1) * width).some(Number.isNaN)
}

/** The target of some rows. */
export function takeTargetRows({ values, ...target }: TableTarget, rows: Int32Array): TableTarget {
  if (values instanceof Int32Array) return { ...target, values: rows.map((row) => values[row]!) }
  if (values instanceof Float64Array)
    return { ...target, values: Float64Array.from(rows, (row) => values[row]!) }
  const width = targetWidth(target.info)
  const taken = new Float32Array(rows.length * width)
  for (let i = 0; i < rows.length; i++)
    taken.set(values.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width)
  return { ...target, values: taken }
}
