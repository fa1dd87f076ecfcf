/** Files of the cache whose contents are verified when they are read, with the CRC-32 of their blocks in a file next to each. A disk may
 *  return other bytes than were written, which numbers alone would not reveal. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { problemError } from './problem-error.ts'
import { texts } from './texts.ts'

/** Bytes per checksum. */
export const BLOCK = 64 * 2 ** 20
/** Bytes per read, small enough to be summed in the CPU cache; divides BLOCK. */
const PIECE_SIZE = 2 ** 20
const DAMAGED = 'data_damaged'

export const sumsPath = (path: string): string => `${path}.crc32`

/** Whether a problem reports a damaged file of the cache. */
export const reportsDamage = ({ code }: Pick<ProblemData, 'code'>): boolean => code === DAMAGED
export const isDamaged = (error: unknown): boolean =>
  error instanceof ProblemError && error.problems.some(reportsDamage)

export const damaged = (path: string): ProblemError => problemError(DAMAGED, texts.dataDamaged(path))

/** Computes the CRC-32 of each block of a byte stream. */
function blockSums() {
  const finished: number[] = []
  let sum = 0
  let length = 0
  return {
    add(bytes: Uint8Array) {
      for (let offset = 0; offset < bytes.length; ) {
        const part = bytes.subarray(offset, offset + BLOCK - length)
        sum = crc32(part, sum)
        offset += part.length
        length += part.length
        if (length < BLOCK) continue
        finished.push(sum)
        sum = 0
        length = 0
      }
      return finished
    },
    /** All checksums, including that of an incomplete last block. */
    end: (): readonly number[] => (length > 0 ? [...finished, sum] : finished),
  }
}

const parse = (text: string): readonly number[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => Number.parseInt(line, 16))
const serialize = (sums: readonly number[]): string =>
  sums.map((sum) => `${sum.toString(16).padStart(8, '0')}\n`).join('')

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes pieces until it is closed. */
export interface CheckedWriter {
  write(piece: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** Opens a file for writing and truncates it. Each piece is written before the next one is produced, so that memory stays bounded; the
 *  checksums are written once the file is synced. */
export async function checkedWriter(path: string): Promise<CheckedWriter> {
  const file = await open(path, 'w')
  const sums = blockSums()
  return {
    async write(piece) {
      sums.add(piece)
      let written = 0
      while (written < piece.length)
        written += (await file.write(piece, written, piece.length - written)).bytesWritten
    },
    async close() {
      try {
        await file.sync()
      } finally {
        await file.close()
      }
      const sumsFile = await open(sumsPath(path), 'w')
      try {
        await sumsFile.writeFile(serialize(sums.end()))
        await sumsFile.sync()
      } finally {
        await sumsFile.close()
      }
    },
  }
}

/** Writes pieces to a new file in order. */
export async function writeChecked(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const writer = await checkedWriter(path)
  try {
    for (const piece of pieces) await writer.write(piece)
  } finally {
    await writer.close()
  }
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface CheckedReader {
  readonly size: number
  /** Fills an array with the next bytes. @throws ProblemError if a block that ends there is damaged */
  fill(bytes: Uint8Array): void
  close(): void
}

/** Reads a file from start to end and verifies each block as it is read. @throws ProblemError if the file is missing */
export function openChecked(path: string): CheckedReader {
  const expected = readSums(path)
  const file = openOrDamaged(path)
  const { size } = fstatSync(file)
  const sums = blockSums()
  let checked = 0
  let position = 0
  const check = (actual: readonly number[]) => {
    for (; checked < actual.length; checked++) if (actual[checked] !== expected[checked]) throw damaged(path)
  }
  return {
    size,
    fill(bytes) {
      for (let filled = 0; filled < bytes.length; ) {
        const piece = bytes.subarray(filled, filled + PIECE_SIZE)
        const read = readSync(file, piece, 0, piece.length, position)
        if (read === 0) throw damaged(path)
        check(sums.add(piece.subarray(0, read)))
        filled += read
        position += read
      }
      if (position === size) check(sums.end())
    },
    close: () => closeSync(file),
  }
}

/** @throws ProblemError if the file is missing */
export function openOrDamaged(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(path)
    throw error
  }
}

function readSums(path: string): readonly number[] {
  try {
    return parse(readFileSync(sumsPath(path), 'utf8'))
  } catch {
    // Missing: the file cannot be verified.
    throw damaged(path)
  }
}

/** Whether a file has this size and one checksum per block. The contents are not read. */
export async function hasSize(path: string, bytes: number): Promise<boolean> {
  const [file, sums] = await Promise.all([
    stat(path).catch(() => null),
    readFile(sumsPath(path), 'utf8').catch(() => null),
  ])
  return file?.size === bytes && sums !== null && parse(sums).length === Math.ceil(bytes / BLOCK)
}

/** The bytes of a file in pieces. @throws ProblemError at the end of a damaged block */
export async function* checkedPieces(path: string): AsyncGenerator<Uint8Array> {
  const expected = readSums(path)
  const file = await open(path, 'r').catch(() => {
    throw damaged(path)
  })
  const sums = blockSums()
  const buffer = new Uint8Array(PIECE_SIZE)
  const check = (actual: readonly number[]) => {
    if (actual.some((sum, i) => sum !== expected[i])) throw damaged(path)
  }
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_SIZE, null)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      check(sums.add(piece))
      yield piece
    }
    check(sums.end())
  } finally {
    await file.close()
  }
}

/** Whether the contents of a file are intact. */
export async function isIntact(path: string): Promise<boolean> {
  try {
    for await (const _ of checkedPieces(path));
    return true
  } catch (error) {
    if (isDamaged(error)) return false
    throw error
  }
}

/** Reads a small text file. @throws ProblemError if it is damaged */
export async function readChecked(path: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const piece of checkedPieces(path)) parts.push(Buffer.from(piece))
  return Buffer.concat(parts).toString('utf8')
}
