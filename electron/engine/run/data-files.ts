/** Reads the flat files of prepared data into typed arrays. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { targetColumn, WEIGHTS } from '../../../shared/data/data-info.ts'
import { OFFSET } from '../executors/tensorflow/binding.ts'
import type { Values } from '../executors/values.ts'
import type { RunJob } from './messages.ts'

export interface RunData {
  /** Rows of all parts together. */
  readonly rows: number
  readonly columns: ReadonlyMap<string, Values>
  /** Row numbers, ascending. */
  readonly train: Int32Array
  readonly validation: Int32Array
}

/** One read call takes at most 2 GiB. */
const PIECE = 2 ** 30

export function readData({ files, info }: RunJob): RunData {
  const order = new Int32Array(readFile(files.order), OFFSET)
  const { train, validation, test } = info.rows
  const features = readFile(files.features)
  const rows = train + validation + test
  const part = (i: number) => readFile(files.targets, { start: i * rows * 4, length: rows * 4 })
  return {
    rows,
    columns: new Map<string, Values>([
      ['x', info.dtype === 'uint8' ? new Uint8Array(features, OFFSET) : new Float32Array(features, OFFSET)],
      ...info.targets.map(({ kind }, i): [string, Values] => [
        targetColumn(i),
        kind === 'classes' ? new Int32Array(part(i), OFFSET) : new Float32Array(part(i), OFFSET),
      ]),
      ...(info.weights === null
        ? []
        : [[WEIGHTS, new Float32Array(part(info.targets.length), OFFSET)] as [string, Values]]),
    ]),
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
  }
}

/** The bytes of a file, or of a part of it, from OFFSET on, where TensorFlow takes them without another copy on this side. */
export function readFile(
  path: string,
  part?: { readonly start: number; readonly length: number },
): ArrayBuffer {
  const file = openSync(path, 'r')
  try {
    const { start, length } = part ?? { start: 0, length: fstatSync(file).size }
    const bytes = new Uint8Array(new ArrayBuffer(length + OFFSET), OFFSET)
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, Math.min(PIECE, bytes.length - at), start + at)
      if (read === 0) throw new Error(`${path} became shorter while it was read`)
      at += read
    }
    return bytes.buffer
  } finally {
    closeSync(file)
  }
}
