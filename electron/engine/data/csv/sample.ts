/** The first lines of a table, from which it is found out how the table is written. */

import type { ResolvedFile } from '../find-file.ts'
import { decoded } from '../text/decode.ts'
import type { FoundEncoding } from '../text/detect-encoding.ts'
import type { Unpacked } from '../text/unpack.ts'

const SAMPLE_BYTES = 2 ** 20
/** Fewer lines than these are too few, unless they are very long. */
const SAMPLE_LINES = 12
const MAX_SAMPLE_BYTES = 8 * 2 ** 20
const [LF, CR] = [10, 13]

/** Whole lines, each of which ends with LF. */
export async function readSample(
  file: ResolvedFile,
  unpacked: Unpacked,
  encoding: FoundEncoding,
): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  let lines = 0
  for await (const { bytes } of decoded(file, unpacked, encoding)) {
    parts.push(bytes)
    size += bytes.length
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++
    if (size < SAMPLE_BYTES || (lines < SAMPLE_LINES && size < MAX_SAMPLE_BYTES)) continue
    const all = Buffer.concat(parts)
    const end = Math.max(all.lastIndexOf(LF), all.lastIndexOf(CR)) + 1
    return withLf(all.toString('utf8', 0, end || all.length))
  }
  return withLf(Buffer.concat(parts).toString('utf8'))
}

const withLf = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** The first bytes of a file, for its encoding. */
export async function firstBytes(unpacked: Unpacked): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const { bytes } of unpacked.chunks()) {
    parts.push(bytes)
    size += bytes.length
    if (size >= SAMPLE_BYTES) break
  }
  return Buffer.concat(parts)
}
