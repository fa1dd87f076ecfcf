/** Computes offset and scale of the features from the training rows only, so that the other rows have no influence. */
import { createReadStream } from 'node:fs'
import type { Text } from '../../../shared/text.ts'
import { texts } from './texts.ts'
import type { Preparation, Rows } from './types.ts'

/** Mean and population standard deviation of each feature (Welford 1962), as `numpy.mean` and `numpy.std` return them. A constant feature
 *  has scale 1.
 *  @param path file of the features, float32 rows */
export async function prepare(
  path: string,
  rows: Pick<Rows, 'preparation' | 'shape' | 'columns'>,
  train: Int32Array,
): Promise<{ preparation: Preparation; notes: Text[] }> {
  if (rows.preparation !== 'standardize') return { preparation: rows.preparation, notes: [] }
  const width = rows.shape.reduce((a, b) => a * b, 1)
  const mean = new Float64Array(width)
  const squares = new Float64Array(width)
  const minimum = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
  const maximum = new Float64Array(width).fill(Number.NEGATIVE_INFINITY)
  // The file is read from start to end.
  const ascending = train.slice().sort()
  let next = 0
  let row = 0
  for await (const block of rowBlocks(path, width)) {
    for (let start = 0; start < block.length; start += width, row++) {
      if (row !== ascending[next]) continue
      next++
      for (let c = 0; c < width; c++) {
        const x = block[start + c]!
        const delta = x - mean[c]!
        mean[c] = mean[c]! + delta / next
        squares[c] = squares[c]! + delta * (x - mean[c]!)
        if (x < minimum[c]!) minimum[c] = x
        if (x > maximum[c]!) maximum[c] = x
      }
    }
  }
  // Rounding can give a constant column a deviation of 1e-17, so its range decides.
  const deviation = Array.from(squares, (sum, c) => (minimum[c] === maximum[c] ? 0 : Math.sqrt(sum / next)))
  const offset = Array.from(mean, (value, c) => (minimum[c] === maximum[c] ? minimum[c]! : value))
  // float32 has 24 bits: beyond this ratio a deviation is less than 16 steps.
  const imprecise = deviation.findIndex((sd, c) => sd > 0 && Math.abs(offset[c]!) / sd > 2 ** 20)
  return {
    preparation: { offset, scale: deviation.map((sd) => (sd === 0 ? 1 : 1 / sd)) },
    notes: imprecise < 0 ? [] : [texts.notePrecision(rows.columns[imprecise]?.name ?? String(imprecise))],
  }
}

/** The rows of the file in blocks. */
async function* rowBlocks(path: string, width: number): AsyncGenerator<Float32Array> {
  const bytes = width * 4
  const stream = createReadStream(path, { highWaterMark: bytes * Math.max(1, Math.floor(1_000_000 / bytes)) })
  let remainder: Buffer = Buffer.alloc(0)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const all = remainder.length > 0 ? Buffer.concat([remainder, chunk]) : chunk
    const completeLength = all.length - (all.length % bytes)
    remainder = all.subarray(completeLength)
    // Copied, because the offset of a Float32Array must be a multiple of four.
    if (completeLength > 0)
      yield new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + completeLength) as ArrayBuffer)
  }
}
