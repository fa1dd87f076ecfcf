/** The rows of a table as the app prepares them, beside those of the exported program. */
import { readFileSync } from 'node:fs'
import type { PreparedData } from '../../electron/engine/data/index.ts'
import { widthOf } from '../../shared/data/column-info.ts'

/** What ask_keras.py answers for a program. */
export interface ProgramRows {
  readonly error?: string
  readonly parts: readonly (readonly [x: readonly Row[], y: readonly Target[], w: readonly number[] | null])[]
  readonly classes: readonly string[]
}
type Row = readonly (number | null)[]
/** A class, a number, or the numbers of labels. */
type Target = number | readonly number[]

export interface Difference {
  readonly what: 'sizes of the parts' | 'row' | 'target' | 'classes'
  /** The number of the row in the file. */
  readonly row?: number
  readonly expected: unknown
  readonly received: unknown
}

/** The first difference in the sizes of the parts, in a row, its target or the classes; null if there is none. */
export function firstDifference(
  { info, files }: PreparedData,
  { parts, classes }: ProgramRows,
): Difference | null {
  const sizes = [info.rows.train, info.rows.validation, info.rows.test].filter((size) => size > 0)
  const received = parts.map(([x]) => x.length)
  if (JSON.stringify(received) !== JSON.stringify(sizes))
    return { what: 'sizes of the parts', expected: sizes, received }
  const stored = new Float32Array(bytesOf(files.features))
  const targets = targetsOf({ info, files })
  const order = new Int32Array(bytesOf(files.order))
  const width = info.columns.length
  const x = parts.flatMap(([rows]) => rows)
  const y = parts.flatMap(([, rows]) => rows)
  // A program may leave the last part aside.
  for (const [i, row] of order.subarray(0, x.length).entries()) {
    const expected = expand(info.columns, stored.subarray(width * row, width * (row + 1)))
    const isSame = expected.length === x[i]!.length && expected.every((value, c) => isClose(value, x[i]![c]))
    if (!isSame) return { what: 'row', row, expected, received: x[i] }
    if (!isSameTarget(targets[row]!, y[i]))
      return { what: 'target', row, expected: targets[row], received: y[i] }
  }
  const [expected, named] = [info.targets[0].classes.map(className), classes.map(className)]
  const isSame = info.targets[0].kind === 'number' || JSON.stringify(expected) === JSON.stringify(named)
  return isSame ? null : { what: 'classes', expected, received: named }
}

function bytesOf(path: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = readFileSync(path)
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

/** pandas writes a whole number of a column with gaps as 1.0. */
const className = (name: string): string => name.replace(/^(-?\d+)\.0$/, '$1')

const isClose = (expected: number, received: Target | null | undefined): boolean =>
  typeof received === 'number' && Math.abs(expected - received) <= 1e-6 * Math.max(1, Math.abs(expected))

const isSameTarget = (expected: Target, received: Target | undefined): boolean =>
  typeof expected === 'number'
    ? isClose(expected, received)
    : JSON.stringify(expected) === JSON.stringify(received)

/** The first target of each row. */
function targetsOf({ info, files }: Pick<PreparedData, 'info' | 'files'>): readonly Target[] {
  const { kind, classes } = info.targets[0]
  if (kind === 'classes') return [...new Int32Array(bytesOf(files.targets))]
  const values = new Float32Array(bytesOf(files.targets))
  if (kind === 'number') return [...values]
  const { length } = classes
  return Array.from({ length: values.length / length }, (_, row) => [
    ...values.subarray(row * length, (row + 1) * length),
  ])
}

/** The numbers that the network receives. */
const expand = (columns: PreparedData['info']['columns'], row: Float32Array): number[] =>
  columns.flatMap((column, i) =>
    column.code?.kind === 'one-hot'
      ? Array.from({ length: widthOf(column) }, (_, code) => (code === row[i] ? 1 : 0))
      : [row[i]!],
  )
