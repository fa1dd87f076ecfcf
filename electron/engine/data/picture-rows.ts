/** Pictures by their row, for the window: as bytes, whatever type their file has. */
import { join } from 'node:path'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { type PictureRows, pictureSize, picturesPerCall } from '../../../shared/data/pictures.ts'
import { prepareData } from './index.ts'
import { problemError } from './problem-error.ts'
import { readFeatures, readValues } from './read-values.ts'
import { placesOf } from './row-parts.ts'
import { texts } from './texts.ts'
import type { PrepareOptions } from './types.ts'

/** Rows in the order of the source, fewer than `count` at the end of the data and if they are large.
 *  @throws ProblemError if the rows are no pictures, and as prepareData */
export async function pictureRows(
  reference: DataReference,
  { from, count }: { readonly from: number; readonly count: number },
  options: PrepareOptions,
): Promise<PictureRows> {
  const prepared = await prepareData(reference, options)
  const { folder, info, featureSize } = prepared
  const size = pictureSize(info.shape)
  if (!size) throw problemError('data_no_pictures', texts.noPictures(info.shape.join(', ')), 'source')
  // Marks leave rows out of the parts, but not out of the source.
  const { train, validation, test } = info.drawn?.rows ?? info.rows
  const rows = train + validation + test
  const to = Math.min(from + Math.min(count, picturesPerCall(size)), rows)
  if (from >= to) return { pixels: new Uint8Array(), classes: new Int32Array(), parts: [] }
  const { partOf } = placesOf(prepared)
  const features = await readFeatures(prepared, from, to - from)
  return {
    pixels: asPixels(features, featureSize),
    // Without the right labels of marks, which the window knows.
    classes: await readValues(join(folder, 'targets'), new Int32Array(to - from), from),
    parts: Array.from({ length: to - from }, (_, i) => partOf(from + i)),
  }
}

/** Values of pictures as bytes. @param size values of a picture */
export const asPixels = (values: Uint8Array | Float32Array, size: number): Uint8Array =>
  values instanceof Uint8Array ? values : stretched(values, size)

/** Numbers as bytes, so that each picture goes from black to white. */
function stretched(values: Float32Array, size: number): Uint8Array {
  const pixels = new Uint8Array(values.length)
  for (let start = 0; start < values.length; start += size) {
    const picture = values.subarray(start, start + size)
    const least = picture.reduce((a, b) => Math.min(a, b))
    const greatest = picture.reduce((a, b) => Math.max(a, b))
    const scale = greatest > least ? 255 / (greatest - least) : 0
    for (let i = 0; i < size; i++) pixels[start + i] = Math.round((picture[i]! - least) * scale)
  }
  return pixels
}
