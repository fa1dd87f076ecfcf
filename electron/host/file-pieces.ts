/** The bytes of a file in pieces of one size, for every file alike. */
import { createReadStream } from 'node:fs'

/** @param size bytes of a piece; the last one may be shorter */
export async function* filePieces(
  path: string,
  size: number,
): AsyncGenerator<Buffer<ArrayBuffer>, undefined> {
  let rest: Buffer<ArrayBuffer> = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: size }) as AsyncIterable<
    Buffer<ArrayBuffer>
  >) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (; rest.length >= size; rest = rest.subarray(size)) yield rest.subarray(0, size)
  }
  if (rest.length > 0) yield rest
}
