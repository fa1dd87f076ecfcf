/** Reads the rows of one part of prepared data, in the order of the split. Only these rows are kept in memory. */
import { storedShape } from '../../../../shared/data/column-info.ts'
import {
  type DataInfo,
  targetColumn,
  targetWidth,
  WEIGHTS_COLUMN,
} from '../../../../shared/data/data-info.ts'
import type { Parts } from '../../../../shared/data/parts.ts'
import { openChecked } from '../../data/checked-file.ts'
import { FEATURE_ARRAYS } from '../../data/read-values.ts'
import type { Values } from '../../executors/values.ts'
import type { RunJob } from '../messages.ts'

export type Part = keyof Parts<unknown>

export interface PartRows {
  /** Stored row numbers, in the order of the split. */
  readonly rows: Int32Array
  /** Values per row of a column. */
  readonly widths: ReadonlyMap<string, number>
  /** Columns of the plan by name: features, targets, weights of the rows. */
  readonly columns: ReadonlyMap<string, Values>
  /** Each target of the training rows: the classes, the numbers, or labels side by side. */
  readonly trainTargets: readonly (Int32Array | Float32Array)[]
}

/** Bytes of features per read. */
const BLOCK_BYTES = 8 * 2 ** 20

/** @throws ProblemError when a file is damaged */
export function readPart({ files, info }: Pick<RunJob, 'files' | 'info'>, part: Part): PartRows {
  const { train, validation } = info.rows
  const order = readAll(files.order, Int32Array)
  const starts = { train: 0, validation: train, test: train + validation }
  const rows = order.slice(starts[part], starts[part] + info.rows[part])
  const trainRows = order.subarray(0, train)
  const width = storedShape(info).reduce((a, b) => a * b, 1)
  const targetWidths = [...info.targets.map(targetWidth), ...(info.weights === null ? [] : [1])]
  const bytes = readAll(files.targets, Uint8Array)
  const stored = bytes.length / targetWidths.reduce((a, b) => a + b, 0)
  const columnAt = (i: number) => {
    const start = targetWidths.slice(0, i).reduce((a, b) => a + b, 0)
    return bytes.buffer.slice(start * stored, (start + targetWidths[i]!) * stored)
  }
  const targets = info.targets.map(({ kind }, i) =>
    kind === 'classes' ? new Int32Array(columnAt(i)) : new Float32Array(columnAt(i)),
  )
  return {
    rows,
    widths: new Map([['x', width], ...namesOf(info).map((name, i) => [name, targetWidths[i]!] as const)]),
    columns: new Map<string, Values>([
      ['x', readFeatures(files.features, info, rows, width)],
      ...targets.map((values, i) => [targetColumn(i), pick(values, rows, targetWidths[i]!)] as const),
      ...(info.weights === null
        ? []
        : [[WEIGHTS_COLUMN, pick(new Float32Array(columnAt(info.targets.length)), rows)] as const]),
    ]),
    trainTargets: targets.map((values, i) => pick(values, trainRows, targetWidths[i]!)),
  }
}

const namesOf = (info: DataInfo): string[] => [
  ...info.targets.map((_, i) => targetColumn(i)),
  ...(info.weights === null ? [] : [WEIGHTS_COLUMN]),
]

function pick<T extends Int32Array | Float32Array>(values: T, rows: Int32Array, width = 1): T {
  const picked = new (values.constructor as new (length: number) => T)(rows.length * width)
  for (let i = 0, at = 0; i < rows.length; i++)
    for (let from = rows[i]! * width, to = from + width; from < to; from++) picked[at++] = values[from]!
  return picked
}

/** The features of some rows: the file is read once from start to end, as only so its checksums are verified. */
function readFeatures(path: string, { dtype }: DataInfo, rows: Int32Array, width: number): Values {
  const ArrayType = FEATURE_ARRAYS[dtype]
  const rowBytes = width * ArrayType.BYTES_PER_ELEMENT
  const kept = new ArrayType(rows.length * width)
  const keptBytes = new Uint8Array(kept.buffer)
  const ascending = Int32Array.from(rows, (_, place) => place).sort((a, b) => rows[a]! - rows[b]!)
  const file = openChecked(path)
  try {
    const blockRows = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes))
    const all = file.size / rowBytes
    let next = 0
    for (let start = 0; start < all; start += blockRows) {
      const block = new Uint8Array(Math.min(blockRows, all - start) * rowBytes)
      file.fill(block)
      for (; next < ascending.length; next++) {
        const place = ascending[next]!
        const at = (rows[place]! - start) * rowBytes
        if (at >= block.length) break
        keptBytes.set(block.subarray(at, at + rowBytes), place * rowBytes)
      }
    }
    return kept
  } finally {
    file.close()
  }
}

function readAll<T extends Int32Array | Uint8Array>(
  path: string,
  ArrayType: { readonly BYTES_PER_ELEMENT: number; new (length: number): T },
): T {
  const file = openChecked(path)
  try {
    const values = new ArrayType(file.size / ArrayType.BYTES_PER_ELEMENT)
    file.fill(new Uint8Array(values.buffer))
    return values
  } finally {
    file.close()
  }
}
