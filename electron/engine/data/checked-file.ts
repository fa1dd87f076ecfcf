/** Files of the cache whose contents are checked when they are read: beside each lie the CRC-32 of its blocks. A disk may give back other
 *  bytes than it was given, and numbers tell nobody that they are wrong. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'
import { fault } from './fault.ts'
import { texts } from './texts.ts'

/** Bytes that one sum is of. */
export const BLOCK = 64 * 2 ** 20
/** Read and summed while it is near the processor; divides a block. */
const PIECE = 2 ** 20
const DAMAGED = 'data_damaged'

const sumsBeside = (path: string): string => `${path}.crc32`

/** Whether it says that a file of the cache is not what was written. */
export const tellsDamage = ({ code }: Pick<ProblemData, 'code'>): boolean => code === DAMAGED
export const isDamaged = (error: unknown): boolean =>
  error instanceof ProblemError && error.problems.some(tellsDamage)

export const damaged = (path: string): ProblemError => fault(DAMAGED, texts.dataDamaged(path))

/** Adds up blocks as their bytes come by. */
function blockSums() {
  const done: number[] = []
  let sum = 0
  let length = 0
  return {
    add(bytes: Uint8Array) {
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + BLOCK - length)
        sum = crc32(part, sum)
        at += part.length
        length += part.length
        if (length < BLOCK) continue
        done.push(sum)
        sum = 0
        length = 0
      }
      return done
    },
    /** All of them, the last one of a block that is not full. */
    end: (): readonly number[] => (length > 0 ? [...done, sum] : done),
  }
}

const parse = (text: string): readonly number[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => Number.parseInt(line, 16))
const print = (sums: readonly number[]): string =>
  sums.map((sum) => `${sum.toString(16).padStart(8, '0')}\n`).join('')

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes pieces until it is closed. */
export interface CheckedWriter {
  write(piece: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** Opens a file, emptied if it is there. Each piece is flushed before the next is made, so that memory stays bounded; the sums are written
 *  once the file is on the disk. */
export async function checkedWriter(path: string): Promise<CheckedWriter> {
  const file = await open(path, 'w')
  const sums = blockSums()
  return {
    async write(piece) {
      sums.add(piece)
      let done = 0
      while (done < piece.length) done += (await file.write(piece, done, piece.length - done)).bytesWritten
    },
    async close() {
      try {
        await file.sync()
      } finally {
        await file.close()
      }
      const beside = await open(sumsBeside(path), 'w')
      try {
        await beside.writeFile(print(sums.end()))
        await beside.sync()
      } finally {
        await beside.close()
      }
    },
  }
}

/** Writes pieces to a new file, one after the other. */
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
  /** Fills an array with the next bytes. @throws ProblemError when a block that ended there is not what was written */
  fill(bytes: Uint8Array): void
  close(): void
}

/** Reads a file from its beginning to its end, each block checked as soon as it is read. @throws ProblemError when it is not there */
export function openChecked(path: string): CheckedReader {
  const known = readSums(path)
  const file = openThere(path)
  const { size } = fstatSync(file)
  const sums = blockSums()
  let checked = 0
  let at = 0
  const check = (found: readonly number[]) => {
    for (; checked < found.length; checked++) if (found[checked] !== known[checked]) throw damaged(path)
  }
  return {
    size,
    fill(bytes) {
      for (let filled = 0; filled < bytes.length; ) {
        const piece = bytes.subarray(filled, filled + PIECE)
        const read = readSync(file, piece, 0, piece.length, at)
        if (read === 0) throw damaged(path)
        check(sums.add(piece.subarray(0, read)))
        filled += read
        at += read
      }
      if (at === size) check(sums.end())
    },
    close: () => closeSync(file),
  }
}

function openThere(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged(path)
    throw error
  }
}

function readSums(path: string): readonly number[] {
  try {
    return parse(readFileSync(sumsBeside(path), 'utf8'))
  } catch {
    // Not there: nobody can say that the file is whole.
    throw damaged(path)
  }
}

/** Whether a file has this size and as many sums as blocks. Its contents are not looked at. */
export async function hasSize(path: string, bytes: number): Promise<boolean> {
  const [file, sums] = await Promise.all([
    stat(path).catch(() => null),
    readFile(sumsBeside(path), 'utf8').catch(() => null),
  ])
  return file?.size === bytes && sums !== null && parse(sums).length === Math.ceil(bytes / BLOCK)
}

/** The bytes of a file, some at a time. @throws ProblemError at the end of a block that is not what was written */
export async function* checkedPieces(path: string): AsyncGenerator<Uint8Array> {
  const known = readSums(path)
  const file = await open(path, 'r').catch(() => {
    throw damaged(path)
  })
  const sums = blockSums()
  const buffer = new Uint8Array(PIECE)
  const check = (found: readonly number[]) => {
    if (found.some((sum, i) => sum !== known[i])) throw damaged(path)
  }
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE, null)
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

/** Whether all of a file is what was written. */
export async function isWhole(path: string): Promise<boolean> {
  try {
    for await (const _ of checkedPieces(path));
    return true
  } catch (error) {
    if (isDamaged(error)) return false
    throw error
  }
}

/** A small text. @throws ProblemError when it is not what was written */
export async function readChecked(path: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const piece of checkedPieces(path)) parts.push(Buffer.from(piece))
  return Buffer.concat(parts).toString('utf8')
}
