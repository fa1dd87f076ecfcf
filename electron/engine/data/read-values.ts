/** Some values of a file of the cache. */
import { type FileHandle, open } from 'node:fs/promises'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import { damaged } from './checked-file.ts'
import { bytesOf } from './write-rows.ts'

/** Arrays of features as they are stored. */
export const FEATURE_ARRAYS = { uint8: Uint8Array, float32: Float32Array } as const satisfies {
  readonly [dtype in DataInfo['dtype']]: unknown
}

interface StoredFeatures {
  readonly files: { readonly features: string }
  readonly info: Pick<DataInfo, 'dtype'>
  readonly featureSize: number
}

/** The stored features of a row, or of several that follow it. @throws ProblemError as readValues */
export const readFeatures = (
  { files, info, featureSize }: StoredFeatures,
  row: number,
  count = 1,
): Promise<Uint8Array | Float32Array> =>
  readValues<Uint8Array | Float32Array>(
    files.features,
    new FEATURE_ARRAYS[info.dtype](count * featureSize),
    row * featureSize,
  )

/** Fills an array with the values of a file from a position on. Rows that are only shown are read without
 *  the checksums of their whole blocks.
 *  @throws ProblemError if the file ends before that */
export async function readValues<T extends Uint8Array | Float32Array | Int32Array>(
  path: string,
  values: T,
  from: number,
): Promise<T> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch {
    throw damaged(path)
  }
  try {
    const bytes = bytesOf(values)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from * values.BYTES_PER_ELEMENT)
    if (bytesRead < bytes.length) throw damaged(path)
    return values
  } finally {
    await file.close()
  }
}
