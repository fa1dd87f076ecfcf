/** The text of a file as UTF-8, piece by piece. A byte that is no character is reported with its line. */
import { isUtf8 } from 'node:buffer'
import type { ResolvedFile } from '../find-file.ts'
import { MAX_LINE } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts as dataTexts } from '../texts.ts'
import type { FoundEncoding } from './detect-encoding.ts'
import { type Encoding, fits } from './encodings.ts'
import { texts } from './texts.ts'
import type { Unpacked } from './unpack.ts'

/** Bytes that do not fit the encoding: the error says where they are, and the reader may try another encoding. */
export class NotInEncoding extends Error {
  readonly position: number
  readonly bytes: Uint8Array
  constructor(position: number, bytes: Uint8Array) {
    super(`byte ${position} is no character of the encoding`)
    this.position = position
    this.bytes = bytes
  }
}

export interface TextChunk {
  /** UTF-8. */
  readonly bytes: Uint8Array
  /** Position in the file, for progress. */
  readonly position: number
}

const [LF, CR] = [10, 13]

/** @throws NotInEncoding, or ProblemError for a NUL */
export async function* decoded(
  file: ResolvedFile,
  unpacked: Unpacked,
  { encoding, markLength }: FoundEncoding,
): AsyncGenerator<TextChunk> {
  /** Bytes before `rest`. */
  let start = markLength
  let rest: Uint8Array = new Uint8Array(0)
  let skip = markLength
  let last = 0
  const checkNul = async (text: Uint8Array) => {
    const at = text.indexOf(0)
    if (at < 0) return
    const byte = start + at * encoding.unit
    throw problemError('csv_binary', texts.nul(file.path, byte + 1, await lineOfByte(unpacked, byte)), 'path')
  }
  for await (const { bytes, position } of unpacked.chunks()) {
    const fresh = bytes.subarray(Math.min(skip, bytes.length))
    skip -= bytes.length - fresh.length
    last = position
    const all = rest.length > 0 ? Buffer.concat([rest, fresh]) : fresh
    const end = wholeLength(all, encoding)
    rest = all.subarray(end)
    if (end === 0 && rest.length > 2 * MAX_LINE) {
      const line = await lineOfByte(unpacked, start)
      throw problemError('csv_line', dataTexts.csvLine(file.path, line, MAX_LINE), 'path')
    }
    const text = toUtf8(encoding, all.subarray(0, end), start)
    await checkNul(text)
    start += end
    if (text.length > 0) yield { bytes: text, position }
  }
  const text = toUtf8(encoding, rest, start)
  await checkNul(text)
  if (text.length > 0) yield { bytes: text, position: last }
}

/** The length of the part that ends with a character or a line: no character is cut. */
function wholeLength(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding.unit === 2) {
    const length = bytes.length - (bytes.length % 2)
    if (length === 0) return 0
    const highByte = bytes[length - (encoding.isBigEndian ? 2 : 1)]!
    // The first half of a pair of surrogates.
    return highByte >= 0xd8 && highByte <= 0xdb ? length - 2 : length
  }
  if (encoding.name !== 'utf-8') return Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return needed > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function toUtf8(encoding: Encoding, bytes: Uint8Array, start: number): Uint8Array {
  if (encoding.name === 'utf-8') {
    if (isUtf8(bytes)) return bytes
  } else
    try {
      return Buffer.from(encoding.decode(bytes))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  throw new NotInEncoding(start + firstInvalid(encoding, bytes), bytes)
}

/** Index of the byte that cannot follow the bytes before it. */
function firstInvalid(encoding: Encoding, bytes: Uint8Array): number {
  let [line, end] = [0, bytes.length]
  // Only the first line that does not fit is searched byte by byte.
  for (let next = bytes.indexOf(LF); next >= 0; next = bytes.indexOf(LF, next + 1)) {
    if (!fits(encoding, bytes.subarray(line, next + 1))) {
      end = next + 1
      break
    }
    line = next + 1
  }
  const isPrefix = (length: number) => {
    // A character of four bytes may be cut by the end of the prefix.
    for (let cut = 0; cut <= 3 && cut <= length; cut++)
      if (fits(encoding, bytes.subarray(line, line + length - cut))) return true
    return false
  }
  let [low, high] = [0, end - line]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isPrefix(middle)) low = middle
    else high = middle - 1
  }
  // The last bytes of the longest prefix may be the start of the invalid character.
  let valid = low
  while (valid > 0 && !fits(encoding, bytes.subarray(line, line + valid))) valid--
  return line + valid
}

/** 1-based line of a byte. */
export async function lineOfByte(unpacked: Unpacked, byte: number): Promise<number> {
  let line = 1
  let start = 0
  for await (const { bytes } of unpacked.chunks()) {
    const end = Math.min(bytes.length, byte - start)
    for (let at = bytes.indexOf(LF); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) line++
    start += bytes.length
    if (start >= byte) break
  }
  return line
}
