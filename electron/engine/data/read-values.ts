/** Some values of a file of the cache. */
import { type FileHandle, open } from 'node:fs/promises'
import { damaged } from './checked-file.ts'
import { bytesOf } from './write-rows.ts'

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
