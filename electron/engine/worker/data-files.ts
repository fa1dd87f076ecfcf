/** Reads the flat files of prepared data into typed arrays and verifies their checksums. */
import { targetColumn, targetWidth, WEIGHTS_COLUMN } from '../../../shared/data/data-info.ts'
import { openChecked } from '../data/checked-file.ts'
import { OFFSET } from '../executors/tensorflow/binding.ts'
import type { Values } from '../executors/values.ts'
import type { RunJob } from './messages.ts'

export interface RunData {
  /** Rows of the files: those of all parts, and those that a mark or a step leaves out of each. */
  readonly rows: number
  readonly columns: ReadonlyMap<string, Values>
  /** Row numbers, in the order of the split. */
  readonly train: Int32Array
  readonly validation: Int32Array
}

/** @throws ProblemError when a file is damaged */
export function readData({ files, info }: Pick<RunJob, 'files' | 'info'>): RunData {
  const { train, validation } = info.rows
  const [indices] = readParts(files.order, [1])
  const order = new Int32Array(indices!, OFFSET)
  const [features] = readParts(files.features, [1])
  const parts = readParts(files.targets, [
    ...info.targets.map(targetWidth),
    ...(info.weights === null ? [] : [1]),
  ])
  const part = (i: number) => parts[i]!
  return {
    rows: (part(0).byteLength - OFFSET) / (4 * targetWidth(info.targets[0]!)),
    columns: new Map<string, Values>([
      ['x', info.dtype === 'uint8' ? new Uint8Array(features!, OFFSET) : new Float32Array(features!, OFFSET)],
      ...info.targets.map(({ kind }, i): [string, Values] => [
        targetColumn(i),
        kind === 'classes' ? new Int32Array(part(i), OFFSET) : new Float32Array(part(i), OFFSET),
      ]),
      ...(info.weights === null
        ? []
        : [[WEIGHTS_COLUMN, new Float32Array(part(info.targets.length), OFFSET)] as [string, Values]]),
    ]),
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
  }
}

/** Splits a file of prepared data into parts of these relative lengths, each starting at OFFSET of its buffer, where TensorFlow takes it
 *  without another copy. */
function readParts(path: string, lengths: readonly number[]): ArrayBuffer[] {
  const file = openChecked(path)
  try {
    const total = lengths.reduce((a, b) => a + b, 0)
    return lengths.map((length) => {
      const bytes = new Uint8Array(new ArrayBuffer((file.size / total) * length + OFFSET), OFFSET)
      file.fill(bytes)
      return bytes.buffer
    })
  } finally {
    file.close()
  }
}
