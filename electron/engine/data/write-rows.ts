/** Writes a stream of bytes to a file, each piece flushed before the next is made, so that memory stays bounded. */
import { open } from 'node:fs/promises'

/** Takes pieces until it is closed. */
export interface RowWriter {
  write(piece: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** Opens a file, emptied if it is there. */
export async function rowWriter(path: string): Promise<RowWriter> {
  const file = await open(path, 'w')
  return {
    async write(piece) {
      let done = 0
      while (done < piece.length) done += (await file.write(piece, done, piece.length - done)).bytesWritten
    },
    close: () => file.close(),
  }
}

/** The bytes of a typed array, without a copy. */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** Writes one array to a new file. */
export const writeArray = (path: string, values: ArrayBufferView): Promise<void> =>
  writeArrays(path, [values])

/** Writes arrays to a new file, one after the other. */
export async function writeArrays(path: string, arrays: readonly ArrayBufferView[]): Promise<void> {
  const writer = await rowWriter(path)
  try {
    for (const values of arrays) await writer.write(bytesOf(values))
  } finally {
    await writer.close()
  }
}
