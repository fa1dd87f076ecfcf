/** Reads a batch of training rows of prepared data, and nothing else of its files. */
import { closeSync, fstatSync, readSync } from 'node:fs'
import { storedShape } from '../../../../shared/data/column-info.ts'
import { targetColumn, targetWidth, WEIGHTS_COLUMN } from '../../../../shared/data/data-info.ts'
import { createStream } from '../../../../shared/random/stream.ts'
import { deriveKey } from '../../../../shared/random/threefry.ts'
import { damaged, openOrDamaged } from '../../data/checked-file.ts'
import { FEATURE_ARRAYS } from '../../data/read-values.ts'
import { bytesOf } from '../../data/write-rows.ts'
import type { Values } from '../../executors/values.ts'
import type { RunJob } from '../messages.ts'

export interface BatchRows {
  /** Stored row numbers, ascending. */
  readonly rows: Int32Array
  /** By name: x, y, w. */
  readonly columns: ReadonlyMap<string, Values>
}

/** Distinguishes the choice of these rows from other random numbers of the seed. */
const PURPOSE = 7

/** The training rows that the seed chooses, or all where there are fewer.
 *  @throws ProblemError if a file is missing or too short */
export function readBatch(
  { files, info }: Pick<RunJob, 'files' | 'info'>,
  seed: number,
  count: number,
): BatchRows {
  const places = choose(info.rows.train, count, seed)
  const rows = readEach(files.order, Int32Array, 1, places, () => 0).sort()
  const width = storedShape(info).reduce((a, b) => a * b, 1)
  const columns = new Map<string, Values>([
    [
      'x',
      readEach<Uint8Array | Float32Array>(files.features, FEATURE_ARRAYS[info.dtype], width, rows, () => 0),
    ],
  ])
  const parts = [
    ...info.targets.map((target, i) => ({
      name: targetColumn(i),
      width: targetWidth(target),
      ArrayType: target.kind === 'classes' ? Int32Array : Float32Array,
    })),
    ...(info.weights === null ? [] : [{ name: WEIGHTS_COLUMN, width: 1, ArrayType: Float32Array }]),
  ]
  const total = parts.reduce((sum, part) => sum + part.width, 0)
  let before = 0
  for (const { name, width, ArrayType } of parts) {
    const start = before
    const from = (bytes: number) => (bytes / total) * start
    columns.set(name, readEach<Int32Array | Float32Array>(files.targets, ArrayType, width, rows, from))
    before += width
  }
  return { rows, columns }
}

/** Rows of the data, 0-based, among those of the batch whose features, targets or weights are not all finite.
 *  @param keptRows see PreparedData */
export function rowsNotFinite({ rows, columns }: BatchRows, keptRows: string | null): readonly number[] {
  const places = [...rows.keys()].filter((i) =>
    [...columns.values()].some((values) => {
      if (!(values instanceof Float32Array)) return false
      const width = values.length / rows.length
      return !values.subarray(i * width, (i + 1) * width).every(Number.isFinite)
    }),
  )
  const stored = Int32Array.from(places, (i) => rows[i]!)
  return [...(keptRows === null ? stored : readEach(keptRows, Int32Array, 1, stored, () => 0))]
}

/** So many different numbers below n, by seed (Floyd's algorithm: Bentley and Floyd 1987). */
function choose(n: number, count: number, seed: number): Int32Array {
  if (n <= count) return Int32Array.from({ length: n }, (_, i) => i)
  const stream = createStream(deriveKey([seed, PURPOSE], PURPOSE))
  const chosen = new Set<number>()
  for (let last = n - count; last < n; last++) {
    const number = stream.uniformInt(last + 1)
    chosen.add(chosen.has(number) ? last : number)
  }
  return Int32Array.from(chosen).sort()
}

/** Values of some rows of a file. @param startAt first byte of the rows, from the size of the file */
function readEach<T extends Uint8Array | Int32Array | Float32Array>(
  path: string,
  ArrayType: new (length: number) => T,
  width: number,
  rows: Int32Array,
  startAt: (size: number) => number,
): T {
  const values = new ArrayType(rows.length * width)
  const bytes = bytesOf(values)
  const rowBytes = width * values.BYTES_PER_ELEMENT
  const file = openOrDamaged(path)
  try {
    const start = startAt(fstatSync(file).size)
    for (const [i, row] of rows.entries())
      if (readSync(file, bytes, i * rowBytes, rowBytes, start + row * rowBytes) < rowBytes)
        throw damaged(path)
    return values
  } finally {
    closeSync(file)
  }
}
