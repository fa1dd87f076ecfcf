/** Reads the flat files of prepared data into typed arrays. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
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
  const targets = readFile(files.targets)
  return {
    rows: train + validation + test,
    columns: new Map<string, Values>([
      ['x', info.dtype === 'uint8' ? new Uint8Array(features, OFFSET) : new Float32Array(features, OFFSET)],
      [
        'y',
        info.target.kind === 'classes' ? new Int32Array(targets, OFFSET) : new Float32Array(targets, OFFSET),
      ],
    ]),
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
  }
}

/** The file's bytes from OFFSET on, where TensorFlow takes them without another copy on this side. */
export function readFile(path: string): ArrayBuffer {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(new ArrayBuffer(fstatSync(file).size + OFFSET), OFFSET)
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, Math.min(PIECE, bytes.length - at), at)
      if (read === 0) throw new Error(`${path} became shorter while it was read`)
      at += read
    }
    return bytes.buffer
  } finally {
    closeSync(file)
  }
}
