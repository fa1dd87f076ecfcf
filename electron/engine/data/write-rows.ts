/** Writes arrays with checksums into the cache. */
import { writeChecked } from './checked-file.ts'

/** The bytes of a typed array, without a copy. */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** Writes an array to a new file. */
export const writeArray = (path: string, values: ArrayBufferView): Promise<void> =>
  writeArrays(path, [values])

/** Writes arrays to a new file in order. */
export const writeArrays = (path: string, arrays: readonly ArrayBufferView[]): Promise<void> =>
  writeChecked(path, arrays.map(bytesOf))
